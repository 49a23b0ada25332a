import { mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Failure } from '../failures.ts';
import { duckdbFailure } from './errors.ts';

export interface DatabaseOptions {
  /** A file, made when absent, or `:memory:`. */
  readonly path: string;
  /** What DuckDB may use, in bytes; above it, it spills to `temp_folder`. */
  readonly memory_bytes: number;
  readonly threads: number;
  /** Made when needed. */
  readonly temp_folder: string;
  /** Runs before the configuration is locked: schemas, tables, views. */
  readonly setup?: (connection: DuckDBConnection) => Promise<void>;
  /**
   * Whether SQL may touch files. False for a warehouse: then no statement can read or write any, nor change a setting,
   * whoever gets to run it.
   */
  readonly files: 'allowed' | 'denied';
  /** Whether rows keep the order in which they were put in; costs memory. */
  readonly ordered?: boolean;
}

/** An open DuckDB file, or one in memory. TimeZone UTC on every connection; nothing is ever downloaded. */
export interface Database {
  readonly path: string;
  connect(): Promise<DuckDBConnection>;
  /** Ends all its connections. The last committed state stays. */
  close(): void;
}

/**
 * Files open in this process. Opening one a second time, even to copy it, would drop the lock that keeps other
 * processes out (POSIX: closing any descriptor of a file ends all of the process's locks on it).
 */
const owned = new Set<string>();

/**
 * Throws a Failure: `retry` / `warehouse_locked` when another process has the file open, `fatal` when this one has.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const path = options.path === ':memory:' ? options.path : ownedPath(options.path);
  try {
    const instance = await DuckDBInstance.create(path, configOf(options));
    try {
      await prepare(instance, options);
    } catch (error) {
      instance.closeSync();
      throw error;
    }
    return databaseOf(path, instance);
  } catch (error) {
    owned.delete(path);
    throw openingFailure(error, path);
  }
}

function ownedPath(file: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const path = join(realpathSync(dirname(file)), basename(file));
  if (owned.has(path)) {
    throw new Failure('fatal', 'warehouse_open', { message: `${path} is already open in this process` });
  }
  owned.add(path);
  return path;
}

/** `checkpoint_threshold`: checkpoints happen when somebody asks, so that a copy of the file in between is consistent. */
function configOf({ memory_bytes, threads, temp_folder, ordered = false }: DatabaseOptions): Record<string, string> {
  return {
    memory_limit: `${Math.floor(memory_bytes / 1024)}KiB`,
    threads: String(threads),
    temp_directory: temp_folder,
    preserve_insertion_order: String(ordered),
    checkpoint_threshold: '1TiB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  };
}

async function prepare(instance: DuckDBInstance, options: DatabaseOptions): Promise<void> {
  const connection = await instance.connect();
  try {
    await connection.run("SET GLOBAL TimeZone = 'UTC'");
    await options.setup?.(connection);
    if (options.files === 'denied') {
      await connection.run('SET GLOBAL enable_external_access = false');
      await connection.run('SET GLOBAL lock_configuration = true');
    }
  } finally {
    connection.closeSync();
  }
}

function databaseOf(path: string, instance: DuckDBInstance): Database {
  const connections = new Set<DuckDBConnection>();
  return {
    path,
    async connect() {
      const connection = await instance.connect();
      connections.add(connection);
      return connection;
    },
    close() {
      for (const connection of connections) connection.closeSync();
      instance.closeSync();
      if (path !== ':memory:') owned.delete(path);
    },
  };
}

function openingFailure(error: unknown, path: string): Failure {
  const failure = duckdbFailure(error);
  if (!/lock/i.test(failure.message) || failure.reason !== 'io') return failure;
  const message = `${path} is open in another process`;
  return new Failure('retry', 'warehouse_locked', { message, cause: error });
}
