import type { DuckDBConnection, DuckDBDataChunk, DuckDBType } from '@duckdb/node-api';
import { type Json, jsonOf } from './values.ts';

export type Row = Readonly<Record<string, Json>>;

/** All rows of a statement, values as {@link jsonOf}. For results that are known to be small. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  const result = await connection.run(sql);
  const names = result.deduplicatedColumnNames();
  const types = result.columnTypes();
  const rows: Row[] = [];
  for (const chunk of await result.fetchAllChunks()) rows.push(...objectsOf(names, types, chunk));
  return rows;
}

/** The rows of a chunk, columns in order. */
export function valuesOf(types: readonly DuckDBType[], chunk: DuckDBDataChunk): Json[][] {
  const columns = types.map((type, i) => chunk.getColumnValues(i).map((value) => jsonOf(value, type)));
  return Array.from({ length: chunk.rowCount }, (_, row) => columns.map((column) => column[row]!));
}

export function objectsOf(names: readonly string[], types: readonly DuckDBType[], chunk: DuckDBDataChunk): Row[] {
  return valuesOf(types, chunk).map((values) => Object.fromEntries(names.map((name, i) => [name, values[i]!])));
}
