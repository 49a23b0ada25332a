import { type Database } from '../../runtime/duckdb/database.ts';
import { type QueryOptions, type QueryResult } from '../../runtime/duckdb/query.ts';
import { type Row } from '../../runtime/duckdb/rows.ts';
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
/** Makes the tables and views where they are not there yet. Throws a Failure: `warehouse_locked` when it is open elsewhere. */
export declare function openWarehouse(options: WarehouseOptions): Promise<Warehouse>;
