import { type Change, type Visit } from './calendar.ts';
import { type Story } from './story.ts';
import type { Tab } from './tab.ts';
import { LocalTime } from './venues.ts';
export interface WorldOptions {
    readonly seed: number;
    /** How many orders the year before the anchor holds, give or take the luck of each day. */
    readonly orders: number;
    /** How many guests come again and again, or at least might. */
    readonly guests: number;
    /** Where history ends and live service begins. */
    readonly anchor_ms: number;
    /** How busy live service is, 1 being as busy as history. */
    readonly liveFactor: number;
}
/**
 * A restaurant group's orders: a year of them before the anchor, and service that goes on after it. Everything follows
 * from the options and a moment, so a page of orders is made when it is asked for; what is kept is only when each order
 * last changed and will change. Ask for moments from the anchor on.
 */
export declare class World {
    readonly options: WorldOptions;
    readonly local: readonly LocalTime[];
    private readonly calendars;
    private readonly visits;
    private readonly perWeight;
    private planned;
    constructor(options: WorldOptions);
    /** Plans service up to a moment. Does nothing where it is planned already. */
    reach(at_ms: number): void;
    /** The orders whose latest change, as of `at_ms`, lies in [from_ms, to_ms), by time of that change. */
    latest(venue: number, window: {
        from_ms: number;
        to_ms: number;
    }, at_ms: number): Change[];
    /** Every change of every venue in (after_ms, to_ms], in the order of time. Needs `after_ms` ≥ the anchor. */
    changesWithin(after_ms: number, to_ms: number): Change[];
    /** Forgets changes that no moment from `at_ms` on can see. */
    forget(at_ms: number): void;
    /** Every order of the world, those that are not opened yet included, in a fixed order. */
    all(): readonly Visit[];
    /** The orders of one venue's day, those that are not opened yet included. */
    ofDay(venue: number, day: number): readonly Visit[];
    exists({ venue, day, number }: Visit): boolean;
    /** The place of an order in `visits`, or of the first one after it. */
    private placeOf;
    /** The order as it stands at `at_ms`; null where it is not open yet. */
    tab(visit: Visit, at_ms: number): Tab | null;
    story({ venue, day, number }: Visit): Story;
    private bills;
    private plan;
    private chance;
}
