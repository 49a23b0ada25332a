import { Failure } from '../failures.ts';
/** The failure that an error of DuckDB is. Its message may hold values: for the person at the terminal, not for logs. */
export declare function duckdbFailure(error: unknown): Failure;
