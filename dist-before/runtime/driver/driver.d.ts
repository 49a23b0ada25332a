import type { AnyTopic, Topic } from '../../schemas/topics.ts';
import type { AnyProcessor, Incoming } from '../types.ts';
import { type Choose, type Rejected } from './task.ts';
export interface DriverOptions {
    /** Default 3. */
    readonly partitions?: number;
    /** Whether values pass through Avro's binary form, so that tests see what the log would hold. Default true. */
    readonly avro?: boolean;
    /** Decides which task has the next turn, how many records it takes and of which topic. Default: the first, one. */
    readonly choose?: Choose;
    /** One turn in so many aborts, as `choose` has it. Default: none does. */
    readonly abort_one_in?: number;
    /** How many expiries `advance` may deliver at once. Default 1000. */
    readonly expiries_per_slice?: number;
}
/**
 * Runs processors, chained by their topics, without a broker and synchronously: one task for each processor and
 * partition, each of whose turns is a transaction. Nothing moves but inside `run`.
 */
export declare class Driver {
    #private;
    constructor(processors: readonly AnyProcessor[], options?: DriverOptions);
    write<T>(topic: Topic<T>, value: T): void;
    remove(topic: AnyTopic, key: string): void;
    /** Stream time reaches `at_ms`, on every partition. */
    tick(at_ms: number): void;
    /** Takes turns until nothing is waiting, or `turns` of them. */
    run(turns?: number): void;
    /** Every task loses its state and restores it from its changelogs. */
    crash(): void;
    /** Everything that was written from outside comes once more, in the same order. */
    redeliver(): void;
    /** The last value per key. */
    table<T>(topic: Topic<T>): ReadonlyMap<string, T>;
    /** Everything ever put on the topic, tombstones included. */
    records<T>(topic: Topic<T>): readonly Incoming<T>[];
    get rejected(): readonly Rejected[];
}
