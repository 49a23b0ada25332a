import type { RecordPath } from './record-path.ts';
/** Records through our own requests: batches are written straight into the request and read where the answer lies. */
export declare const ownPath: RecordPath;
