import type { LogRecord } from '../types.ts';
import { type AbortedTransaction } from './aborted.ts';
export interface ReadSet {
    readonly records: LogRecord[];
    /** After the last complete batch; undefined where there is none. */
    readonly next_offset: number | undefined;
}
/**
 * Reads the committed records from `from` on out of fetched batches. Keys and values lie in `bytes`, nothing is
 * copied. The last batch may be cut off.
 */
export declare function readRecordSet(bytes: Buffer, from: number, aborted: readonly AbortedTransaction[]): ReadSet;
