import { type DuckDBAppender, type DuckDBConnection, DuckDBDataChunk, type DuckDBType } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { Lender, type Vector } from './vectors.ts';

/** Appends rows to a temporary table, column by column. */
export class ChunkAppender {
  readonly #appender: DuckDBAppender;
  readonly #chunk: DuckDBDataChunk;
  /** For the texts of the rows that are being appended. */
  readonly lender = new Lender();

  /** Runs `act`; all that it appended is in the table then. Where it throws, the caller's transaction is to be undone. */
  static async to(connection: DuckDBConnection, table: string, act: (appender: ChunkAppender) => Promise<void>) {
    const appender = await connection.createAppender(table, 'main', 'temp');
    try {
      await act(new ChunkAppender(appender));
    } catch (error) {
      // Else it would append what it holds when it is collected, whenever that is.
      appender.clear();
      throw error;
    } finally {
      appender.closeSync();
    }
  }

  private constructor(appender: DuckDBAppender) {
    this.#appender = appender;
    const types: DuckDBType[] = [];
    for (let i = 0; i < appender.columnCount; i++) types.push(appender.columnType(i));
    this.#chunk = DuckDBDataChunk.create(types);
  }

  /** `write` fills the vector of column `i`, all `rows` of it; at most as many as a chunk takes. */
  append(rows: number, write: (vector: Vector, column: number) => void): void {
    this.#chunk.reset();
    this.#chunk.rowCount = rows;
    for (let i = 0; i < this.#chunk.columnCount; i++) write(duckdb.data_chunk_get_vector(this.#chunk.chunk, i), i);
    this.#appender.appendDataChunk(this.#chunk);
  }

  /** Puts into the table what it holds. */
  flush(): void {
    this.#appender.flushSync();
  }
}
