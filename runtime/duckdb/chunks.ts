import { type DuckDBConnection, DuckDBDataChunk, type DuckDBType } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { Vector } from './vectors.ts';

/** Appends rows to a table, column by column. Whole only once closed. */
export class ChunkAppender {
  readonly #appender: Awaited<ReturnType<DuckDBConnection['createAppender']>>;
  readonly #chunk: DuckDBDataChunk;

  static async open(connection: DuckDBConnection, table: string): Promise<ChunkAppender> {
    return new ChunkAppender(await connection.createAppender(table, 'main', 'temp'));
  }

  private constructor(appender: Awaited<ReturnType<DuckDBConnection['createAppender']>>) {
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

  flush(): void {
    this.#appender.flushSync();
  }

  close(): void {
    this.#appender.closeSync();
  }
}
