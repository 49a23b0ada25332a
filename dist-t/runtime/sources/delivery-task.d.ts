import type { Codec } from '../codec/codec.ts';
import type { Log, Position, RecordBatch } from '../log/types.ts';
import type { InputStatus } from '../tasks/component.ts';
import { type Work } from '../tasks/member.ts';
import { type TaskMetrics } from '../tasks/metrics.ts';
import { type Clock } from './clock-port.ts';
import type { Resolving } from './resolving.ts';
/** Who reads `_deliveries`: its committed offsets say what has been resolved. */
export declare const GROUP = "regulars.deliveries";
export interface DeliveryTaskOptions {
    readonly log: Log;
    readonly codec: Codec;
    readonly clock: Clock;
    readonly metrics: TaskMetrics;
    readonly resolving: Resolving;
    readonly partition: number;
    readonly signal: AbortSignal;
    fail(error: unknown): void;
}
/**
 * The deliveries of one partition:
 *
 * 1. Fence: the transactor `deliveries-<n>` ends what an earlier holder left open.
 * 2. Position: the committed offset, stable after step 1.
 * 3. Resolve: the deliveries of a batch, several at a time, those of one entity one after the other.
 * 4. Commit: the first of the batch and those resolved right behind it: their records, dead letters and the offset
 *    after them in one transaction; then the next, until the batch is done. The next batch comes then.
 */
export declare class DeliveryTask implements Work {
    #private;
    readonly positions: readonly Position[];
    static open(options: DeliveryTaskOptions): Promise<DeliveryTask>;
    private constructor();
    get input(): InputStatus;
    records(batch: RecordBatch): Promise<void>;
    drain(): Promise<void>;
    abandon(): Promise<void>;
}
