import { share } from '../world/money.js';
import { DAY_MS, VENUES } from '../world/venues.js';
import { baseOf } from './context.js';
import { guid, KIND, orderGuid } from './guid.js';
import { latest, standing } from './order.js';
/** The truth about an order at `at_ms`; null where it is not open yet. */
export function truth(world, visit, at_ms) {
    const tab = world.tab(visit, at_ms);
    if (!tab)
        return null;
    const gone = tab.voided_at_ms !== null || tab.deleted_at_ms !== null;
    const counting = gone ? [] : standing(tab);
    const closed = !gone && counting.length > 0 && counting.every((check) => check.status !== 'open');
    const venue = VENUES[visit.venue];
    return {
        order_guid: orderGuid(world.options.seed, visit),
        venue: venue.id,
        currency: venue.currency,
        state: gone ? 'voided' : closed ? 'closed' : 'open',
        version_ms: tab.modified_at_ms,
        opened_at_ms: tab.opened_at_ms,
        closed_at_ms: closed ? closedAt_ms(counting) : null,
        business_date: new Date(visit.day * DAY_MS).toISOString().slice(0, 10),
        covers: tab.covers,
        net_minor: sum(counting, netOfRefunds),
        discount_minor: sum(counting, discounts),
        tax_minor: sum(counting, (check) => check.tax_minor),
        tip_minor: sum(counting, (check) => sum(check.payments, (payment) => payment.tip_minor)),
        refunded_minor: sum(counting, (check) => sum(check.payments, ({ refund }) => refund?.amount_minor ?? 0)),
        checks: checksOf(world, visit, tab, counting),
    };
}
/** The truth about every order that is open at `at_ms` or was before, in the world's order. `venue`: only that one's. */
export function* truths(world, at_ms, venue) {
    for (const visit of world.all()) {
        if (venue !== null && VENUES[visit.venue].id !== venue)
            continue;
        const found = truth(world, visit, at_ms);
        if (found)
            yield found;
    }
}
function checksOf(world, visit, tab, counting) {
    const base = baseOf(world.options.seed, visit);
    const covers = tab.covers ?? 1;
    const each = Math.floor(covers / Math.max(1, counting.length));
    return counting.map((check, place) => ({
        check_guid: guid(base, KIND.check, check.position),
        email: check.payer?.known_by === 'email' ? check.payer.guest.email : null,
        email_as_typed: check.payer?.email_as_typed ?? null,
        covers: place === 0 ? covers - each * (counting.length - 1) : each,
        net_minor: netOfRefunds(check),
    }));
}
/** All standing checks closed: the last of those moments; else the last payment that a check waits for its tip with. */
function closedAt_ms(checks) {
    return latest(checks, (check) => check.closed_at_ms) ?? latest(checks, (check) => check.paid_at_ms);
}
/** What lines were given back counts with the lines' own net; of any other refund, the check's share of tax is taken off. */
function netOfRefunds(check) {
    const ofLines = sum(check.lines, ({ refund }) => refund?.net_minor ?? 0);
    const others = sum(check.payments, ({ refund }) => (refund && !refund.ofLines ? refund.amount_minor : 0));
    const tax = share(others, check.tax_minor, check.amount_minor + check.tax_minor);
    return Math.max(0, check.amount_minor - ofLines - (others - tax));
}
function discounts(check) {
    return sum(check.lines, ({ voided_at_ms, price }) => voided_at_ms === null ? price.own_discount_minor + price.check_discount_minor : 0);
}
function sum(list, amount) {
    return list.reduce((total, one) => total + amount(one), 0);
}
//# sourceMappingURL=truth.js.map