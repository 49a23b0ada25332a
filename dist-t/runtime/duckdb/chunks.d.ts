import { type DuckDBConnection } from '@duckdb/node-api';
import type { Vector } from './vectors.ts';
/** Appends rows to a table, column by column. Whole only once closed. */
export declare class ChunkAppender {
    #private;
    static open(connection: DuckDBConnection, table: string): Promise<ChunkAppender>;
    private constructor();
    /** `write` fills the vector of column `i`, all `rows` of it; at most as many as a chunk takes. */
    append(rows: number, write: (vector: Vector, column: number) => void): void;
    flush(): void;
    close(): void;
}
