import type { DuckDBConnection } from '@duckdb/node-api';
import type { Entry } from './rounds.ts';
type Via = 'page' | 'delivery' | 'file' | 'other';
/**
 * Remembers by which way each version of an order came. One row a record: what is wanted of it (the first of each way)
 * is a view. A tombstone takes away what came before it.
 */
export declare function writeArrivals(connection: DuckDBConnection, entries: readonly Entry[]): Promise<void>;
/** Of the `origin` header, JSON of an Origin; the parts in it that others wrote cannot hold a bare quote. */
export declare function viaOf(origin: string | undefined): Via;
export {};
