import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Database, openDatabase } from '../../runtime/duckdb/database.ts';
import { duckdbFailure } from '../../runtime/duckdb/errors.ts';
import { objectsOf, rowsOf } from '../../runtime/duckdb/rows.ts';
import type { RawRow } from './cells.ts';
import { readCsv } from './csv.ts';
import { type BadRow, quoted, type Read } from './format.ts';
import { readJson } from './json.ts';

/** One row of a file: what it says, or why it cannot be read. Rows count from 1, the header apart. */
export type FileRow =
  | { readonly kind: 'row'; readonly row: number; readonly values: RawRow }
  | { readonly kind: 'unreadable'; readonly row: number; readonly detail: string; readonly text: string };

/** A file that was read as a whole; its rows lie in a database in memory, which spills to disk. */
export interface Loaded {
  /** Without its folder. */
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: number;
  read(): AsyncGenerator<FileRow, void, undefined>;
}

export interface Reader {
  /** Throws a Failure: `unreadable_file` where no rows can be made of it. */
  load(path: string): Promise<Loaded>;
  close(): void;
}

export async function openReader(temp_folder: string, memory_bytes: number): Promise<Reader> {
  const options = { path: ':memory:', memory_bytes, threads: 2, temp_folder, files: 'allowed', ordered: true } as const;
  const database = await openDatabase(options);
  const connection = await database.connect();
  let files = 0;
  return {
    load: (path) => load(database, connection, path, `file_${files++}`),
    close: () => database.close(),
  };
}

const readers: readonly (readonly [
  ending: RegExp,
  read: (connection: DuckDBConnection, path: string, table: string) => Promise<Read>,
])[] = [
  [/\.(csv|tsv|txt)(\.gz)?$/i, readCsv],
  [/\.(json|ndjson|jsonl)(\.gz)?$/i, readJson],
  [/\.(parquet|parq)$/i, readParquet],
];

export const fileEndings = '.csv, .tsv, .json, .ndjson or .parquet (the first four also with .gz)';

export function isReadable(path: string): boolean {
  return readers.some(([ending]) => ending.test(path));
}

async function load(database: Database, connection: DuckDBConnection, path: string, table: string): Promise<Loaded> {
  try {
    const read = readers.find(([ending]) => ending.test(path))![1];
    const { columns, bad, values } = await read(connection, path, table);
    const [count] = await rowsOf(connection, `SELECT count(*) AS n FROM ${table}`);
    const rows = Number(count!.n) + bad.length;
    return { file: basename(path), columns, rows, read: () => merged(database, table, bad, values) };
  } catch (error) {
    throw duckdbFailure(error);
  }
}

/** Good and bad rows in the order of the file: the bad ones know their place, the good ones fill the others. */
async function* merged(
  database: Database,
  table: string,
  bad: readonly BadRow[],
  values: Read['values'],
): AsyncGenerator<FileRow, void, undefined> {
  const waiting = bad.toSorted((a, b) => a.row - b.row);
  let row = 1;
  for await (const one of rowsIn(database, table)) {
    for (; waiting[0] !== undefined && waiting[0].row <= row; row++) yield { kind: 'unreadable', ...waiting.shift()! };
    const made = values(one);
    if (typeof made === 'string') yield { kind: 'unreadable', row, detail: made, text: '' };
    else yield { kind: 'row', row, values: made };
    row++;
  }
  for (const one of waiting) yield { kind: 'unreadable', ...one };
}

async function* rowsIn(database: Database, table: string): AsyncGenerator<RawRow, void, undefined> {
  const connection = await database.connect();
  try {
    const result = await connection.stream(`SELECT * FROM ${table}`);
    const [names, types] = [result.columnNames(), result.columnTypes()];
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield* objectsOf(names, types, chunk);
    }
  } finally {
    connection.closeSync();
  }
}

async function readParquet(connection: DuckDBConnection, path: string, table: string): Promise<Read> {
  await connection.run(`CREATE TABLE ${table} AS SELECT * FROM read_parquet(${quoted(path)})`);
  const columns = await rowsOf(connection, `SELECT column_name FROM (DESCRIBE ${table})`);
  return { columns: columns.map(({ column_name }) => String(column_name)), bad: [], values: (row) => row };
}
