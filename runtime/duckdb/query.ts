import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { Failure } from '../failures.ts';
import type { Database } from './database.ts';
import { duckdbFailure } from './errors.ts';
import { admitted } from './guard.ts';
import { valuesOf } from './rows.ts';
import type { Json } from './values.ts';

export interface QueryOptions {
  /** From the call to the last row taken. */
  readonly timeout_ms: number;
  /** Above these the result ends with the Failure `too_large`. */
  readonly max_rows?: number;
  readonly signal?: AbortSignal;
}

export interface QueryResult {
  readonly columns: readonly QueryColumn[];
  /** Rows as they come, values in the order of the columns. Must be read to the end or returned from. */
  readonly batches: AsyncGenerator<Json[][], void, undefined>;
}

export interface QueryColumn {
  readonly name: string;
  readonly type: string;
}

/** Read-only SQL on a database that others write. */
export interface Queries {
  /**
   * Sees what was committed when it begins. Throws a Failure, also while rows are read: `refused` and `invalid_sql`
   * (wrong usage), `invalid_value`, `timeout`, `too_large`, `out_of_memory`, `busy` (too many at once), `yielded`
   * (the writer needed the memory).
   */
  query(sql: string, options: QueryOptions): Promise<QueryResult>;
  /** Ends all that run: the writer needs the memory. */
  interruptAll(): void;
}

const AT_ONCE = 8;

export function queriesOn(database: Database): Queries {
  const running = new Set<Running>();
  return {
    async query(sql, options) {
      if (running.size >= AT_ONCE) throw new Failure('retry', 'busy', { message: `${AT_ONCE} queries are running` });
      const one = new Running(options, (done) => running.delete(done));
      running.add(one);
      return one.run(database, sql);
    },
    interruptAll() {
      for (const one of running) one.end('yielded');
    },
  };
}

/** One query, from its connection to its last row. An interrupted stream just ends, so why is remembered here. */
class Running {
  readonly #options: QueryOptions;
  readonly #over: (self: Running) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #aborted = () => this.end('aborted');
  #connection: DuckDBConnection | undefined;
  #ended: string | undefined;

  constructor(options: QueryOptions, over: (self: Running) => void) {
    this.#options = options;
    this.#over = over;
    this.#timer = setTimeout(() => this.end('timeout'), options.timeout_ms);
    options.signal?.addEventListener('abort', this.#aborted);
  }

  end(reason: string): void {
    this.#ended ??= reason;
    this.#connection?.interrupt();
  }

  async run(database: Database, sql: string): Promise<QueryResult> {
    try {
      const connection = await database.connect();
      this.#connection = connection;
      const statement = await admitted(connection, sql);
      await connection.run('BEGIN TRANSACTION READ ONLY');
      const prepared = await connection.prepare(statement);
      if (prepared.parameterCount > 0)
        throw new Failure('poison', 'invalid_sql', { message: 'parameters have no value' });
      const result = await prepared.stream();
      this.#check();
      const names = result.deduplicatedColumnNames();
      const columns = result.columnTypes().map((type, i) => ({ name: names[i]!, type: type.toString() }));
      return { columns, batches: this.#rows(result) };
    } catch (error) {
      this.#close();
      throw this.#failure(error);
    }
  }

  async *#rows(result: DuckDBResult): AsyncGenerator<Json[][], void, undefined> {
    const { max_rows = Number.POSITIVE_INFINITY } = this.#options;
    const types = result.columnTypes();
    let rows = 0;
    try {
      for (;;) {
        const chunk = await result.fetchChunk();
        this.#check();
        if (chunk === null || chunk.rowCount === 0) return;
        rows += chunk.rowCount;
        if (rows > max_rows) throw new Failure('poison', 'too_large', { message: `more than ${max_rows} rows` });
        yield valuesOf(types, chunk);
        this.#check();
      }
    } catch (error) {
      throw this.#failure(error);
    } finally {
      this.#close();
    }
  }

  #check(): void {
    if (this.#ended !== undefined) throw this.#failure(undefined);
  }

  #failure(error: unknown): Failure {
    if (this.#ended === undefined) return duckdbFailure(error);
    const seconds = this.#options.timeout_ms / 1000;
    const message = this.#ended === 'timeout' ? `not done within ${seconds} s` : `ended: ${this.#ended}`;
    return new Failure(this.#ended === 'yielded' ? 'retry' : 'poison', this.#ended, { message, cause: error });
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#aborted);
    this.#connection?.closeSync();
    this.#over(this);
  }
}
