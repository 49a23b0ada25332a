import type { DuckDBConnection } from '@duckdb/node-api';
/**
 * The one statement in `sql`, if it is a SELECT (or FROM, VALUES, TABLE, WITH, SHOW, DESCRIBE, SUMMARIZE; with or
 * without EXPLAIN) that calls nothing with an effect. Judged by DuckDB's own parse of it, not by its words.
 *
 * Throws a Failure: `refused` for anything else, `invalid_sql` for what does not parse.
 */
export declare function admitted(connection: DuckDBConnection, sql: string): Promise<string>;
