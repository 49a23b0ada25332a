import type { DuckDBConnection } from '@duckdb/node-api';
import { type ImportFile } from './file.ts';
/**
 * A CSV file by DuckDB's reader, every cell as text. It is read twice: first all of it for what DuckDB rejects, then
 * for the rows. DuckDB passes over some broken quoting in silence, so what it took and what it rejected must add up to
 * the lines that there are. Throws a FileProblem.
 */
export declare function openCsv(connection: DuckDBConnection, path: string): Promise<ImportFile>;
