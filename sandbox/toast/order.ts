import { hash } from '../world/random.ts';
import type { Service } from '../world/story.ts';
import type { CheckTab, Tab } from '../world/tab.ts';
import type { Venue } from '../world/venues.ts';
import { VENUES } from '../world/venues.ts';
import type { Visit, World } from '../world/world.ts';
import { check, deletion } from './check.ts';
import { businessDate, date, dateOrNull } from './dates.ts';
import { orderGuid } from './guid.ts';
import { configured } from './restaurants.ts';
import { reference, voids } from './selection.ts';

/** What every part of one order's JSON needs to know. */
export interface OrderContext {
  readonly seed: number;
  readonly guid: string;
  /** Sets the GUIDs of this order's parts apart from all others'. */
  readonly base: number;
  /** Position in VENUES. */
  readonly venue: number;
  readonly restaurant: Venue;
  readonly number: number;
  readonly service: Service;
  readonly carried: boolean;
  readonly opened_at_ms: number;
  readonly staff: number;
  readonly device: { readonly id: string | null };
  readonly diningOption: ReturnType<typeof reference>;
  /** Names, addresses and numbers: over the API only, never in a webhook. */
  readonly withPeople: boolean;
  /** The business date of an instant at this venue. */
  readonly local: (at_ms: number) => number;
}

const DINING = { dine_in: 0, bar: 1, takeout: 2, delivery: 3 } as const;
const SOURCES = ['Online', 'Toast Local', 'Branded Online Ordering', 'In Store'] as const;

/** An order as the orders API 2.9 writes it, as it stands at `at_ms`; null where it is not open yet. */
export function order(world: World, visit: Visit, at_ms: number, withPeople = true) {
  const tab = world.tab(visit, at_ms);
  return tab && orderOfTab(contextOf(world, visit, tab, withPeople), visit, tab);
}

export type ToastOrder = NonNullable<ReturnType<typeof order>>;

function contextOf(world: World, visit: Visit, tab: Tab, withPeople: boolean): OrderContext {
  const { seed } = world.options;
  const { venue, day, number } = visit;
  const base = hash(seed, 7, venue, day, number);
  const { service } = tab;
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
    opened_at_ms: tab.opened_at_ms,
    staff: 1 + (base % 12),
    device: {
      id: online
        ? null
        : configured(venue, 'device', base % 5)
            .slice(0, 18)
            .replaceAll('-', ''),
    },
    diningOption: reference('DiningOption', configured(venue, 'diningOption', DINING[service])),
    withPeople,
    local: (at_ms) => businessDate(world.local[venue]!.businessDay(at_ms)),
  };
}

function orderOfTab(context: OrderContext, visit: Visit, tab: Tab) {
  const { venue, carried, device, service, base, withPeople } = context;
  const paid_ms = latest(tab.checks, (one) => one.paid_at_ms);
  return {
    guid: context.guid,
    entityType: 'Order',
    externalId: null,
    revenueCenter: carried ? null : reference('RevenueCenter', configured(venue, 'revenueCenter', DINING[service])),
    server:
      carried && device.id === null ? null : reference('RestaurantUser', configured(venue, 'staff', context.staff)),
    createdInTestMode: false,
    lastModifiedDevice: device,
    source: carried ? SOURCES[base % 4]! : 'In Store',
    duration: paid_ms === null ? null : Math.floor((paid_ms - tab.opened_at_ms) / 1000),
    businessDate: businessDate(visit.day),
    paidDate: dateOrNull(paid_ms),
    restaurantService: reference('RestaurantService', configured(venue, 'service')),
    excessFood: false,
    ...voids(context, tab.voided_at_ms),
    estimatedFulfillmentDate: carried ? date(tab.opened_at_ms + 1_800_000) : null,
    table: service === 'dine_in' ? reference('Table', configured(venue, 'table', base % 30)) : null,
    requiredPrepTime: 'PT0S',
    approvalStatus: 'APPROVED',
    deliveryInfo: service === 'delivery' && withPeople ? deliveryInfo(context) : null,
    serviceArea: null,
    curbsidePickupInfo: null,
    ...numberOfGuests(tab.covers, base),
    diningOption: context.diningOption,
    appliedPackagingInfo: null,
    openedDate: date(tab.opened_at_ms),
    checks: tab.checks.map((one) => check(context, one)),
    ...deletion(context, tab.deleted_at_ms),
    createdDevice: device,
    createdDate: date(tab.opened_at_ms),
    closedDate: dateOrNull(orderClosed_ms(tab)),
    modifiedDate: date(tab.modified_at_ms),
    promisedDate: null,
    channelGuid: null,
    pricingFeatures: ['TAXESV2'],
    displayNumber: String(context.number + 1),
  };
}

/** Where nobody keyed covers in, the key is missing from some orders and null on others. */
function numberOfGuests(covers: number | null, base: number): { numberOfGuests?: number | null } {
  return covers === null && base % 2 === 0 ? {} : { numberOfGuests: covers };
}

/** The checks that count: neither voided nor deleted. */
export function standing(tab: Tab): CheckTab[] {
  return tab.checks.filter((one) => one.voided_at_ms === null && one.deleted_at_ms === null);
}

/** When the last of the standing checks was closed; null while one of them never was. */
function orderClosed_ms(tab: Tab): number | null {
  const counting = standing(tab);
  const all = counting.length > 0 ? counting : tab.checks;
  return all.every((one) => one.closed_at_ms !== null) ? latest(all, (one) => one.closed_at_ms) : null;
}

export function latest(checks: readonly CheckTab[], moment: (check: CheckTab) => number | null): number | null {
  return checks.reduce<number | null>((found, one) => {
    const at_ms = moment(one);
    return at_ms === null || (found !== null && found >= at_ms) ? found : at_ms;
  }, null);
}

function deliveryInfo({ base, restaurant }: OrderContext) {
  const city =
    restaurant.country === 'IE' ? 'Dublin' : restaurant.timezone.endsWith('New_York') ? 'New York' : 'Chicago';
  return {
    address1: `${(base % 900) + 1} Example Street`,
    address2: null,
    city,
    administrativeArea: null,
    state: city === 'Chicago' ? 'IL' : city === 'Dublin' ? 'D' : 'NY',
    zipCode: city === 'Dublin' ? 'D08 X000' : String(10_000 + (base % 300)),
    country: restaurant.country,
    latitude: null,
    longitude: null,
    notes: base % 3 === 0 ? 'Ring twice' : null,
    deliveredDate: null,
    dispatchedDate: null,
    deliveryEmployee: null,
    deliveryState: 'PENDING',
  };
}
