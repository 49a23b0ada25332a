import { type DuckDBConnection } from '@duckdb/node-api';
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
 * Throws a Failure: `retry` / `warehouse_locked` when another process has the file open, `fatal` when this one has.
 */
export declare function openDatabase(options: DatabaseOptions): Promise<Database>;
