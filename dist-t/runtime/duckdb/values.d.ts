import { type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
export type Json = null | boolean | number | string | readonly Json[] | {
    readonly [key: string]: Json;
};
/**
 * A value as `query` shows it: integers of any width and DECIMAL as a number, but integers beyond 2^53 as a string;
 * DATE as YYYY-MM-DD; TIMESTAMPTZ as ISO-8601 in UTC with `Z`, TIMESTAMP the same without; JSON, lists, structs and
 * maps with text keys as JSON, other maps as [{key, value}]. Anything else is the text DuckDB gives.
 */
export declare function jsonOf(value: DuckDBValue, type: DuckDBType): Json;
