/** Ends a chain of series; also: there is no such guest or series. */
export declare const NONE = -1;
/**
 * What is known of each series but its orders, in one record, so that a step looks at one place. A guest's first
 * series is the guest: it has the guest's number, bears what is the guest's, and stays, even empty, while the guest does.
 */
export declare class Records {
    #private;
    /** `guest` NONE: a guest of its own. */
    add(guest: number, currency: number): number;
    drop(series: number): void;
    guest(series: number): number;
    /** The guest's next series, or NONE. */
    next(series: number): number;
    setNext(series: number, next: number): void;
    /** In the store's names; NONE for a guest without orders so far. */
    currency(series: number): number;
    setCurrency(series: number, currency: number): void;
    size(series: number): number;
    setSize(series: number, size: number): void;
    /** The address of its rows; none while its capacity is 0. */
    block(series: number): number;
    /** How many rows its block has. */
    capacity(series: number): number;
    setBlock(series: number, block: number, capacity: number): void;
    /** The instant at which it stands among the expiries; Infinity: it does not. */
    expiryAt(series: number): number;
    setExpiryAt(series: number, instant: number): void;
    /** Since when the guest is a member; Infinity: not. */
    loyalAt(guest: number): number;
    setLoyalAt(guest: number, instant: number): void;
    /** How much later than the beginning (UTC) of their business dates the guest's orders ever closed, at least. */
    lagFrom(guest: number): number;
    /** The same, at most. */
    lagTo(guest: number): number;
    widenLag(guest: number, lag_ms: number): void;
}
