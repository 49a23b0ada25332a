import type { StoredTable } from '../../schemas/tables.ts';
/**
 * By which way each version of an order came. One row a record: what is wanted of it (the first of each way) is a view.
 * A tombstone takes away what came before it.
 */
export declare function keepsArrivals({ topic }: StoredTable): boolean;
/** From the stage of the orders: the ways of its values. */
export declare function arriveSql(stage: string): string;
/** From the stage of the orders: what its tombstones name. */
export declare function forgetSql(stage: string): string;
type Via = 'page' | 'delivery' | 'file' | 'other';
/** Of the `origin` header, JSON of an Origin; the parts in it that others wrote cannot hold a bare quote. */
export declare function viaOf(origin: string | undefined): Via;
export {};
