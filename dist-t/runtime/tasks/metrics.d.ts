import type { NewRecord } from '../log/types.ts';
/** What happens inside, for whoever counts. All calls are synchronous and must not throw. */
export interface TaskMetrics {
    recordsIn(component: string, topic: string, records: number, bytes: number): void;
    /** Counted once committed. */
    recordsOut(component: string, topic: string, records: number, bytes: number): void;
    /** Records between what is committed or needs no commit and the topic's end. */
    lag(component: string, topic: string, partition: number, records: number): void;
    /** One transaction; how long the log took for it. */
    committed(component: string, partition: number, duration_ms: number): void;
    /** One task ready to step: records read and time taken since it was assigned. */
    restored(component: string, partition: number, records: number, duration_ms: number): void;
    /** Facts in the state, where the state has a `size`. After every commit. */
    stateSize(component: string, partition: number, size: number): void;
    deadLetter(component: string, reason: string): void;
    /** One poll of a source ended; `outcome` is `complete` or the kind of the failure. */
    polled(source: string, outcome: string, duration_ms: number): void;
    /** A component lost its place in the group or the log and comes back. */
    rejoined(component: string, reason: string): void;
}
export declare const noMetrics: TaskMetrics;
/** Tells what was committed, by topic. */
export declare function countOut(metrics: TaskMetrics, component: string, records: readonly NewRecord[]): void;
