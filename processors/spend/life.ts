import type { GuestLife } from '../loyalty.ts';
import type { Guest } from './store.ts';

/** What loyalty asks, answered by a guest as it is now. */
export function lifeOf(guest: Guest): GuestLife {
  return {
    visitAt: (n) => guest.visits.at(n),
    lifetimeReachedAt: (currency, value_minor) =>
      guest.series.get(currency)?.reachedAt(value_minor) ?? Number.POSITIVE_INFINITY,
    ordersAt: (instant) =>
      [...guest.series.values()].flatMap((series) =>
        series.facts.slice(series.before(instant), series.upTo(instant)).map((fact) => ({
          order_id: fact.order_id,
          currency: series.currency,
          opens_visit: guest.visits.instantOf(fact) === instant,
        })),
      ),
  };
}
