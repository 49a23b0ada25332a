import type { DuckDBConnection } from '@duckdb/node-api';
import { type ImportFile } from './file.ts';
/** A Parquet file by DuckDB's reader. Throws a FileProblem. */
export declare function openParquet(connection: DuckDBConnection, path: string): Promise<ImportFile>;
