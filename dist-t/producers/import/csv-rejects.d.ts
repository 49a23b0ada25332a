import type { DuckDBConnection } from '@duckdb/node-api';
import type { CsvShape } from './csv-scan.ts';
import { type UnreadableRow } from './file.ts';
/** Rows that DuckDB cannot read. */
export interface RejectedRows {
    /** Their numbers. */
    readonly rows: ReadonlySet<number>;
    batches(): AsyncGenerator<readonly UnreadableRow[]>;
}
export declare function rejectedRows(connection: DuckDBConnection, table: string, { path, shape }: {
    readonly path: string;
    readonly shape: CsvShape;
}): Promise<RejectedRows>;
