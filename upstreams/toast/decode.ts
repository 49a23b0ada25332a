import type { Decoded, Origin } from '../../runtime/types.ts';
import type { Check, Order } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { businessDateAt, businessDateOf } from '../shared/business-date.ts';
import { extraOf } from '../shared/extra.ts';
import { Fields } from '../shared/fields.ts';
import { LONGEST_ID, recordOrRefusal } from '../shared/untrusted.ts';
import type { Restaurant } from './config.ts';
import { type CheckRead, checkRecord, readCheck } from './decode-check.ts';

export interface DecodeContext {
  readonly restaurant: Restaurant;
  readonly origin: Origin;
}

/**
 * An order as Toast's orders API 2.9 writes it → our record, or a refusal that names the path and what was expected
 * there, never a value. Takes any JSON, and throws nothing. Keys and enum values that nobody knows are no reason to refuse.
 * `bytes` is asked for only where it is refused.
 */
export function decodeOrder(json: unknown, bytes: () => Buffer, { restaurant, origin }: DecodeContext): Decoded {
  const read = () => {
    const value = orderOf(new Fields(json), restaurant);
    return { value, event_time_ms: value.closed_at };
  };
  return recordOrRefusal({ topic: topics.orders, upstream: 'toast', origin, payload: bytes, read });
}

const MOST_COVERS = 100_000;

function orderOf(order: Fields, restaurant: Restaurant): Order {
  const { venue_id, currency } = restaurant;
  const order_id = `toast:${order.text('guid', LONGEST_ID)}`;
  const version = order.instantOrNull('modifiedDate');
  if (version === null) throw order.missing('modifiedDate');
  const all = order.children('checks').map((check) => readCheck(check, restaurant));
  const live = all.filter((check) => !check.gone);
  const state = stateOf(order, all, live);
  const closed_at = state === 'closed' ? closedAt(order, live) : null;
  const counted = state === 'voided' ? [] : live;
  const covers = coversOf(order);
  const first = live[0] ?? all[0];
  return {
    order_id,
    upstream: 'toast',
    venue_id,
    reservation_id: null,
    client_id: first?.guest.client_id ?? null,
    email: first?.guest.email ?? null,
    phone: first?.guest.phone ?? null,
    name: first?.guest.name ?? null,
    opened_at: order.instantOrNull('openedDate'),
    closed_at,
    business_date: businessDate(order, closed_at, restaurant),
    covers,
    net_minor: total(order, counted, 'net_minor'),
    discount_minor: total(order, counted, 'discount_minor'),
    tax_minor: total(order, counted, 'tax_minor'),
    tip_minor: total(order, counted, 'tip_minor'),
    refunded_minor: total(order, counted, 'refunded_minor'),
    currency,
    state,
    version,
    checks: all.length === 0 ? [wholeOrder(order_id, covers)] : checksOf(live, covers, state !== 'voided'),
    items: counted.flatMap((check) => check.items),
    extra: extraOf(order, known),
  };
}

/**
 * Closed: every check that is not voided or deleted has paymentStatus PAID or CLOSED (contract). An order all of whose
 * checks are voided or deleted is as good as voided; one that has no checks yet is open.
 */
function stateOf(order: Fields, all: readonly CheckRead[], live: readonly CheckRead[]): 'open' | 'closed' | 'voided' {
  if (order.flag('voided') || order.flag('deleted')) return 'voided';
  if (live.length === 0) return all.length > 0 ? 'voided' : 'open';
  return live.every((check) => check.paid) && closedAt(order, live) !== null ? 'closed' : 'open';
}

/** Its closedDate, else the latest closedDate, else the latest paidDate, of its checks. Null where nobody says. */
function closedAt(order: Fields, live: readonly CheckRead[]): number | null {
  return (
    order.instantOrNull('closedDate') ??
    latest(live.map((check) => check.closed_at)) ??
    latest(live.map((check) => check.paid_at)) ??
    order.instantOrNull('paidDate')
  );
}

function latest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((at) => at !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** Null where the till does not say. */
function coversOf(order: Fields): number | null {
  const covers = order.numberOrNull('numberOfGuests');
  if (covers === null || (Number.isInteger(covers) && covers >= 0 && covers <= MOST_COVERS)) return covers;
  throw order.unreadable('numberOfGuests', 'out_of_range', `a whole number from 0 to ${MOST_COVERS} expected`);
}

/** The till's own; what is no day of the calendar counts as not said. */
function businessDate(order: Fields, closed_at: number | null, restaurant: Restaurant): number | null {
  const own = businessDateOf(order.numberOrNull('businessDate') ?? 0);
  if (own !== null) return own;
  return closed_at === null ? null : businessDateAt(closed_at, restaurant);
}

type Amount = 'net_minor' | 'discount_minor' | 'tax_minor' | 'tip_minor' | 'refunded_minor';

function total(order: Fields, checks: readonly CheckRead[], amount: Amount): number {
  const sum = checks.reduce((so_far, check) => so_far + check[amount], 0);
  if (!Number.isSafeInteger(sum)) throw order.unreadable('checks', 'out_of_range', 'amounts too large to add up');
  return sum;
}

/** An order without checks has one. */
function wholeOrder(order_id: string, covers: number | null): Check {
  return { check_id: order_id, client_id: null, email: null, covers, net_minor: 0 };
}

/** Covers are shared out evenly, the first check taking what does not divide. */
function checksOf(live: readonly CheckRead[], covers: number | null, counts: boolean): Check[] {
  if (covers === null) return live.map((check) => checkRecord(check, null, counts));
  const each = Math.floor(covers / live.length);
  const rest = covers - each * live.length;
  return live.map((check, place) => checkRecord(check, place === 0 ? each + rest : each, counts));
}

/** The keys of an order in the orders API reference 2.9, and those that only the guide's sample of a webhook shows. */
const known = new Set(
  `guid entityType externalId openedDate modifiedDate promisedDate channelGuid diningOption checks table serviceArea
   restaurantService revenueCenter source duration deliveryInfo requiredPrepTime estimatedFulfillmentDate numberOfGuests
   voided voidDate voidBusinessDate paidDate closedDate deletedDate deleted businessDate server pricingFeatures
   approvalStatus createdDevice createdDate lastModifiedDevice curbsidePickupInfo marketplaceFacilitatorTaxInfo
   createdInTestMode appliedPackagingInfo excessFood displayNumber`.split(/\s+/),
);
