import { produced } from '../../runtime/produced.js';
import { topics } from '../../schemas/topics.js';
import { businessDateAt, businessDateOf } from '../shared/business-date.js';
import { Fields, Unreadable } from '../shared/fields.js';
import { checkRecord, readCheck } from './decode-check.js';
/**
 * An order as Toast's orders API 2.9 writes it → our record, or a refusal that names the path and what was expected
 * there, never a value. Takes any JSON, and throws nothing. Keys and enum values that nobody knows are no reason to refuse.
 * `bytes` is asked for only where it is refused.
 */
export function decodeOrder(json, bytes, { restaurant, origin }) {
    try {
        const order = orderOf(new Fields(json), restaurant);
        return produced(topics.orders, order, order.closed_at, origin);
    }
    catch (error) {
        if (!(error instanceof Unreadable))
            throw error;
        const { reason, message: detail } = error;
        return { kind: 'refused', reason, detail, upstream: 'toast', payload: bytes(), origin };
    }
}
const LONGEST_ID = 200;
const MOST_COVERS = 100_000;
function orderOf(order, restaurant) {
    const { venue_id, currency } = restaurant;
    const order_id = `toast:${order.text('guid', LONGEST_ID)}`;
    const version = order.instantOrNull('modifiedDate');
    if (version === null)
        throw order.missing('modifiedDate');
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
        extra: extraOf(order),
    };
}
/**
 * Closed: every check that is not voided or deleted has paymentStatus PAID or CLOSED (contract). An order all of whose
 * checks are voided or deleted is as good as voided; one that has no checks yet is open.
 */
function stateOf(order, all, live) {
    if (order.flag('voided') || order.flag('deleted'))
        return 'voided';
    if (live.length === 0)
        return all.length > 0 ? 'voided' : 'open';
    return live.every((check) => check.paid) && closedAt(order, live) !== null ? 'closed' : 'open';
}
/** Its closedDate, else the latest closedDate, else the latest paidDate, of its checks. Null where nobody says. */
function closedAt(order, live) {
    return (order.instantOrNull('closedDate') ??
        latest(live.map((check) => check.closed_at)) ??
        latest(live.map((check) => check.paid_at)) ??
        order.instantOrNull('paidDate'));
}
function latest(instants) {
    const known = instants.filter((at) => at !== null);
    return known.length === 0 ? null : Math.max(...known);
}
/** Null where the till does not say. */
function coversOf(order) {
    const covers = order.numberOrNull('numberOfGuests');
    if (covers === null || (Number.isInteger(covers) && covers >= 0 && covers <= MOST_COVERS))
        return covers;
    throw order.unreadable('numberOfGuests', 'out_of_range', `a whole number from 0 to ${MOST_COVERS} expected`);
}
/** The till's own; what is no day of the calendar counts as not said. */
function businessDate(order, closed_at, restaurant) {
    const own = businessDateOf(order.numberOrNull('businessDate') ?? 0);
    if (own !== null)
        return own;
    return closed_at === null ? null : businessDateAt(closed_at, restaurant);
}
function total(order, checks, amount) {
    const sum = checks.reduce((so_far, check) => so_far + check[amount], 0);
    if (!Number.isSafeInteger(sum))
        throw order.unreadable('checks', 'out_of_range', 'amounts too large to add up');
    return sum;
}
/** An order without checks has one. */
function wholeOrder(order_id, covers) {
    return { check_id: order_id, client_id: null, email: null, covers, net_minor: 0 };
}
/** Covers are shared out evenly, the first check taking what does not divide. */
function checksOf(live, covers, counts) {
    if (covers === null)
        return live.map((check) => checkRecord(check, null, counts));
    const each = Math.floor(covers / live.length);
    const rest = covers - each * live.length;
    return live.map((check, place) => checkRecord(check, place === 0 ? each + rest : each, counts));
}
/** The keys of an order in the orders API reference 2.9, and those that only the guide's sample of a webhook shows. */
const known = new Set(`guid entityType externalId openedDate modifiedDate promisedDate channelGuid diningOption checks table serviceArea
   restaurantService revenueCenter source duration deliveryInfo requiredPrepTime estimatedFulfillmentDate numberOfGuests
   voided voidDate voidBusinessDate paidDate closedDate deletedDate deleted businessDate server pricingFeatures
   approvalStatus createdDevice createdDate lastModifiedDevice curbsidePickupInfo marketplaceFacilitatorTaxInfo
   createdInTestMode appliedPackagingInfo excessFood displayNumber`.split(/\s+/));
const LARGEST_EXTRA = 8192;
/** Keys that nobody knows, as they came, up to 8 KB of JSON; beyond it the names alone. Null where there are none. */
function extraOf(order) {
    const unknown = order.names().filter((name) => !known.has(name));
    if (unknown.length === 0)
        return null;
    const text = writtenOrNull(Object.fromEntries(unknown.map((name) => [name, order.raw(name) ?? null])));
    if (text !== null && text.length <= LARGEST_EXTRA)
        return text;
    return JSON.stringify({ left_out: unknown.slice(0, 50).map((name) => name.slice(0, 100)) });
}
/** Null where it is nested too deep to be written. */
function writtenOrNull(value) {
    try {
        return JSON.stringify(value);
    }
    catch {
        return null;
    }
}
//# sourceMappingURL=decode.js.map