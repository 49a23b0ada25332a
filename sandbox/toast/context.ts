import type { Visit } from '../world/calendar.ts';
import { hash } from '../world/random.ts';
import type { Service } from '../world/story.ts';
import type { Tab } from '../world/tab.ts';
import { VENUES, type Venue } from '../world/venues.ts';
import type { World } from '../world/world.ts';
import { orderGuid } from './guid.ts';
import { businessDate, date, dateOrNull } from './notation.ts';
import { device, type Reference, reference } from './restaurants.ts';

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
  readonly device: { readonly id: string | null };
  readonly diningOption: Reference;
  /** Names, addresses and numbers: over the API only, never in a webhook. */
  readonly withPeople: boolean;
  /** The business date (20240401) of an instant at this venue. */
  readonly local: (at_ms: number) => number;
}

export const DINING = { dine_in: 0, bar: 1, takeout: 2, delivery: 3 } as const;

export function contextOf(world: World, visit: Visit, tab: Tab, withPeople: boolean): OrderContext {
  const { seed } = world.options;
  const { venue, number } = visit;
  const base = baseOf(seed, visit);
  const { service, opened_at_ms } = tab;
  const carried = service === 'takeout' || service === 'delivery';
  const online = carried && base % 4 !== 3;
  return {
    seed,
    guid: orderGuid(seed, visit),
    base,
    venue,
    restaurant: VENUES[venue]!,
    number,
    service,
    carried,
    online,
    opened: date(opened_at_ms),
    opened_at_ms,
    waiter: reference(venue, 'RestaurantUser', 1 + (base % 12)),
    device: online ? NO_DEVICE : device(venue, base % 5),
    diningOption: reference(venue, 'DiningOption', DINING[service]),
    withPeople,
    local: (at_ms) => businessDate(world.local[venue]!.businessDay(at_ms)),
  };
}

/** What the GUIDs of an order's parts are made from. */
export function baseOf(seed: number, { venue, day, number }: Visit): number {
  return hash(seed, 7, venue, day, number);
}

const NO_DEVICE = { id: null };

/** `voided`, `voidDate` and `voidBusinessDate`, the same on orders, checks and selections. */
export function voids({ local }: OrderContext, voided_at_ms: number | null) {
  return {
    voided: voided_at_ms !== null,
    voidDate: dateOrNull(voided_at_ms),
    voidBusinessDate: voided_at_ms === null ? null : local(voided_at_ms),
  };
}

const EPOCH = '1970-01-01T00:00:00.000+0000';

/**
 * `deleted` and `deletedDate`: the UNIX epoch where nothing was deleted, says the vendor's reference; its example of
 * an order from outside the restaurant has null.
 */
export function deletion({ online }: OrderContext, deleted_at_ms: number | null) {
  if (deleted_at_ms === null) return { deleted: false, deletedDate: online ? null : EPOCH };
  return { deleted: true, deletedDate: date(deleted_at_ms) };
}
