import type { Outputs } from '../../runtime/types.ts';
import type { GuestSpend } from '../../schemas/generated/types.ts';
import { joinKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { type Loyalty, MEMBER } from '../loyalty.ts';
import { isReservation } from '../orders.ts';
import type { Rules } from '../settings.ts';
import { type Change, changedSpans } from './changes.ts';
import type { Fact } from './fact.ts';
import { loyaltyNow, moneySeriesOf } from './life.ts';
import { NONE } from './records.ts';
import { nowOf, rowOf, sameNow } from './rows.ts';
import type { Place, SpendStore } from './store.ts';

/** What the functions here work on. */
export interface Work {
  readonly store: SpendStore;
  readonly rules: Rules;
  readonly out: Outputs;
}

/** One order of a guest: as it was, with the place where it stands, and as it is. One of the two is there. */
export interface Replacement {
  readonly guest: number;
  readonly before: { readonly fact: Fact; readonly place: Place } | undefined;
  readonly after: Fact | undefined;
}

/** A new order after all others and all reservations of its guest: of the rows of orders only its own says anything of it. */
export function append(work: Work, guest: number, fact: Fact): void {
  const { store, rules, out } = work;
  const was_loyal = isLoyal(store, guest);
  const place = store.insert(guest, fact);
  if (!was_loyal) becomeLoyal(work, guest, null, loyaltyNow(store, guest, rules.loyalty));
  out.put(topics.guest_spend_history, rowOf(store, place, fact, rules));
  store.window.schedule(place.series, rules.window_ms);
  const all = store.series.beginsVisit(place.series, place.index) || was_loyal !== isLoyal(store, guest);
  for (let s = guest; s !== NONE; s = store.records.next(s)) {
    if (s === place.series || (all && store.records.size(s) > 0 && !store.isReservations(s))) {
      out.put(topics.guest_spend, nowOf(store, s, rules));
    }
  }
}

/**
 * Puts `after` in the place of `before`, and every row that this changes to the outputs. Of a reservation only the
 * orders have rows.
 */
export function replace(work: Work, { guest, before, after }: Replacement): void {
  const { store, rules } = work;
  const now = nowRows(work, guest);
  const from = Math.min(before?.fact.head.closed_at ?? Infinity, after?.head.closed_at ?? Infinity);
  const loyal_from = store.records.loyalAt(guest);
  // What happens after a guest became a member does not move that moment.
  const loyalty = isLoyal(store, guest) && from <= loyal_from ? loyaltyNow(store, guest, rules.loyalty) : null;
  const visits = visitsOf(store, guest, before?.fact, after).map((key) => ({ key, from: store.visitAt(key) }));
  if (before !== undefined) store.remove(before.place);
  const place = after === undefined ? undefined : store.insert(guest, after);
  if (from <= loyal_from) becomeLoyal(work, guest, loyalty, loyaltyNow(store, guest, rules.loyalty));
  const change = {
    before: before?.fact,
    after,
    visits: visits.map((visit) => ({ from: visit.from, to: store.visitAt(visit.key) })),
    loyal: { from: loyal_from, to: store.records.loyalAt(guest) },
  };
  putRows(work, guest, place, change);
  for (const series of moneySeriesOf(store, guest)) store.window.schedule(series, rules.window_ms);
  putNow(work, now, nowRows(work, guest));
}

function isLoyal({ records }: SpendStore, guest: number): boolean {
  return records.loyalAt(guest) !== Number.POSITIVE_INFINITY;
}

function becomeLoyal({ store, out }: Work, guest: number, from: Loyalty | null, to: Loyalty | null): void {
  const guest_id = store.guests.idOf(guest);
  store.records.setLoyalAt(guest, to?.changed_at ?? Number.POSITIVE_INFINITY);
  if (to === null) {
    if (from !== null) out.remove(topics.loyalty_changes, joinKey([guest_id]));
  } else if (from === null || !sameLoyalty(from, to)) {
    const { reason, order_id, changed_at } = to;
    out.put(topics.loyalty_changes, { guest_id, from_tier: null, to_tier: MEMBER, reason, order_id, changed_at });
  }
}

function sameLoyalty(a: Loyalty, b: Loyalty): boolean {
  return a.changed_at === b.changed_at && a.reason === b.reason && a.order_id === b.order_id;
}

/** The visits that either belongs to, each once. */
function visitsOf(store: SpendStore, guest: number, before: Fact | undefined, after: Fact | undefined) {
  const facts = [before, after].filter((fact) => fact !== undefined);
  const keys = facts.map(({ head }) => store.visitOf(guest, head));
  const [first, second] = keys;
  const same = first?.venue === second?.venue && first?.business_date === second?.business_date;
  return same ? keys.slice(1) : keys;
}

/** The row of the changed order (at `own`), and all others in which something differs now. */
function putRows({ store, rules, out }: Work, guest: number, own: Place | undefined, change: Change): void {
  const own_is_order = !isReservation((change.after ?? change.before)!.head);
  if (change.after === undefined && own_is_order) {
    out.remove(topics.guest_spend_history, joinKey([store.guests.idOf(guest), change.before!.order_id]));
  }
  for (const series of moneySeriesOf(store, guest)) {
    if (series === own?.series) out.put(topics.guest_spend_history, rowOf(store, own, change.after!, rules));
    for (const { from, to } of changedSpans(store.currencyOf(series), change, rules.window_ms)) {
      const end = store.series.before(series, to);
      for (let index = store.series.before(series, from); index < end; index++) {
        if (series === own?.series && index === own.index) continue;
        const place = { series, index };
        out.put(topics.guest_spend_history, rowOf(store, place, store.factAt(place), rules));
      }
    }
  }
}

/** Rows of guest_spend, by currency. */
type NowRows = ReadonlyMap<string, GuestSpend>;

function nowRows({ store, rules }: Work, guest: number): NowRows {
  const rows = moneySeriesOf(store, guest).map((series) => nowOf(store, series, rules));
  return new Map(rows.map((row) => [row.currency, row]));
}

function putNow({ out }: Work, before: NowRows, after: NowRows): void {
  for (const { guest_id, currency } of before.values()) {
    if (!after.has(currency)) out.remove(topics.guest_spend, joinKey([guest_id, currency]));
  }
  for (const row of after.values()) {
    const was = before.get(row.currency);
    if (was === undefined || !sameNow(was, row)) out.put(topics.guest_spend, row);
  }
}
