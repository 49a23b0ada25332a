import type { DuckDBConnection } from '@duckdb/node-api';
import { type ImportFile } from './file.ts';
/**
 * A JSON file by DuckDB's reader: an array of objects, or one object a line. The rows are parsed here, so that what is
 * wrong can be told for each. Throws a FileProblem.
 */
export declare function openJson(connection: DuckDBConnection, path: string): Promise<ImportFile>;
