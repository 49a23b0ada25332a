import { Blocks, sizeAfter } from './blocks.ts';
import type { Columns } from './columns.ts';
import { NONE } from './guests.ts';

const SMALLEST = 2;

/**
 * A series is what a guest spent in one currency: orders by closed_at, with running sums over them. Series go by
 * number, their orders by index.
 */
export class SeriesTable {
  readonly guest: number[] = [];
  /** In the store's names. */
  readonly currency: number[] = [];
  /** The guest's next series, or NONE. */
  readonly next: number[] = [];
  readonly size: number[] = [];
  /** The instant at which it stands among the expiries; Infinity: it does not. */
  readonly expiry_at: number[] = [];
  readonly #block: number[] = [];
  readonly #capacity: number[] = [];
  readonly #free: number[] = [];
  readonly #blocks = new Blocks();

  add(guest: number, currency: number): number {
    const series = this.#free.pop() ?? this.size.length;
    this.guest[series] = guest;
    this.currency[series] = currency;
    this.next[series] = NONE;
    this.size[series] = 0;
    this.expiry_at[series] = Number.POSITIVE_INFINITY;
    this.#block[series] = this.#blocks.take(SMALLEST);
    this.#capacity[series] = SMALLEST;
    return series;
  }

  drop(series: number): void {
    this.#blocks.give(this.#block[series]!, this.#capacity[series]!);
    this.size[series] = 0;
    this.expiry_at[series] = Number.POSITIVE_INFINITY;
    this.#free.push(series);
  }

  page(series: number): Columns {
    return this.#blocks.page(this.#block[series]!);
  }

  /** Where in the page its first order stands. */
  row(series: number): number {
    return this.#blocks.row(this.#block[series]!);
  }

  closedAt(series: number, index: number): number {
    return this.page(series).closed_at[this.row(series) + index]!;
  }

  /** Count of the orders that closed at `instant` or before. */
  upTo(series: number, instant: number): number {
    const { closed_at } = this.page(series);
    const row = this.row(series);
    let low = 0;
    let high = this.size[series]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (closed_at[row + middle]! <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Count of the orders that closed before `instant`. */
  before(series: number, instant: number): number {
    return this.#below(this.page(series).closed_at, series, instant);
  }

  /** Net of the first `count` orders. */
  net(series: number, count: number): number {
    return count === 0 ? 0 : this.page(series).net[this.row(series) + count - 1]!;
  }

  /** Covers of the first `count` orders. */
  covers(series: number, count: number): number {
    return count === 0 ? 0 : this.page(series).covers[this.row(series) + count - 1]!;
  }

  /** Visits that the first `count` orders began. */
  visits(series: number, count: number): number {
    return count === 0 ? 0 : this.page(series).visits[this.row(series) + count - 1]!;
  }

  /** When the net of all orders up to then was first at least `value_minor`; Infinity: not so far. */
  reachedAt(series: number, value_minor: number): number {
    const index = this.#below(this.page(series).net, series, value_minor);
    return index < this.size[series]! ? this.closedAt(series, index) : Number.POSITIVE_INFINITY;
  }

  /** Makes room for an order at `index`, with nothing in its sums yet. */
  open(series: number, index: number): void {
    const size = this.size[series]!;
    if (size === this.#capacity[series]) this.#grow(series);
    const page = this.page(series);
    const row = this.row(series);
    if (index < size) page.move(row + index, row + index + 1, size - index);
    this.size[series] = size + 1;
    page.net[row + index] = this.net(series, index);
    page.covers[row + index] = this.covers(series, index);
    page.visits[row + index] = this.visits(series, index);
  }

  /** Takes out the order at `index`, whose sums have been taken back. */
  close(series: number, index: number): void {
    const page = this.page(series);
    const row = this.row(series);
    const size = this.size[series]! - 1;
    if (index < size) page.move(row + index + 1, row + index, size - index);
    this.size[series] = size;
  }

  /** Adds to the sums from the order at `index` on. */
  sum(series: number, index: number, net_minor: number, covers: number): void {
    const page = this.page(series);
    const row = this.row(series);
    for (let i = row + index; i < row + this.size[series]!; i++) {
      page.net[i]! += net_minor;
      page.covers[i]! += covers;
    }
  }

  beginsVisit(series: number, index: number): boolean {
    return this.visits(series, index + 1) > this.visits(series, index);
  }

  /** The order at `index` begins a visit (1), or no more (-1). */
  sumVisit(series: number, index: number, visit: 1 | -1): void {
    const { visits } = this.page(series);
    const row = this.row(series);
    for (let i = row + index; i < row + this.size[series]!; i++) visits[i]! += visit;
  }

  #grow(series: number): void {
    const from = this.#block[series]!;
    const capacity = this.#capacity[series]!;
    const larger = sizeAfter(capacity);
    const to = this.#blocks.take(larger);
    this.#blocks.page(to).take(this.#blocks.page(from), this.#blocks.row(from), this.#blocks.row(to), capacity);
    this.#blocks.give(from, capacity);
    this.#block[series] = to;
    this.#capacity[series] = larger;
  }

  /** How many of the orders have less than `value` in the column, which ascends. */
  #below(column: Float64Array, series: number, value: number): number {
    const row = this.row(series);
    let low = 0;
    let high = this.size[series]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (column[row + middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
