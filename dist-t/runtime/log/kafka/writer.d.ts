import type { NewRecord, Writer } from '../types.ts';
import type { Link } from './link.ts';
import type { RecordPath } from './record-path.ts';
/**
 * Appends in batches that make themselves: while one is under way, the next gathers. One at a time, so the order of a
 * partition is that of the calls.
 */
export declare class KafkaWriter implements Writer {
    #private;
    constructor({ link, path, wire }: {
        link: Link;
        path: RecordPath;
        wire: (topic: string) => string;
    });
    append(records: readonly NewRecord[]): Promise<void>;
    /** After what was appended before has been acknowledged or has failed. */
    close(): Promise<void>;
}
