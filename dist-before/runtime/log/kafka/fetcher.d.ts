import type { Ask } from '../deliveries.ts';
import type { RecordBatch } from '../types.ts';
import type { LogLine } from './cluster.ts';
import type { Link } from './link.ts';
import type { Names } from './names.ts';
import type { RecordPath } from './record-path.ts';
export interface FetcherParts {
    readonly link: Link;
    readonly path: RecordPath;
    readonly names: Names;
    readonly logger: LogLine;
}
/** Answers many asks for the next batch of a partition with few requests: one at a time per broker. */
export declare class Fetcher {
    #private;
    constructor(parts: FetcherParts);
    /** Waits out what heals by itself. Rejects with a Failure, or with the signal's reason. */
    next(ask: Ask, signal: AbortSignal): Promise<RecordBatch>;
}
