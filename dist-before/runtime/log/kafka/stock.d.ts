import type { FetchedPartition } from 'kafkajs-internals';
import { type FetchAt, type Fetched, type RecordPath } from './record-path.ts';
/** Records through kafkajs' own encoder and decoder. */
export declare const stockPath: RecordPath;
/**
 * `nothing`: the whole answer holds no message, so that none was left out for want of room. Then what lies between
 * the position and the stable offset was compacted away.
 */
export declare function committed(at: FetchAt, found: FetchedPartition, nothing: boolean): Fetched;
