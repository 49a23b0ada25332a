import type { GuestOrder } from '../../schemas/generated/types.ts';
import { type Fact } from './fact.ts';
import { Guests } from './guests.ts';
import { Records } from './records.ts';
import { Series } from './series.ts';
import { type VisitKey } from './visits.ts';
/** Where an order stands; good until the next insertion or removal at its guest. */
export interface Place {
    readonly series: number;
    readonly index: number;
}
/**
 * The orders of one partition's guests, in typed arrays that all guests share, and when they leave the window. Guests
 * and series go by number; a guest is its first series.
 */
export declare class SpendStore {
    #private;
    /** The highest tick: an order is in the window until a tick reaches its expiry. */
    stream_time_ms: number;
    readonly guests: Guests;
    readonly records: Records;
    readonly series: Series;
    /** Count of guests. */
    get size(): number;
    /** The guest, made where there was none: it must then be given an order, or be forgotten. */
    guestFor(guest_id: string): number;
    /** Forgets the guest, unless it has orders. */
    forgetIfEmpty(guest: number): void;
    currencyOf(series: number): string;
    find(guest: number, order_id: string): Place | undefined;
    factAt({ series, index }: Place): Fact;
    /** The order must not be there yet. */
    insert(guest: number, fact: Fact): Place;
    remove(place: Place): void;
    /** Visits of the guest that began at `instant` or before. */
    visitsUpTo(guest: number, instant: number): number;
    /** All visits of the guest. */
    visitsOf(guest: number): number;
    /** Whether all orders of the guest closed before `instant`. */
    allBefore(guest: number, instant: number): boolean;
    visitOf(guest: number, { venue_id, business_date }: GuestOrder): VisitKey;
    /** When the visit began; Infinity: there is none. */
    visitAt(key: VisitKey): number;
    /** Sees to it that the series comes out of `due` when its next order leaves the window. */
    schedule(series: number, window_ms: number): void;
    /** The series whose expiry is the earliest due by stream time; NONE: there is no more. It must be scheduled anew. */
    due(): number;
}
