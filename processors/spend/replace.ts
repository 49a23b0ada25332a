import type { Outputs } from '../../runtime/types.ts';
import type { GuestSpend } from '../../schemas/generated/types.ts';
import { joinKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { type Loyalty, loyaltyOf, MEMBER } from '../loyalty.ts';
import { type SpendSettings, windowOf } from '../settings.ts';
import { type Change, changedRows } from './changes.ts';
import type { Fact } from './fact.ts';
import { lifeOf } from './life.ts';
import { nowOf, rowOf, sameNow } from './rows.ts';
import type { Guest, SpendState } from './store.ts';

/** One order of a guest as it was and as it is; undefined: not there. One of the two is. */
export interface Replacement {
  readonly guest: Guest;
  readonly before: Fact | undefined;
  readonly after: Fact | undefined;
}

/** Puts `after` in the place of `before`, and every row that this changes to the outputs. */
export function replace(state: SpendState, replacement: Replacement, settings: SpendSettings, out: Outputs): void {
  const { guest, before, after } = replacement;
  const was = nowRows(state, guest, settings);
  const change = apply(replacement, settings);
  if (after === undefined) out.remove(topics.guest_spend_history, joinKey([guest.guest_id, before!.order_id]));
  putRows(guest, change, settings, out);
  putLoyalty(guest, change, out);
  for (const series of guest.series.values()) state.schedule(guest, series, windowOf(settings));
  putNow(was, nowRows(state, guest, settings), out);
}

/** Changes facts, sums, visits and loyalty of the guest; says what that touches. */
function apply({ guest, before, after }: Replacement, settings: SpendSettings): Change {
  const visits = visitsOf(before, after).map((fact) => ({ fact, from: guest.visits.instantOf(fact) }));
  const loyalty = guest.loyalty;
  if (before !== undefined) guest.remove(before);
  if (after !== undefined) guest.insert(after);
  guest.loyalty = loyaltyOf(lifeOf(guest), settings.loyalty);
  return {
    before,
    after,
    visits: visits.map(({ fact, from }) => ({ from, to: guest.visits.instantOf(fact) })),
    loyalty: { from: loyalty, to: guest.loyalty },
  };
}

/** One order of each visit that either belongs to. */
function visitsOf(before: Fact | undefined, after: Fact | undefined): Fact[] {
  if (before === undefined || after === undefined) return [before, after].filter((fact) => fact !== undefined);
  const same = before.head.venue_id === after.head.venue_id && before.head.business_date === after.head.business_date;
  return same ? [after] : [before, after];
}

function putRows(guest: Guest, change: Change, settings: SpendSettings, out: Outputs): void {
  const put = (index: number, series = guest.series.get(change.after!.head.currency)!) =>
    out.put(topics.guest_spend_history, rowOf(guest, series, index, settings));
  for (const series of guest.series.values()) {
    const own = change.after?.head.currency === series.currency ? series.indexOf(change.after) : -1;
    if (own !== -1) put(own, series);
    for (const [from, to] of changedRows(series, change, windowOf(settings))) {
      for (let index = from; index < to; index++) if (index !== own) put(index, series);
    }
  }
}

function putLoyalty({ guest_id }: Guest, { loyalty: { from, to } }: Change, out: Outputs): void {
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

/** By currency. */
type NowRows = ReadonlyMap<string, GuestSpend>;

function nowRows({ stream_time_ms }: SpendState, guest: Guest, settings: SpendSettings): NowRows {
  const rows = [...guest.series.values()].map((series) => nowOf(guest, series, stream_time_ms, settings));
  return new Map(rows.map((row) => [row.currency, row]));
}

function putNow(was: NowRows, is: NowRows, out: Outputs): void {
  for (const { guest_id, currency } of was.values()) {
    if (!is.has(currency)) out.remove(topics.guest_spend, joinKey([guest_id, currency]));
  }
  for (const row of is.values()) {
    const before = was.get(row.currency);
    if (before === undefined || !sameNow(before, row)) out.put(topics.guest_spend, row);
  }
}
