import { type GuestLife, type Loyalty, loyaltyOf, type OrderOfLife } from '../loyalty.ts';
import { isReservation } from '../orders.ts';
import type { LoyaltyRules } from '../settings.ts';
import { NONE } from './records.ts';
import type { SpendStore } from './store.ts';

/** The guest's loyalty, from its orders as they are now. */
export function loyaltyNow(store: SpendStore, guest: number, rules: LoyaltyRules): Loyalty | null {
  return enough(store, guest, rules) ? loyaltyOf(new Life(store, guest), rules) : null;
}

/** All visits of the guest. */
export function visitsOf({ records, series }: SpendStore, guest: number): number {
  let visits = 0;
  for (let s = guest; s !== NONE; s = records.next(s)) visits += series.visits(s, records.size(s));
  return visits;
}

/** Whether all orders of the guest closed before `instant`. */
export function allBefore({ records, series }: SpendStore, guest: number, instant: number): boolean {
  for (let s = guest; s !== NONE; s = records.next(s)) {
    const size = records.size(s);
    if (size > 0 && series.closedAt(s, size - 1) >= instant) return false;
  }
  return true;
}

/** Whether there are visits or spend enough, whenever that was: cheap, and false for most. */
function enough(store: SpendStore, guest: number, { visits, spend }: LoyaltyRules): boolean {
  if (visitsOf(store, guest) >= visits) return true;
  for (let s = guest; s !== NONE; s = store.records.next(s)) {
    const size = store.records.size(s);
    const value = size === 0 ? undefined : spend.get(store.currencyOf(s));
    if (value !== undefined && store.series.net(s, size) >= value) return true;
  }
  return false;
}

class Life implements GuestLife {
  readonly #store: SpendStore;
  readonly #series: readonly number[];

  constructor(store: SpendStore, guest: number) {
    this.#store = store;
    this.#series = seriesOf(store, guest);
  }

  visitAt(n: number): number {
    return Math.min(...this.#series.map((series) => this.#visitIn(series, n)));
  }

  lifetimeReachedAt(currency: string, value_minor: number): number {
    const series = this.#series.find((s) => this.#store.currencyOf(s) === currency);
    return series === undefined ? Number.POSITIVE_INFINITY : this.#store.series.reachedAt(series, value_minor);
  }

  ordersAt(instant: number): readonly OrderOfLife[] {
    const { series: table, records } = this.#store;
    const orders: OrderOfLife[] = [];
    for (const series of this.#series) {
      const end = table.upTo(series, instant);
      for (let index = table.before(series, instant); index < end; index++) {
        const { order_id, head } = this.#store.factAt({ series, index });
        const visit = this.#store.visitOf(records.guest(series), head);
        const opens_visit = this.#store.visitAt(visit) === instant;
        if (!isReservation(head)) orders.push({ order_id, currency: head.currency, opens_visit });
      }
    }
    return orders;
  }

  /** When the first order of the series closed by which all series together have `n` visits. */
  #visitIn(series: number, n: number): number {
    const { series: table, records } = this.#store;
    const guest = records.guest(series);
    let low = 0;
    let high = records.size(series);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#store.visitsUpTo(guest, table.closedAt(series, middle)) < n) low = middle + 1;
      else high = middle;
    }
    return low < records.size(series) ? table.closedAt(series, low) : Number.POSITIVE_INFINITY;
  }
}

/** The guest's series that have orders, without that of its reservations. */
export function moneySeriesOf(store: SpendStore, guest: number): readonly number[] {
  return seriesOf(store, guest).filter((series) => !store.isReservations(series));
}

/** The guest's series that have orders or reservations. */
export function seriesOf({ records }: SpendStore, guest: number): readonly number[] {
  const all: number[] = [];
  for (let s = guest; s !== NONE; s = records.next(s)) if (records.size(s) > 0) all.push(s);
  return all;
}
