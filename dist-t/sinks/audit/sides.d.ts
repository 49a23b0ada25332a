import type { DuckDBConnection } from '@duckdb/node-api';
import { type Row } from '../../runtime/duckdb/rows.ts';
/** One of two sets of rows that must be equal: each has a key of 128 bits, its digest. */
export interface Side {
    readonly name: string;
    /** Checksum and count of the rows of every bucket. */
    sums(): Promise<ReadonlyMap<number, Sum>>;
    /** Of the rows of a bucket: key → digests, as many as there are rows. */
    digests(bucket: number): Promise<ReadonlyMap<string, readonly string[]>>;
    /** Column → value as text; undefined: there is no such row. */
    row(key: string): Promise<Row | undefined>;
}
export interface Sum {
    readonly rows: number;
    readonly sum: string;
}
/** `rows`: SQL of columns `_key` UHUGEINT and `_digest` UBIGINT; `whole`: of `_key` and the columns as text. */
export interface SideSql {
    readonly name: string;
    readonly rows: string;
    readonly whole: string;
    /** What `$1` stands for, where the SQL has it. */
    readonly parameter?: string;
}
export declare function sqlSide(connection: DuckDBConnection, { name, rows, whole, parameter }: SideSql): Side;
/** As rowsOf, with a value for `$1`. */
export declare function rowsWith(connection: DuckDBConnection, sql: string, parameter: string | undefined): Promise<Row[]>;
