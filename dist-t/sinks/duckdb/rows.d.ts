import { type Vector } from '../../runtime/duckdb/vectors.ts';
import type { LogRecord } from '../../runtime/log/types.ts';
import type { StoredTable } from '../../schemas/tables.ts';
/** Before the Avro: a byte and the schema's id. */
export declare const FRAME_BYTES = 5;
/** For how much there is to be room. */
export interface Room {
    readonly records: number;
    readonly bytes: number;
}
interface Part {
    readonly from: number;
    readonly to: number;
    readonly first: number;
}
/**
 * Records of one table's topic and partition, in columns as the stage of the table has them (staging.ts), in log order.
 * The records themselves are copied into one memory, in which the texts of the columns then lie.
 */
export declare class Rows {
    #private;
    readonly table: StoredTable;
    readonly partition: number;
    count: number;
    /** Tombstones among them. */
    gone: number;
    constructor(table: StoredTable, partition: number, room: Room);
    get bytes(): number;
    /**
     * Takes a record whose value, if it has one, was written with the topic's present schema. False, and nothing is taken,
     * where it is not what it should be, or not plainly so.
     */
    take(raw: LogRecord): boolean;
    /** Takes a record that is known to be right, with its value as our codec writes it. */
    put(raw: LogRecord, key: string, value: Buffer | null): void;
    offset(row: number): number;
    isGone(row: number): boolean;
    entity(row: number): string;
    raw(row: number): Pick<LogRecord, 'offset' | 'key' | 'value'>;
    /**
     * Rows `from` to `to` (exclusive) become those of column `i` of the stage; `first`: the number of the first of them.
     */
    write(vector: Vector, i: number, { from, to, first }: Part): void;
}
export {};
