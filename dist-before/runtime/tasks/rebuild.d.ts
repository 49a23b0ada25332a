import type { Codec } from '../codec/codec.ts';
import type { Log } from '../log/types.ts';
import type { AnyProcessor } from '../types.ts';
import type { Committer } from './committer.ts';
import { type Request } from './progress.ts';
/**
 * Asks for a processor's state and results to be made anew from the beginning of its inputs. Returns once the request
 * is on the log; running tasks notice it at once, others when they start. Meanwhile results pass through earlier
 * values; afterwards they are what they were, without keys that the processor does not produce any more.
 */
export declare function requestRebuild(log: Log, codec: Codec, processor: AnyProcessor): Promise<void>;
/** Whether a rebuild of the processor is asked for and not done on every partition. */
export declare function isRebuilding(log: Log, codec: Codec, processor: string): Promise<boolean>;
export interface Rebuilding {
    readonly log: Log;
    readonly codec: Codec;
    readonly processor: AnyProcessor;
    readonly partition: number;
    readonly request: Request;
    readonly committer: Committer;
    readonly stream_time_ms: number;
    /** Aborts when the task ends. */
    readonly signal: AbortSignal;
}
/**
 * The end of a rebuild, for a task that has read its inputs anew. It steps nothing meanwhile, nor do the others that
 * are done: so nobody produces a key that another is about to remove as stale.
 *
 * 1. Commit what was produced, with the phase `read`.
 * 2. Wait until every task of the processor has come so far: every key produced anew is on the log.
 * 3. Sweep partition n of every output: a key last written before the request gets a tombstone. Phase `swept`.
 * 4. Wait until every task has swept.
 * 5. Phase `done`: the request is closed.
 *
 * False: the task ended before. Its successor finds the request and begins the rebuild again.
 */
export declare function finishRebuild(rebuilding: Rebuilding): Promise<boolean>;
