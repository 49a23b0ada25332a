import { DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
/** Appends rows to a table, column by column. Whole only once closed. */
export class ChunkAppender {
    #appender;
    #chunk;
    static async open(connection, table) {
        return new ChunkAppender(await connection.createAppender(table, 'main', 'temp'));
    }
    constructor(appender) {
        this.#appender = appender;
        const types = [];
        for (let i = 0; i < appender.columnCount; i++)
            types.push(appender.columnType(i));
        this.#chunk = DuckDBDataChunk.create(types);
    }
    /** `write` fills the vector of column `i`, all `rows` of it; at most as many as a chunk takes. */
    append(rows, write) {
        this.#chunk.reset();
        this.#chunk.rowCount = rows;
        for (let i = 0; i < this.#chunk.columnCount; i++)
            write(duckdb.data_chunk_get_vector(this.#chunk.chunk, i), i);
        this.#appender.appendDataChunk(this.#chunk);
    }
    flush() {
        this.#appender.flushSync();
    }
    close() {
        this.#appender.closeSync();
    }
}
//# sourceMappingURL=chunks.js.map