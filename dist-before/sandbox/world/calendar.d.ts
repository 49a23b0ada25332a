import type { Act } from './story.ts';
/** Which order it is: the `number`-th of a venue's (position in VENUES) day (since 1970-01-01). */
export interface Visit {
    readonly venue: number;
    readonly day: number;
    readonly number: number;
}
/** One change of one order. It is the order's latest until `next_ms` (Infinity: for good). */
export interface Change {
    readonly visit: Visit;
    readonly at_ms: number;
    readonly next_ms: number;
}
/** When the orders of one venue change: those changes that somebody may still want to know of, by time. */
export declare class Calendar {
    private changes;
    /** Notes an order's changes, but those that were overtaken by `seen_from_ms`. Acts of one moment are one change. */
    note(visit: Visit, acts: readonly Act[], seen_from_ms: number): void;
    /** To be called after `note`, before anything is asked. */
    sort(): void;
    /** The orders whose latest change, as of `at_ms`, lies in [from_ms, to_ms), by time of that change. */
    latest({ from_ms, to_ms }: {
        from_ms: number;
        to_ms: number;
    }, at_ms: number): Change[];
    /** Every change in [from_ms, to_ms), by time. */
    between(from_ms: number, to_ms: number): Change[];
    /** Forgets changes that were overtaken at `at_ms`. */
    forget(at_ms: number): void;
    /** The place of the first change at or after a moment. */
    private placeOf;
}
