import type { DuckDBConnection } from '@duckdb/node-api';
import { type StoredTable } from '../../schemas/tables.ts';
import type { Change } from './rounds.ts';
/**
 * Puts rounds of changes into one table of the store, inside the transaction of the caller. Rows are found by the MD5
 * of their key in a column of its own, by a scan: there is no index, see DECISIONS.md.
 */
export declare class TableWriter {
    #private;
    static open(connection: DuckDBConnection, table: StoredTable): Promise<TableWriter>;
    private constructor();
    /** 1. Stage the changes. 2. Find the rows they meet. 3. Remove those they replace. 4. Insert. 5. Clear the stage. */
    apply(changes: readonly Change[]): Promise<void>;
}
