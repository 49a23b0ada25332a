import type { GuestSpend, GuestSpendAt } from '../../schemas/generated/types.ts';
import { MEMBER } from '../loyalty.ts';
import type { Rules } from '../settings.ts';
import { averagePerCover, spendTierOf } from '../tiers.ts';
import { type Fact, partsOf } from './fact.ts';
import { visitsOf } from './life.ts';
import type { Place, SpendStore } from './store.ts';

/** The row of guest_spend_history of the order `fact`, at `place`: all of it as of the order's own instant. */
export function rowOf(store: SpendStore, place: Place, fact: Fact, rules: Rules): GuestSpendAt {
  const { series, records } = store;
  const guest = records.guest(place.series);
  const currency = store.currencyOf(place.series);
  const as_of = fact.head.closed_at;
  const from = series.upTo(place.series, as_of - rules.window_ms);
  const to = series.upTo(place.series, as_of);
  const spend = series.net(place.series, to) - series.net(place.series, from);
  const covers = series.covers(place.series, to) - series.covers(place.series, from);
  const average = averagePerCover(spend, covers);
  return {
    guest_id: fact.head.guest_id,
    order_id: fact.order_id,
    currency,
    as_of,
    spend_90d_minor: spend,
    covers_90d: covers,
    orders_90d: to - from,
    avg_per_cover_90d_minor: average,
    lifetime_spend_minor: series.net(place.series, to),
    visits: store.visitsUpTo(guest, as_of),
    loyalty_tier: records.loyalAt(guest) <= as_of ? MEMBER : null,
    spend_tier: spendTierOf(rules.tiers, currency, average),
    venue_id: fact.head.venue_id,
    business_date: fact.head.business_date,
    parts: partsOf(fact),
  };
}

/** The row of guest_spend of the series `of`, as stream time has it. The series is not empty. */
export function nowOf(store: SpendStore, of: number, rules: Rules): GuestSpend {
  const { series, records, window } = store;
  const guest = records.guest(of);
  const currency = store.currencyOf(of);
  const size = records.size(of);
  const left = series.upTo(of, window.stream_time_ms - rules.window_ms);
  const entered_at = series.closedAt(of, size - 1);
  const left_at = left === 0 ? entered_at : series.closedAt(of, left - 1) + rules.window_ms;
  const spend = series.net(of, size) - series.net(of, left);
  const covers = series.covers(of, size) - series.covers(of, left);
  const average = averagePerCover(spend, covers);
  return {
    guest_id: store.guests.idOf(guest),
    currency,
    as_of: Math.max(entered_at, left_at),
    spend_90d_minor: spend,
    covers_90d: covers,
    orders_90d: size - left,
    avg_per_cover_90d_minor: average,
    lifetime_spend_minor: series.net(of, size),
    visits: visitsOf(store, guest),
    loyalty_tier: records.loyalAt(guest) === Number.POSITIVE_INFINITY ? null : MEMBER,
    spend_tier: spendTierOf(rules.tiers, currency, average),
  };
}

export function sameNow(a: GuestSpend, b: GuestSpend): boolean {
  return (
    a.as_of === b.as_of &&
    a.spend_90d_minor === b.spend_90d_minor &&
    a.covers_90d === b.covers_90d &&
    a.orders_90d === b.orders_90d &&
    a.lifetime_spend_minor === b.lifetime_spend_minor &&
    a.visits === b.visits &&
    a.loyalty_tier === b.loyalty_tier
  );
}
