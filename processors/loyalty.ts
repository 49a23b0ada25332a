import type { LoyaltyRules } from './settings.ts';

export const MEMBER = 'member';

/** When and by what a guest became a member. */
export interface Loyalty {
  readonly changed_at: number;
  readonly reason: 'visits' | 'spend';
  readonly order_id: string | null;
}

/** What loyalty asks of a guest's life. Instants in ms since 1970; Infinity: not so far. */
export interface GuestLife {
  /** When the n-th visit (from 1) began. */
  visitAt(n: number): number;
  /** When lifetime net in the currency was first at least `value_minor`, all orders of one instant counted. */
  lifetimeReachedAt(currency: string, value_minor: number): number;
  /** The orders that closed at the instant, reservations apart. */
  ordersAt(instant: number): readonly OrderOfLife[];
}

export interface OrderOfLife {
  readonly order_id: string;
  readonly currency: string;
  /** Whether it is the earliest of its visit. */
  readonly opens_visit: boolean;
}

/**
 * Member from enough visits or enough spend in one currency, whichever comes first; `visits` where both come at once.
 * Null: not a member. The order is the smallest id of those that did it at that instant: that opened a visit, or that
 * are in a currency which reached its value then; null where a reservation alone did.
 */
export function loyaltyOf(life: GuestLife, rules: LoyaltyRules): Loyalty | null {
  const by_visits = life.visitAt(rules.visits);
  const reached = [...rules.spend].map(([currency, value]) => ({
    currency,
    at: life.lifetimeReachedAt(currency, value),
  }));
  const by_spend = Math.min(...reached.map(({ at }) => at));
  const changed_at = Math.min(by_visits, by_spend);
  if (changed_at === Number.POSITIVE_INFINITY) return null;
  const orders = life.ordersAt(changed_at);
  if (by_visits <= by_spend) {
    return { changed_at, reason: 'visits', order_id: smallest(orders.filter((order) => order.opens_visit)) };
  }
  const currencies = reached.filter(({ at }) => at === changed_at).map(({ currency }) => currency);
  return { changed_at, reason: 'spend', order_id: smallest(orders.filter((o) => currencies.includes(o.currency))) };
}

function smallest(orders: readonly OrderOfLife[]): string | null {
  return orders.reduce<string | null>((min, { order_id }) => (min === null || order_id < min ? order_id : min), null);
}
