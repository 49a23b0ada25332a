import type { Incoming, Processor } from '../runtime/types.ts';
import { isOf } from '../runtime/types.ts';
import type { GuestOrder, GuestReservation, GuestSpendAt } from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { factIdOf, isReservation } from './orders.ts';
import { type Rules, rulesOf, type SpendSettings } from './settings.ts';
import { type Fact, factOf, factOfRow, withoutPart, withPart } from './spend/fact.ts';
import { allBefore, loyaltyNow, moneySeriesOf, visitsOf } from './spend/life.ts';
import { reseat, reseatSilently, withPartySize } from './spend/party-size.ts';
import { NONE } from './spend/records.ts';
import { append, type Replacement, replace, type Work } from './spend/replace.ts';
import { partOfRow, reservationIdOf, reservationRowOf } from './spend/reservations.ts';
import { nowOf } from './spend/rows.ts';
import { SpendStore } from './spend/store.ts';

/**
 * What guests spend: in the window and over their lives, at each of their orders and now; and when they became loyal.
 *
 * A fact is (order, member); a guest's row of an order is the sum of its parts, and the rows are the changelog, with
 * one of their own for completed reservations. A fact that comes late, is corrected, moved or taken back costs the rows
 * that it changes, however many the guest has.
 * `guest_spend` falls by ticks alone: an order is in the window until a tick reaches its closed_at + window.
 * After a change of the settings the rows that no record touches stay as they were: replay from the beginning.
 */
export function spend(settings: SpendSettings): Processor<SpendStore> {
  const rules = rulesOf(settings);
  return {
    name: 'spend',
    inputs: [topics.guest_orders],
    outputs: [
      topics.guest_spend_history,
      topics.guest_reservations,
      topics.guest_spend,
      topics.guest_visits,
      topics.loyalty_changes,
    ],
    changelogs: [topics.guest_spend_history, topics.guest_reservations],
    coalesced: [
      topics.guest_spend_history,
      topics.guest_reservations,
      topics.guest_spend,
      topics.guest_visits,
      topics.loyalty_changes,
    ],
    create: () => new SpendStore(),
    restore: (store, record) =>
      isOf(record, topics.guest_reservations) ? restoreReservation(store, record) : restoreOrder(store, record),
    restored: (store, stream_time_ms) => restored(store, stream_time_ms, rules),
    step(store, record, out) {
      // The only input is _guest_orders.
      const { value } = record as Incoming<GuestOrder>;
      // Its key becomes a string only where it is needed.
      if (value === null) retracted({ store, rules, out }, record.key);
      else if (isReservation(value)) visited({ store, rules, out }, value);
      else paid({ store, rules, out }, value);
      return undefined;
    },
    advance: (store, to_ms, limit, out) => advance({ store, rules, out }, to_ms, limit),
    snapshots: { format: formatOf(rules), save: (store) => store.save(), load },
  };
}

function restoreOrder(store: SpendStore, record: Incoming): void {
  // The other changelog is guest_spend_history.
  const row = record.value as GuestSpendAt | null;
  if (row !== null) {
    const guest = store.guestFor(row.guest_id);
    store.restoring(guest);
    const place = store.find(guest, row.order_id);
    if (place !== undefined) store.remove(place);
    store.insert(guest, factOfRow(row));
    return;
  }
  const [guest_id, order_id] = splitKey(record.key);
  const guest = store.guests.find(guest_id!);
  if (guest === NONE) return;
  store.restoring(guest);
  const place = store.find(guest, order_id!);
  if (place !== undefined) store.remove(place);
  store.forgetIfEmpty(guest);
}

function restoreReservation(store: SpendStore, { key, value }: Incoming<GuestReservation>): void {
  const [guest_id, reservation_id, member] = splitKey(key);
  const guest = value === null ? store.guests.find(guest_id!) : store.guestFor(guest_id!);
  if (guest === NONE) return;
  store.restoring(guest);
  const place = store.find(guest, factIdOf(reservation_id!));
  const fact = place === undefined ? undefined : store.factAt(place);
  const after = value === null ? fact && withoutPart(fact, member!) : factWith(fact, partOfRow(value));
  if (place !== undefined) store.remove(place);
  if (after !== undefined) store.insert(guest, after);
  store.forgetIfEmpty(guest);
}

