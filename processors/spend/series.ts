import type { Fact } from './fact.ts';
import { lowerBound, upperBound } from './sorted.ts';

/** A guest's orders in one currency, by (closed_at, order_id), with running sums over them. */
export class Series {
  readonly currency: string;
  /** The instant at which it stands among the expiries; Infinity: it does not. */
  expiry_at = Number.POSITIVE_INFINITY;
  readonly facts: Fact[] = [];
  readonly #closed_at: number[] = [];
  /** Sums over the facts up to and including this one. */
  readonly #net: number[] = [];
  readonly #covers: number[] = [];

  constructor(currency: string) {
    this.currency = currency;
  }

  get size(): number {
    return this.facts.length;
  }

  /** Count of the orders that closed at `instant` or before. */
  upTo(instant: number): number {
    return upperBound(this.#closed_at, instant);
  }

  /** Count of the orders that closed before `instant`. */
  before(instant: number): number {
    return lowerBound(this.#closed_at, instant);
  }

  closedAt(index: number): number {
    return this.#closed_at[index]!;
  }

  /** Net of the first `count` orders. */
  net(count: number): number {
    return count === 0 ? 0 : this.#net[count - 1]!;
  }

  /** Covers of the first `count` orders. */
  covers(count: number): number {
    return count === 0 ? 0 : this.#covers[count - 1]!;
  }

  /** When the net of all orders up to then was first at least `value_minor`; Infinity: not so far. */
  reachedAt(value_minor: number): number {
    const index = lowerBound(this.#net, value_minor);
    return index < this.size ? this.closedAt(index) : Number.POSITIVE_INFINITY;
  }

  /** Where the order stands, or would. */
  indexOf(fact: Fact): number {
    let index = this.before(fact.head.closed_at);
    const end = this.upTo(fact.head.closed_at);
    while (index < end && this.facts[index]!.order_id < fact.order_id) index++;
    return index;
  }

  insert(fact: Fact): void {
    const index = this.indexOf(fact);
    this.facts.splice(index, 0, fact);
    this.#closed_at.splice(index, 0, fact.head.closed_at);
    this.#net.splice(index, 0, 0);
    this.#covers.splice(index, 0, 0);
    this.#sumFrom(index);
  }

  remove(fact: Fact): void {
    const index = this.indexOf(fact);
    for (const column of [this.facts, this.#closed_at, this.#net, this.#covers]) column.splice(index, 1);
    this.#sumFrom(index);
  }

  #sumFrom(index: number): void {
    for (let i = index; i < this.size; i++) {
      this.#net[i] = this.net(i) + this.facts[i]!.net_minor;
      this.#covers[i] = this.covers(i) + this.facts[i]!.covers;
    }
  }
}
