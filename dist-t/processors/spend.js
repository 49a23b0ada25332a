import { splitKey } from '../schemas/keys.js';
import { topics } from '../schemas/topics.js';
import { rulesOf } from './settings.js';
import { factOf, factOfRow, withoutPart, withPart } from './spend/fact.js';
import { loyaltyNow, seriesOf } from './spend/life.js';
import { NONE } from './spend/records.js';
import { append, replace } from './spend/replace.js';
import { nowOf } from './spend/rows.js';
import { SpendStore } from './spend/store.js';
/**
 * What guests spend: in the window and over their lives, at each of their orders and now; and when they became loyal.
 *
 * A fact is (order, member); a guest's row of an order is the sum of its parts, and the rows are the changelog. A fact
 * that comes late, is corrected, moved or taken back costs the rows that it changes, however many the guest has.
 * `guest_spend` falls by ticks alone: an order is in the window until a tick reaches its closed_at + window.
 * After a change of the settings the rows that no record touches stay as they were: replay from the beginning.
 */
export function spend(settings) {
    const rules = rulesOf(settings);
    return {
        name: 'spend',
        inputs: [topics.guest_orders],
        outputs: [topics.guest_spend_history, topics.guest_spend, topics.loyalty_changes],
        changelogs: [topics.guest_spend_history],
        coalesced: [topics.guest_spend_history, topics.guest_spend, topics.loyalty_changes],
        create: () => new SpendStore(),
        restore,
        restored: (store, stream_time_ms) => restored(store, stream_time_ms, rules),
        step(store, record, out) {
            // The only input is _guest_orders.
            const { key, value } = record;
            if (value === null)
                retracted({ store, rules, out }, key);
            else
                paid({ store, rules, out }, value);
            return undefined;
        },
        advance: (store, to_ms, limit, out) => advance({ store, rules, out }, to_ms, limit),
    };
}
function restore(store, record) {
    const [guest_id, order_id] = splitKey(record.key);
    // The only changelog is guest_spend_history.
    const row = record.value;
    const guest = row === null ? store.guests.find(guest_id) : store.guestFor(row.guest_id);
    const place = guest === NONE ? undefined : store.find(guest, order_id);
    if (place !== undefined)
        store.remove(place);
    if (row !== null)
        store.insert(guest, factOfRow(row));
    else if (guest !== NONE)
        store.forgetIfEmpty(guest);
}
function restored(store, stream_time_ms, rules) {
    store.stream_time_ms = stream_time_ms;
    for (const guest of store.guests.numbers()) {
        const loyalty = loyaltyNow(store, guest, rules.loyalty);
        store.records.setLoyalAt(guest, loyalty?.changed_at ?? Number.POSITIVE_INFINITY);
        for (const series of seriesOf(store, guest))
            store.schedule(series, rules.window_ms);
    }
}
function paid(work, part) {
    const { store } = work;
    const guest = store.guestFor(part.guest_id);
    const place = store.find(guest, part.order_id);
    if (place === undefined) {
        const fact = factOf([part]);
        if (store.allBefore(guest, part.closed_at))
            append(work, guest, fact);
        else
            replace(work, { guest, before: undefined, after: fact });
        return;
    }
    const fact = store.factAt(place);
    const after = withPart(fact, part);
    if (after !== fact)
        replace(work, { guest, before: { fact, place }, after });
}
function retracted(work, key) {
    const { store } = work;
    const [guest_id, order_id, member] = splitKey(key);
    const guest = store.guests.find(guest_id);
    const place = guest === NONE ? undefined : store.find(guest, order_id);
    if (place === undefined)
        return;
    const fact = store.factAt(place);
    const after = withoutPart(fact, member);
    if (after !== fact)
        replace(work, { guest, before: { fact, place }, after });
    store.forgetIfEmpty(guest);
}
function advance({ store, rules, out }, to_ms, limit) {
    store.stream_time_ms = to_ms;
    for (let delivered = 0; delivered < limit; delivered++) {
        const series = store.due();
        if (series === NONE)
            return 'done';
        out.put(topics.guest_spend, nowOf(store, series, rules));
        store.schedule(series, rules.window_ms);
    }
    return 'more';
}
//# sourceMappingURL=spend.js.map