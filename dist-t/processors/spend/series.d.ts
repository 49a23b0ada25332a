import { type Page } from './page.ts';
import type { Records } from './records.ts';
/**
 * The orders of series (what a guest spent in one currency), by closed_at, with running sums over them. Orders go by
 * index; those of one instant are in no order among themselves.
 */
export declare class Series {
    #private;
    constructor(records: Records);
    page(series: number): Page;
    /** Where in the page its first order stands. */
    row(series: number): number;
    closedAt(series: number, index: number): number;
    /** Count of the orders that closed at `instant` or before. */
    upTo(series: number, instant: number): number;
    /** Count of the orders that closed before `instant`. */
    before(series: number, instant: number): number;
    /** When the net of all orders up to then was first at least `value_minor`; Infinity: not so far. */
    reachedAt(series: number, value_minor: number): number;
    /** Net of the first `count` orders. */
    net(series: number, count: number): number;
    /** Covers of the first `count` orders. */
    covers(series: number, count: number): number;
    /** Visits that the first `count` orders began. */
    visits(series: number, count: number): number;
    beginsVisit(series: number, index: number): boolean;
    /** Makes room at `index` for an order of this net and these covers, that begins no visit. */
    open(series: number, index: number, net_minor: number, covers: number): void;
    /** Takes out the order at `index`, which begins no visit (any more). */
    close(series: number, index: number): void;
    /** The order at `index` begins a visit (1), or no more (-1). */
    sumVisit(series: number, index: number, visit: 1 | -1): void;
    /** Gives back the rows of a series that is empty. */
    release(series: number): void;
}
