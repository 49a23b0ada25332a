import type { Fact } from './fact.ts';
import { lowerBound, upperBound } from './sorted.ts';

/** A guest's visits: a venue and a business date each, at the earliest closed_at of its orders. */
export class Visits {
  readonly #orders = new Map<string, number[]>();
  /** Ascending. */
  readonly #instants: number[] = [];

  get count(): number {
    return this.#instants.length;
  }

  /** When the n-th visit (from 1) began; Infinity: there are not so many. */
  at(n: number): number {
    return this.#instants[n - 1] ?? Number.POSITIVE_INFINITY;
  }

  /** Visits that began at `instant` or before. */
  upTo(instant: number): number {
    return upperBound(this.#instants, instant);
  }

  /** When the visit of the order began; Infinity: it is no visit (yet). */
  instantOf(fact: Fact): number {
    return this.#orders.get(keyOf(fact))?.[0] ?? Number.POSITIVE_INFINITY;
  }

  insert(fact: Fact): void {
    const key = keyOf(fact);
    const orders = this.#orders.get(key) ?? [];
    this.#orders.set(key, orders);
    this.#change(orders, () => orders.splice(lowerBound(orders, fact.head.closed_at), 0, fact.head.closed_at));
  }

  remove(fact: Fact): void {
    const key = keyOf(fact);
    const orders = this.#orders.get(key)!;
    this.#change(orders, () => orders.splice(lowerBound(orders, fact.head.closed_at), 1));
    if (orders.length === 0) this.#orders.delete(key);
  }

  #change(orders: readonly number[], change: () => void): void {
    const before = orders[0];
    change();
    const after = orders[0];
    if (before === after) return;
    if (before !== undefined) this.#instants.splice(lowerBound(this.#instants, before), 1);
    if (after !== undefined) this.#instants.splice(lowerBound(this.#instants, after), 0, after);
  }
}

function keyOf({ head }: Fact): string {
  return `${head.business_date} ${head.venue_id}`;
}
