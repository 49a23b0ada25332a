import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import type { Problem } from '../../runtime/config/problems.ts';
import type { Json } from '../../runtime/duckdb/values.ts';
/** A row of a file. Rows count from 1, the header and empty lines not counted. */
export type FileRow = ReadableRow | UnreadableRow;
export interface ReadableRow {
    readonly kind: 'readable';
    readonly row: number;
    readonly cells: Readonly<Record<string, Json>>;
    /** The row as near as can be to what the file has. */
    bytes(): Buffer;
}
/** The file's own format is broken here. */
export interface UnreadableRow {
    readonly kind: 'unreadable';
    readonly row: number;
    /** Stable, lower_snake. */
    readonly reason: string;
    readonly detail: string;
    readonly payload: Buffer;
}
/** A file that was looked through once, and can be read. */
export interface ImportFile {
    readonly path: string;
    /** In the file's order; for JSON every key that a row has. */
    readonly columns: readonly string[];
    readonly rows: number;
    /** In the file's order, in memory that does not grow with the file; unreadable rows may come last. */
    batches(): AsyncGenerator<readonly FileRow[]>;
}
/** As told on the command line, before anything is published. */
export declare class FileProblem extends Error {
    readonly name = "FileProblem";
    readonly problem: Problem;
    constructor(path: string, value: string, legal: string);
}
/** A row may not be longer: one record of the log would not hold it. */
export declare const LONGEST_ROW_BYTES = 900000;
/** DuckDB reads rows up to this. */
export declare const LONGEST_READ_BYTES: number;
export declare function quoted(text: string): string;
/** Chunks as DuckDB makes them, one in memory at a time. */
export declare function chunksOf(connection: DuckDBConnection, sql: string): AsyncGenerator<{
    result: DuckDBResult;
    chunk: import("@duckdb/node-api").DuckDBDataChunk;
}, void, unknown>;
/** The one row of a query about the file. */
export declare function factsOf(connection: DuckDBConnection, sql: string): Promise<Record<string, import("@duckdb/node-api").Json>>;
