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
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly problem: Problem;

  constructor(path: string, value: string, legal: string) {
    super(`${path}: ${value}`);
    this.problem = { key: path, value, legal };
  }
}

/** A row may not be longer: one record of the log would not hold it. */
export const LONGEST_ROW_BYTES = 900_000;

/** DuckDB reads rows up to this. */
export const LONGEST_READ_BYTES = 16 * 1024 * 1024;

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Chunks as DuckDB makes them, one in memory at a time. */
export async function* chunksOf(connection: DuckDBConnection, sql: string) {
  const result: DuckDBResult = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield { result, chunk };
  }
}

/** The one row of a query about the file. */
export async function factsOf(connection: DuckDBConnection, sql: string) {
  const result = await connection.runAndReadAll(sql);
  return result.getRowObjectsJson()[0] ?? {};
}