function restored(store: SpendStore, stream_time_ms: number, rules: Rules): void {
  store.window.stream_time_ms = stream_time_ms;
  for (const guest of store.unsettled) {
    reseatSilently(store, guest);
    const loyalty = loyaltyNow(store, guest, rules.loyalty);
    store.records.setLoyalAt(guest, loyalty?.changed_at ?? Number.POSITIVE_INFINITY);
    for (const series of moneySeriesOf(store, guest)) store.records.setExpiryAt(series, Number.NEGATIVE_INFINITY);
  }
  store.window.scheduleAll(rules.window_ms);
}

/** Since when guests are members is in the state, and when orders leave the window. */
function formatOf({ window_ms, loyalty }: Rules): string {
  return `2 ${window_ms} ${loyalty.visits} ${JSON.stringify([...loyalty.spend].sort())}`;
}

function* load() {
  const store = new SpendStore();
  yield* store.load();
  return store;
}

function factWith(fact: Fact | undefined, part: GuestOrder): Fact {
  return fact === undefined ? factOf([part]) : withPart(fact, part);
}

function paid(work: Work, part: GuestOrder): void {
  const { store } = work;
  const guest = store.guestFor(part.guest_id);
  const place = store.find(guest, part.order_id);
  if (place === undefined) {
    const fact = withPartySize(store, guest, factOf([part]));
    if (allBefore(store, guest, part.closed_at)) append(work, guest, fact);
    else replace(work, { guest, before: undefined, after: fact });
    return;
  }
  const fact = store.factAt(place);
  const after = withPart(fact, part);
  if (after !== fact) replace(work, { guest, before: { fact, place }, after: withPartySize(store, guest, after) });
}

/** A part of a completed reservation has come, or another state of it. */
function visited(work: Work, part: GuestOrder): void {
  const { store, out } = work;
  const guest = store.guestFor(part.guest_id);
  const place = store.find(guest, part.order_id);
  const fact = place === undefined ? undefined : store.factAt(place);
  const after = factWith(fact, part);
  if (after === fact) return;
  out.put(topics.guest_reservations, reservationRowOf(part));
  const before = fact === undefined || place === undefined ? undefined : { fact, place };
  replaceReservation(work, { guest, before, after });
  tellVisits(work, guest);
}

function retracted(work: Work, key: string): void {
  const { store, out } = work;
  const [guest_id, order_id, member] = splitKey(key);
  const guest = store.guests.find(guest_id!);
  const place = guest === NONE ? undefined : store.find(guest, order_id!);
  if (place === undefined) return;
  const fact = store.factAt(place);
  const after = withoutPart(fact, member!);
  if (after === fact) return;
  const before = { fact, place };
  if (isReservation(fact.head)) {
    out.remove(topics.guest_reservations, joinKey([guest_id!, reservationIdOf(order_id!), member!]));
    replaceReservation(work, { guest, before, after });
  } else replace(work, { guest, before, after: after && withPartySize(store, guest, after) });
  tellVisits(work, guest);
  store.forgetIfEmpty(guest);
}

/** Its visits may gain or lose it, and so do the orders there the party size that stands in for their covers. */
function replaceReservation(work: Work, replacement: Replacement): void {
  const { guest, before, after } = replacement;
  replace(work, replacement);
  for (const fact of [before?.fact, after]) {
    if (fact !== undefined) reseat(work, work.store.visitOf(guest, fact.head));
  }
}

/** Of a guest without orders; of all others guest_spend tells them. */
function tellVisits({ store, out }: Work, guest: number): void {
  if (moneySeriesOf(store, guest).length > 0) return;
  const guest_id = store.guests.idOf(guest);
  const visits = visitsOf(store, guest);
  if (visits > 0) out.put(topics.guest_visits, { guest_id, visits });
  else out.remove(topics.guest_visits, joinKey([guest_id]));
}

function advance({ store, rules, out }: Work, to_ms: number, limit: number): 'done' | 'more' {
  store.window.stream_time_ms = to_ms;
  for (let delivered = 0; delivered < limit; delivered++) {
    const series = store.window.due();
    if (series === NONE) return 'done';
    out.put(topics.guest_spend, nowOf(store, series, rules));
    store.window.schedule(series, rules.window_ms);
  }
  return 'more';
}
