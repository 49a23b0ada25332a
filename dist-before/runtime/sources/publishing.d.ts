import type { DeadLetter } from '../../schemas/generated/types.ts';
import type { Codec } from '../codec/codec.ts';
import type { NewRecord } from '../log/types.ts';
import type { TaskMetrics } from '../tasks/metrics.ts';
import type { Decoded, Origin } from '../types.ts';
/** A record may be ahead of the pipeline's clock by this much, no more. */
export declare const AHEAD_MS: number;
/** Who publishes. */
export interface Publishing {
    readonly codec: Codec;
    readonly partitions: number;
    readonly metrics: TaskMetrics;
    /** Component that answers for it: `stage` of its dead letters. */
    readonly stage: string;
    readonly upstream: string | null;
}
/**
 * The records of what was decoded, in its order: each with its origin in a header; a dead letter where it was refused,
 * is more than a day ahead of `now_ms` (`in_the_future`), or is not of its topic's schema.
 */
export declare function recordsFor(publishing: Publishing, decoded: readonly Decoded[], now_ms: number): NewRecord[];
/** The dead letter as a record; counted. */
export declare function deadLetter(publishing: Publishing, letter: DeadLetter, origin?: Origin): NewRecord;
