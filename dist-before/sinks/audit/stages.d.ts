import type { Log } from '../../runtime/log/types.ts';
/** A stage, in the order of the data, as far as waiting for it goes. */
export interface Stage {
    readonly name: string;
    /** Topics that it reads, the clock apart: ticks never end. */
    readonly inputs: readonly string[];
    /** Up to where it is done with a topic, by partition; absent: not begun. */
    positions(topic: string): Promise<ReadonlyMap<number, number>>;
    /** Whether its results are being made anew just now. */
    rebuilding(): Promise<boolean>;
}
export interface Waiting {
    readonly log: Log;
    readonly signal: AbortSignal;
    /** The wall's time, and when patience ends; a deadline that has passed: nobody is there to wait for. */
    now_ms(): number;
    readonly deadline_ms: number;
    /** What the stages lack, a line now and then. */
    note(line: string): void | Promise<void>;
    /** What is to be done about a stage that lags. */
    readonly mend: string;
}
/**
 * Resolves when each stage has passed what its inputs held once the stages before it had. Throws Failure `lagging`,
 * naming the stage, when that is not so by the deadline.
 */
export declare function allPassed(stages: readonly Stage[], waiting: Waiting): Promise<void>;
