import type { DuckDBConnection, DuckDBDataChunk, DuckDBType } from '@duckdb/node-api';
import { type Json } from './values.ts';
export type Row = Readonly<Record<string, Json>>;
/** All rows of a statement, values as {@link jsonOf}. For results that are known to be small. */
export declare function rowsOf(connection: DuckDBConnection, sql: string): Promise<Row[]>;
/** The rows of a chunk, columns in order. */
export declare function valuesOf(types: readonly DuckDBType[], chunk: DuckDBDataChunk): Json[][];
export declare function objectsOf(names: readonly string[], types: readonly DuckDBType[], chunk: DuckDBDataChunk): Row[];
