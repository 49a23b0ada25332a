import type { GuestSpend, GuestSpendAt } from '../../schemas/generated/types.ts';
import { MEMBER } from '../loyalty.ts';
import { type SpendSettings, windowOf } from '../settings.ts';
import { averagePerCover, spendTierOf } from '../tiers.ts';
import { partsOf } from './fact.ts';
import type { Series } from './series.ts';
import type { Guest } from './store.ts';

/** The row of guest_spend_history of the series' order at `index`: all of it as of the order's own instant. */
export function rowOf(guest: Guest, series: Series, index: number, settings: SpendSettings): GuestSpendAt {
  const fact = series.facts[index]!;
  const as_of = fact.head.closed_at;
  const to = series.upTo(as_of);
  const member = guest.loyalty !== null && guest.loyalty.changed_at <= as_of;
  return {
    guest_id: guest.guest_id,
    order_id: fact.order_id,
    currency: series.currency,
    as_of,
    ...rolling(series, series.upTo(as_of - windowOf(settings)), to, settings),
    lifetime_spend_minor: series.net(to),
    visits: guest.visits.upTo(as_of),
    loyalty_tier: member ? MEMBER : null,
    venue_id: fact.head.venue_id,
    business_date: fact.head.business_date,
    parts: partsOf(fact),
  };
}

/** The row of guest_spend of the series, once a tick has reached `stream_time_ms`. The series is not empty. */
export function nowOf(guest: Guest, series: Series, stream_time_ms: number, settings: SpendSettings): GuestSpend {
  const window_ms = windowOf(settings);
  const left = series.upTo(stream_time_ms - window_ms);
  const entered_at = series.closedAt(series.size - 1);
  const left_at = left === 0 ? entered_at : series.closedAt(left - 1) + window_ms;
  return {
    guest_id: guest.guest_id,
    currency: series.currency,
    as_of: Math.max(entered_at, left_at),
    ...rolling(series, left, series.size, settings),
    lifetime_spend_minor: series.net(series.size),
    visits: guest.visits.count,
    loyalty_tier: guest.loyalty === null ? null : MEMBER,
  };
}

/** The columns over the window that holds the orders from `from` up to (without) `to`. */
function rolling(series: Series, from: number, to: number, settings: SpendSettings) {
  const spend = series.net(to) - series.net(from);
  const covers = series.covers(to) - series.covers(from);
  const average = averagePerCover(spend, covers);
  return {
    spend_90d_minor: spend,
    covers_90d: covers,
    orders_90d: to - from,
    avg_per_cover_90d_minor: average,
    spend_tier: spendTierOf(settings.spendTiers, series.currency, average),
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
