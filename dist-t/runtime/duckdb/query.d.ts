import type { Database } from './database.ts';
import type { Json } from './values.ts';
export interface QueryOptions {
    /** From the call to the last row taken. */
    readonly timeout_ms: number;
    /** Above these the result ends with the Failure `too_large`. */
    readonly max_rows?: number;
    readonly signal?: AbortSignal;
}
export interface QueryResult {
    readonly columns: readonly QueryColumn[];
    /** Rows as they come, values in the order of the columns. Must be read to the end or returned from. */
    readonly batches: AsyncGenerator<Json[][], void, undefined>;
}
export interface QueryColumn {
    readonly name: string;
    readonly type: string;
}
/** Read-only SQL on a database that others write. */
export interface Queries {
    /**
     * Sees what was committed when it begins. Throws a Failure, also while rows are read: `refused` and `invalid_sql`
     * (wrong usage), `invalid_value`, `timeout`, `too_large`, `out_of_memory`, `busy` (too many at once), `yielded`
     * (the writer needed the memory).
     */
    query(sql: string, options: QueryOptions): Promise<QueryResult>;
    /** Ends all that run: the writer needs the memory. */
    interruptAll(): void;
}
export declare function queriesOn(database: Database): Queries;
