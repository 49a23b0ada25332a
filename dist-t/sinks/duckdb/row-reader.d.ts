import type { Codec } from '../../runtime/codec/codec.ts';
import type { RecordBatch } from '../../runtime/log/types.ts';
import { type Read, type RefusedRead } from '../../runtime/tasks/reading.ts';
import type { StoredTable } from '../../schemas/tables.ts';
import { Rows } from './rows.ts';
/** What a batch of one topic and partition comes to. */
export interface Found {
    readonly rows?: Rows;
    /** The highest. */
    readonly tick?: number;
    readonly refused: readonly RefusedRead[];
}
export declare function isRefused(read: Read): read is RefusedRead;
/**
 * Reads the records of one table's topic into columns. What is plainly right goes there as it lies on the log; all else
 * is read by the codec, which knows other writers' schemas and says what is wrong, and written anew.
 */
export declare class RowReader {
    #private;
    constructor(codec: Codec, partitions: number, table: StoredTable);
    /** Throws when the registry is away. */
    read(batch: RecordBatch): Promise<Found>;
}
