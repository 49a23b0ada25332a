import { type Records } from './records.ts';
import type { Series } from './series.ts';
/** A venue (in the store's names) and a business date: of one guest, what makes orders one visit. */
export interface VisitKey {
    readonly guest: number;
    readonly venue: number;
    readonly business_date: number;
}
/**
 * Keeps for every guest which orders begin a visit: of each visit one that closed earliest, in whatever currency. Only
 * the orders around a business date are looked at, as far as the guest's orders ever were from theirs.
 */
export declare class Visits {
    #private;
    constructor(records: Records, series: Series);
    /** The order at `index` has been inserted, after all that closed at its instant. */
    inserted(key: VisitKey, series: number, index: number): void;
    /** An order that began the visit has been removed. */
    removed(key: VisitKey): void;
    /** When the visit began; Infinity: there is none. */
    instantOf(key: VisitKey): number;
}
