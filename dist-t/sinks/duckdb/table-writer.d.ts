import type { DuckDBConnection } from '@duckdb/node-api';
import { type StoredTable } from '../../schemas/tables.ts';
import type { Slice } from './slices.ts';
/**
 * Puts rounds of rows into one table of the store, inside the transaction of the caller. What is there already is found
 * by the MD5 of its key in a column of its own, by a scan: there is no index, see DECISIONS.md.
 */
export declare class TableWriter {
    #private;
    static open(connection: DuckDBConnection, table: StoredTable): Promise<TableWriter>;
    private constructor();
    /**
     * 1. Stage the rows. 2. Forget the versions that tombstones name. 3. Find which rows count, and those in the table
     * that they meet. 4. Remove the ones they replace. 5. Insert. 6. Clear the stage.
     */
    apply(round: readonly Slice[]): Promise<void>;
}
