import { readChecks, readItems } from './checks.js';
import { businessDate, emailOf, money, moneyOr0, PEOPLE, phoneIn, versionOrNull, } from './context.js';
import { otherId, ownId, upstreamOf } from './ids.js';
const currencies = new Set(Intl.supportedValuesOf('currency'));
/** Throws an Unreadable. */
export function readOrder(row, context) {
    const upstream = upstreamOf(row);
    const order_id = ownId(row, 'order_id', upstream);
    const venue_id = row.text('venue_id', 200);
    const state = row.textOrNull('state', 40) ?? 'closed';
    const told_at = closedAt(row, state);
    const closed_at = state === 'closed' ? told_at : null;
    const covers = row.integerOrNull('covers', PEOPLE);
    const guest = { client_id: otherId(row, 'client_id', upstream), email: emailOf(row, context) };
    const whole = { ...guest, check_id: order_id, covers, net_minor: money(row, 'net_minor') };
    const checks = readChecks(row, whole, { ...context, upstream });
    return {
        order_id,
        upstream,
        venue_id,
        reservation_id: otherId(row, 'reservation_id', upstream),
        client_id: checks[0]?.client_id ?? null,
        email: checks[0]?.email ?? null,
        phone: phoneIn(row, context, venue_id),
        name: row.textOrNull('name'),
        opened_at: row.instantOrNull('opened_at'),
        closed_at,
        business_date: row.dateOrNull('business_date') ?? (closed_at === null ? null : businessDate(closed_at, venue_id, context)),
        covers,
        net_minor: whole.net_minor,
        discount_minor: moneyOr0(row, 'discount_minor'),
        tax_minor: moneyOr0(row, 'tax_minor'),
        tip_minor: moneyOr0(row, 'tip_minor'),
        refunded_minor: moneyOr0(row, 'refunded_minor'),
        currency: currencyOf(row),
        state,
        version: versionOf(row, told_at),
        checks,
        items: readItems(row, checks, upstream),
        extra: null,
    };
}
/** What is not closed may be without; where it has one, it is but the default of its version. */
function closedAt(row, state) {
    return state === 'closed' ? row.instant('closed_at') : row.instantOrNull('closed_at');
}
function versionOf(row, closed_at) {
    const version = versionOrNull(row) ?? closed_at;
    if (version === null)
        throw row.wrong('version', 'missing_field', 'expected where closed_at is empty');
    return version;
}
function currencyOf(row) {
    const currency = row.text('currency', 20).toUpperCase();
    if (!currencies.has(currency))
        throw row.wrong('currency', 'out_of_range', 'an ISO 4217 code expected');
    return currency;
}
//# sourceMappingURL=orders.js.map