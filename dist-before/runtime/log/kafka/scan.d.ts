import type { RecordBatch, ScanRange } from '../types.ts';
import type { Link } from './link.ts';
import type { Names } from './names.ts';
import type { RecordPath } from './record-path.ts';
export interface ScanParts {
    readonly link: Link;
    readonly path: RecordPath;
    readonly names: Names;
}
/** Reads one range, fetching the next batch while the reader is at work on this one. */
export declare function scan({ topic, partition, from, to }: ScanRange, each: (batch: RecordBatch) => void | Promise<void>, parts: ScanParts): Promise<number>;
