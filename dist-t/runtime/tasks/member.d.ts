import { Failure } from '../failures.ts';
import type { Log, Position, RecordBatch } from '../log/types.ts';
import type { ComponentState } from './component.ts';
import type { TaskMetrics } from './metrics.ts';
import { type Backoff } from './waiting.ts';
/** What a member does with one partition number, from its assignment to its end. */
export interface Work {
    /** Where to read each topic. */
    readonly positions: readonly Position[];
    /** As in JoinOptions. Returns soon once the signal given to `open` aborts, or after `drain` or `abandon`. */
    records(batch: RecordBatch): Promise<void>;
    /** Takes no more; commits what has been begun. Rejects when that fails. */
    drain(): Promise<void>;
    /** Takes no more, begins no more commits; resolves when nothing is under way. Never rejects. */
    abandon(): Promise<void>;
}
export interface MemberOptions<W extends Work> {
    readonly log: Log;
    readonly name: string;
    readonly group: string;
    readonly topics: readonly string[];
    readonly metrics: TaskMetrics;
    readonly rejoin?: Backoff;
    /** Told once, when it does not come back by itself. */
    readonly onFatal?: ((component: string, failure: Failure) => void) | undefined;
    /** `signal` aborts when the partition is taken away, then and later; `fail` ends this stay in the group. */
    open(partition: number, signal: AbortSignal, fail: (error: unknown) => void): Promise<W>;
}
/**
 * Takes part in a group, and comes back after everything that heals (`fenced`, `retry`) with nothing kept in memory.
 * Anything else ends it: `failed`.
 */
export declare class Member<W extends Work> {
    #private;
    readonly works: Map<number, W>;
    error: Failure | undefined;
    constructor(options: MemberOptions<W>);
    get state(): ComponentState;
    stop(): Promise<void>;
}
/** Ends an opening that nobody waits for any more. */
export declare function unlessAborted(signal: AbortSignal): void;
