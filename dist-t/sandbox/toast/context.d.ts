import type { Visit } from '../world/calendar.ts';
import type { Service } from '../world/story.ts';
import type { Tab } from '../world/tab.ts';
import { type Venue } from '../world/venues.ts';
import type { World } from '../world/world.ts';
import { type Reference } from './restaurants.ts';
/** What every part of one order's JSON needs to know. */
export interface OrderContext {
    readonly seed: number;
    readonly guid: string;
    /** Sets the GUIDs of this order's parts apart from all others', and decides what else is arbitrary. */
    readonly base: number;
    /** Position in VENUES. */
    readonly venue: number;
    readonly restaurant: Venue;
    readonly number: number;
    readonly service: Service;
    /** Takeout or delivery. */
    readonly carried: boolean;
    /** Ordered over the web: no till and no waiter had a part in it. */
    readonly online: boolean;
    readonly opened: string;
    readonly opened_at_ms: number;
    readonly waiter: Reference;
    readonly device: {
        readonly id: string | null;
    };
    readonly diningOption: Reference;
    /** Names, addresses and numbers: over the API only, never in a webhook. */
    readonly withPeople: boolean;
    /** The business date (20240401) of an instant at this venue. */
    readonly local: (at_ms: number) => number;
}
export declare const DINING: {
    readonly dine_in: 0;
    readonly bar: 1;
    readonly takeout: 2;
    readonly delivery: 3;
};
export declare function contextOf(world: World, visit: Visit, tab: Tab, withPeople: boolean): OrderContext;
/** What the GUIDs of an order's parts are made from. */
export declare function baseOf(seed: number, { venue, day, number }: Visit): number;
/** `voided`, `voidDate` and `voidBusinessDate`, the same on orders, checks and selections. */
export declare function voids({ local }: OrderContext, voided_at_ms: number | null): {
    voided: boolean;
    voidDate: string | null;
    voidBusinessDate: number | null;
};
/**
 * `deleted` and `deletedDate`: the UNIX epoch where nothing was deleted, says the vendor's reference; its example of
 * an order from outside the restaurant has null.
 */
export declare function deletion({ online }: OrderContext, deleted_at_ms: number | null): {
    deleted: boolean;
    deletedDate: string | null;
};
