import type { Codec } from '../codec/codec.ts';
import type { Log, Position, RecordBatch } from '../log/types.ts';
import { type AnyProcessor } from '../types.ts';
import type { InputStatus } from './component.ts';
import { type Work } from './member.ts';
import type { TaskMetrics } from './metrics.ts';
export interface TaskOptions {
    readonly log: Log;
    readonly codec: Codec;
    readonly processor: AnyProcessor;
    readonly group: string;
    readonly partition: number;
    readonly metrics: TaskMetrics;
    /** Expiries delivered by one call of `advance`. */
    readonly advance_limit: number;
    readonly idle_commit_ms: number;
    readonly signal: AbortSignal;
    fail(error: unknown): void;
}
/**
 * One processor on one partition, exactly once:
 *
 * 1. Fence: the transactor `<processor>-<n>` ends what an earlier holder left open; it commits nothing any more.
 * 2. Restore: changelogs and `_tasks` are read up to their ends of after step 1.
 * 3. Positions: the group's committed offsets, stable after step 1, say where each input is read on.
 * 4. Step: records and ticks change the state; outputs, dead letters and positions gather in what is pending.
 * 5. Commit: what is pending becomes one transaction, changelog, stream time and consumed offsets included, while
 *    step 4 goes on into the next one.
 * 6. Committed: others see it; the next transaction begins with what has gathered.
 *
 * A failure at any of them drops the state; the next holder begins at 1. What was not committed at 5 has never been.
 */
export declare class Task implements Work {
    #private;
    readonly positions: readonly Position[];
    static open(options: TaskOptions): Promise<Task>;
    private constructor();
    get rebuilding(): boolean;
    get stream_time_ms(): number;
    get inputs(): readonly InputStatus[];
    records(batch: RecordBatch): Promise<void>;
    drain(): Promise<void>;
    abandon(): Promise<void>;
}
