import { createHash } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';
import { copyInChild } from '../../runtime/duckdb/copy.ts';
import { type Database, openDatabase } from '../../runtime/duckdb/database.ts';
import { duckdbFailure } from '../../runtime/duckdb/errors.ts';
import { type Queries, type QueryOptions, type QueryResult, queriesOn } from '../../runtime/duckdb/query.ts';
import { type Row, rowsOf } from '../../runtime/duckdb/rows.ts';
import { tableViews, viewsDdl } from '../../schemas/table-views.ts';
import { storeDdl } from '../../schemas/tables.ts';

export interface WarehouseOptions {
  readonly path: string;
  /** What DuckDB may use; absent: 1 GiB. */
  readonly memory_bytes?: number;
  /** Absent: half of the cores, at most 4. The sink uses one; more cost it CPU and gain it nothing. */
  readonly threads?: number;
  /** Where it spills to; absent: beside the file. */
  readonly temp_folder?: string;
  /** More views: statements that run after those of the tables. */
  readonly views?: readonly string[];
}

/**
 * The warehouse's file, open for writing: the one owner of it in this process, and in all others. SQL that comes from
 * outside goes through `query`, which cannot write.
 */
export interface Warehouse {
  readonly database: Database;
  query(sql: string, options: QueryOptions): Promise<QueryResult>;
  /** All rows of our own SQL; small results. */
  rows(sql: string): Promise<readonly Row[]>;
  /** Rows of every table that the outside sees, empty ones too. Cheap. */
  counts(): Promise<ReadonlyMap<string, number>>;
  /** PATCHes by status, as the ledger has them. */
  patches(): Promise<ReadonlyMap<string, number>>;
  /** The writer needs the memory that queries hold. */
  interruptQueries(): void;
  /**
   * Moves the write-ahead log into the file, where it has outgrown its limit and no copy is being made. `due`: not
   * while a reader's transaction stands in the way either.
   */
  checkpoint(when: 'due' | 'now'): Promise<void>;
  /**
   * Makes `path` a copy of the last checkpoint, in one step, for tools that open files. Writing may go on meanwhile.
   * Call checkpoint('now') before it, with no transaction open.
   */
  publish(path: string, signal: AbortSignal): Promise<void>;
  close(): void;
}

const MIB = 1024 * 1024;
const WAL_LIMIT = 128 * MIB;

const COUNTS = `SELECT ${tableViews
  .filter(({ count }) => count !== null)
  .map(({ name, count }) => `${count} AS "${name}"`)
  .join(', ')}`;

const PATCHES = 'SELECT status, count(*) AS number FROM profile_patches GROUP BY status';

/** Makes the tables and views where they are not there yet. Throws a Failure: `warehouse_locked` when it is open elsewhere. */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const {
    path,
    memory_bytes = 1024 * MIB,
    threads = halfOfTheCores(),
    temp_folder = `${path}.tmp`,
    views = [],
  } = options;
  const setup = (connection: DuckDBConnection) => prepareStore(connection, views);
  const database = await openDatabase({ path, memory_bytes, threads, temp_folder, setup, files: 'denied' });
  const connection = await database.connect();
  const queries: Queries = queriesOn(database);
  let copying = 0;
  return {
    database,
    query: (sql, queryOptions) => queries.query(sql, queryOptions),
    rows: (sql) => rowsOf(connection, sql),
    async counts() {
      const [row] = await rowsOf(connection, COUNTS);
      return new Map(Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]));
    },
    async patches() {
      const rows = await rowsOf(connection, PATCHES);
      return new Map(rows.map(({ status, number }) => [String(status), Number(number)]));
    },
    interruptQueries: () => queries.interruptAll(),
    async checkpoint(when) {
      // A copy reads the state of the last checkpoint; the next one would write into it.
      if (copying > 0 || (when === 'due' && sizeOf(`${database.path}.wal`) < WAL_LIMIT)) return;
      await connection.run('CHECKPOINT').catch((error: unknown) => {
        const failure = duckdbFailure(error);
        // A reader's transaction is open: the log may wait for the next time, a copy may not.
        if (when === 'due' && failure.reason === 'transaction') return;
        throw failure;
      });
    },
    async publish(to, signal) {
      copying++;
      try {
        await copyInChild(database.path, to, signal);
      } finally {
        copying--;
      }
    },
    close() {
      database.close();
      rmSync(temp_folder, { recursive: true, force: true });
    },
  };
}

/**
 * Tables and views as this version of the program has them. Where the file has other tables, they are dropped with
 * their positions, and the sink fills them afresh from the beginning of the log.
 */
async function prepareStore(connection: DuckDBConnection, more: readonly string[]): Promise<void> {
  const tables = storeDdl();
  const views = [...viewsDdl(), ...more];
  const before = await digestsIn(connection);
  await connection.run('BEGIN');
  if (before.get('tables') !== digestOf(tables)) {
    await connection.run('DROP SCHEMA IF EXISTS store CASCADE');
    for (const statement of tables) await connection.run(statement);
    before.clear();
  }
  if (before.get('views') !== digestOf(views)) {
    for (const statement of views) await connection.run(statement);
    const now = `('tables', '${digestOf(tables)}'), ('views', '${digestOf(views)}')`;
    await connection.run(`INSERT OR REPLACE INTO store.meta VALUES ${now}`);
  }
  await connection.run('COMMIT');
}

/** Of the statements that made what is in the file. Empty: the file has no store yet. */
async function digestsIn(connection: DuckDBConnection): Promise<Map<string, string>> {
  const there = "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'store' AND table_name = 'meta'";
  if ((await rowsOf(connection, there)).length === 0) return new Map();
  const rows = await rowsOf(connection, 'SELECT "name", "value" FROM store.meta');
  return new Map(rows.map(({ name, value }) => [String(name), String(value)]));
}

function digestOf(statements: readonly string[]): string {
  return createHash('sha256').update(statements.join(';')).digest('hex');
}

function halfOfTheCores(): number {
  return Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));
}

/** Without opening it. */
function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}
