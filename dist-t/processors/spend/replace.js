import { joinKey } from '../../schemas/keys.js';
import { topics } from '../../schemas/topics.js';
import { MEMBER } from '../loyalty.js';
import { changedSpans } from './changes.js';
import { loyaltyNow, seriesOf } from './life.js';
import { NONE } from './records.js';
import { nowOf, rowOf, sameNow } from './rows.js';
/** A new order after all others of its guest: of the rows of orders only its own says anything of it. */
export function append(work, guest, fact) {
    const { store, rules, out } = work;
    const was_loyal = isLoyal(store, guest);
    const place = store.insert(guest, fact);
    if (!was_loyal)
        becomeLoyal(work, guest, null, loyaltyNow(store, guest, rules.loyalty));
    out.put(topics.guest_spend_history, rowOf(store, place, fact, rules));
    store.schedule(place.series, rules.window_ms);
    const all = store.series.beginsVisit(place.series, place.index) || was_loyal !== isLoyal(store, guest);
    for (let s = guest; s !== NONE; s = store.records.next(s)) {
        if (s === place.series || (all && store.records.size(s) > 0))
            out.put(topics.guest_spend, nowOf(store, s, rules));
    }
}
/** Puts `after` in the place of `before`, and every row that this changes to the outputs. */
export function replace(work, { guest, before, after }) {
    const { store, rules } = work;
    const now = nowRows(work, guest);
    const from = Math.min(before?.fact.head.closed_at ?? Infinity, after?.head.closed_at ?? Infinity);
    const loyal_from = store.records.loyalAt(guest);
    // What happens after a guest became a member does not move that moment.
    const loyalty = isLoyal(store, guest) && from <= loyal_from ? loyaltyNow(store, guest, rules.loyalty) : null;
    const visits = visitsOf(store, guest, before?.fact, after).map((key) => ({ key, from: store.visitAt(key) }));
    if (before !== undefined)
        store.remove(before.place);
    const place = after === undefined ? undefined : store.insert(guest, after);
    if (from <= loyal_from)
        becomeLoyal(work, guest, loyalty, loyaltyNow(store, guest, rules.loyalty));
    const change = {
        before: before?.fact,
        after,
        visits: visits.map((visit) => ({ from: visit.from, to: store.visitAt(visit.key) })),
        loyal: { from: loyal_from, to: store.records.loyalAt(guest) },
    };
    putRows(work, guest, place, change);
    for (const series of seriesOf(store, guest))
        store.schedule(series, rules.window_ms);
    putNow(work, now, nowRows(work, guest));
}
function isLoyal({ records }, guest) {
    return records.loyalAt(guest) !== Number.POSITIVE_INFINITY;
}
function becomeLoyal({ store, out }, guest, from, to) {
    const guest_id = store.guests.idOf(guest);
    store.records.setLoyalAt(guest, to?.changed_at ?? Number.POSITIVE_INFINITY);
    if (to === null) {
        if (from !== null)
            out.remove(topics.loyalty_changes, joinKey([guest_id]));
    }
    else if (from === null || !sameLoyalty(from, to)) {
        const { reason, order_id, changed_at } = to;
        out.put(topics.loyalty_changes, { guest_id, from_tier: null, to_tier: MEMBER, reason, order_id, changed_at });
    }
}
function sameLoyalty(a, b) {
    return a.changed_at === b.changed_at && a.reason === b.reason && a.order_id === b.order_id;
}
/** The visits that either belongs to, each once. */
function visitsOf(store, guest, before, after) {
    const facts = [before, after].filter((fact) => fact !== undefined);
    const keys = facts.map(({ head }) => store.visitOf(guest, head));
    const [first, second] = keys;
    const same = first?.venue === second?.venue && first?.business_date === second?.business_date;
    return same ? keys.slice(1) : keys;
}
/** The row of the changed order (at `own`), and all others in which something differs now. */
function putRows({ store, rules, out }, guest, own, change) {
    if (change.after === undefined) {
        out.remove(topics.guest_spend_history, joinKey([store.guests.idOf(guest), change.before.order_id]));
    }
    for (const series of seriesOf(store, guest)) {
        if (series === own?.series)
            out.put(topics.guest_spend_history, rowOf(store, own, change.after, rules));
        for (const { from, to } of changedSpans(store.currencyOf(series), change, rules.window_ms)) {
            const end = store.series.before(series, to);
            for (let index = store.series.before(series, from); index < end; index++) {
                if (series === own?.series && index === own.index)
                    continue;
                const place = { series, index };
                out.put(topics.guest_spend_history, rowOf(store, place, store.factAt(place), rules));
            }
        }
    }
}
function nowRows({ store, rules }, guest) {
    const rows = seriesOf(store, guest).map((series) => nowOf(store, series, rules));
    return new Map(rows.map((row) => [row.currency, row]));
}
function putNow({ out }, before, after) {
    for (const { guest_id, currency } of before.values()) {
        if (!after.has(currency))
            out.remove(topics.guest_spend, joinKey([guest_id, currency]));
    }
    for (const row of after.values()) {
        const was = before.get(row.currency);
        if (was === undefined || !sameNow(was, row))
            out.put(topics.guest_spend, row);
    }
}
//# sourceMappingURL=replace.js.map