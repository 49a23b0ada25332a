import type { OrderIds } from './order-ids.ts';
import type { Records } from './records.ts';
import type { Series } from './series.ts';
/** Finds the order whose id was read last in a series, by the hash of its id; in large series by an index. */
export declare class OrderIndex {
    #private;
    constructor(records: Records, series: Series, ids: OrderIds);
    /** Its index; -1: not there. */
    find(series: number): number;
    /** The order at `index` has been inserted. */
    inserted(series: number, index: number): void;
    /** An order with this hash has been removed. */
    removed(series: number, hash: number): void;
}
