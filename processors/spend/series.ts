import { bytesOf, type Loading, loadNumbers, type Saving, saveNumbers } from '../store/saved.ts';
import { Blocks, Layout, pageOf, rowOf, sizeAfter, sizeFor, standsAlone } from './blocks.ts';
import { COVERS, NET, Page, ROW_DOUBLES, ROW_WORDS, VISITS } from './page.ts';
import type { Records } from './records.ts';

const SMALLEST = 2;

/** The value of a series' order `i` stands at `first + i * step`. */
interface Ascending {
  readonly column: Float64Array;
  readonly first: number;
  readonly step: number;
}

/**
 * The orders of series (what a guest spent in one currency), by closed_at, with running sums over them. Orders go by
 * index; those of one instant are in no order among themselves.
 */
export class Series {
  readonly #records: Records;
  readonly #blocks = new Blocks();

  constructor(records: Records) {
    this.#records = records;
  }

  page(series: number): Page {
    return this.#blocks.pages[pageOf(this.#records.block(series))]!;
  }

  /** Where in the page its first order stands. */
  row(series: number): number {
    return rowOf(this.#records.block(series));
  }

  closedAt(series: number, index: number): number {
    return this.page(series).closed_at[this.row(series) + index]!;
  }

  /** Count of the orders that closed at `instant` or before. */
  upTo(series: number, instant: number): number {
    const size = this.#records.size(series);
    if (size === 0) return 0;
    const { closed_at } = this.page(series);
    const first = this.row(series);
    // Nearly always an order is the last of its guest.
    if (closed_at[first + size - 1]! <= instant) return size;
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (closed_at[first + middle]! <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Count of the orders that closed before `instant`. */
  before(series: number, instant: number): number {
    if (this.#records.size(series) === 0) return 0;
    return this.#below(series, instant, { column: this.page(series).closed_at, first: this.row(series), step: 1 });
  }

  /** When the net of all orders up to then was first at least `value_minor`; Infinity: not so far. */
  reachedAt(series: number, value_minor: number): number {
    if (this.#records.size(series) === 0) return Number.POSITIVE_INFINITY;
    const first = this.row(series) * ROW_DOUBLES + NET;
    const index = this.#below(series, value_minor, { column: this.page(series).doubles, first, step: ROW_DOUBLES });
    return index < this.#records.size(series) ? this.closedAt(series, index) : Number.POSITIVE_INFINITY;
  }

  /** Net of the first `count` orders. */
  net(series: number, count: number): number {
    return count === 0 ? 0 : this.page(series).doubles[(this.row(series) + count - 1) * ROW_DOUBLES + NET]!;
  }

  /** Covers of the first `count` orders. */
  covers(series: number, count: number): number {
    return count === 0 ? 0 : this.page(series).doubles[(this.row(series) + count - 1) * ROW_DOUBLES + COVERS]!;
  }

  /** Visits that the first `count` orders began. */
  visits(series: number, count: number): number {
    return count === 0 ? 0 : this.page(series).words[(this.row(series) + count - 1) * ROW_WORDS + VISITS]!;
  }

  beginsVisit(series: number, index: number): boolean {
    return this.visits(series, index + 1) > this.visits(series, index);
  }

  /** Makes room at `index` for an order of this net and these covers, that begins no visit. */
  open(series: number, index: number, net_minor: number, covers: number): void {
    const size = this.#records.size(series);
    if (size === this.#records.capacity(series)) this.#grow(series);
    const page = this.page(series);
    const row = this.row(series) + index;
    if (index < size) page.move(row, row + 1, size - index);
    this.#records.setSize(series, size + 1);
    page.doubles[row * ROW_DOUBLES + NET] = index === 0 ? 0 : page.doubles[(row - 1) * ROW_DOUBLES + NET]!;
    page.doubles[row * ROW_DOUBLES + COVERS] = index === 0 ? 0 : page.doubles[(row - 1) * ROW_DOUBLES + COVERS]!;
    page.words[row * ROW_WORDS + VISITS] = index === 0 ? 0 : page.words[(row - 1) * ROW_WORDS + VISITS]!;
    this.#sum(series, index, net_minor, covers);
  }

  /** Takes out the order at `index`, which begins no visit (any more). */
  close(series: number, index: number): void {
    const net_minor = this.net(series, index + 1) - this.net(series, index);
    const covers = this.covers(series, index + 1) - this.covers(series, index);
    this.#sum(series, index, -net_minor, -covers);
    const size = this.#records.size(series) - 1;
    const row = this.row(series) + index;
    if (index < size) this.page(series).move(row + 1, row, size - index);
    this.#records.setSize(series, size);
  }

  /** The order at `index` begins a visit (1), or no more (-1). */
  sumVisit(series: number, index: number, visit: 1 | -1): void {
    const { words } = this.page(series);
    const row = this.row(series);
    const end = row + this.#records.size(series);
    for (let i = row + index; i < end; i++) words[i * ROW_WORDS + VISITS]! += visit;
  }

  /** Gives back the rows of a series that is empty. */
  release(series: number): void {
    const capacity = this.#records.capacity(series);
    if (capacity > 0) this.#blocks.give(this.#records.block(series), capacity);
    this.#records.setBlock(series, 0, 0);
  }

  /** The records of all series and their orders, one behind the other without what stands empty between them. */
  *save(): Saving {
    const layout = new Layout();
    yield* this.#records.save((series) => {
      const capacity = sizeFor(this.#records.size(series));
      return { block: layout.take(capacity), capacity };
    });
    yield* saveNumbers(layout.pages);
    yield* saveNumbers([layout.next, layout.end]);
    yield* this.#saveRows();
  }

  /** The records must be empty. */
  *load(): Loading<void> {
    yield* this.#records.load();
    const layout = new Layout();
    layout.pages.push(...(yield* loadNumbers()));
    [layout.next, layout.end] = (yield* loadNumbers()) as [number, number];
    const pages = layout.pages.map((rows) => new Page(rows));
    for (;;) {
      const [page, rows] = (yield* loadNumbers()) as [number, number];
      if (rows === 0) break;
      yield bytesOf(pages[page]!.words.subarray(0, rows * ROW_WORDS));
      yield bytesOf(pages[page]!.closed_at.subarray(0, rows));
      yield bytesOf(pages[page]!.id_hash.subarray(0, rows));
    }
    this.#blocks.adopt(pages, layout);
  }

  /** Page by page, as they get full: its number, its rows in use, these. In the end a page of no rows. */
  *#saveRows(): Saving {
    const layout = new Layout();
    let shared: { readonly number: number; readonly page: Page; rows: number } | undefined;
    for (let series = 0; series < this.#records.count; series++) {
      const size = this.#records.size(series);
      if (size === 0) continue;
      const capacity = sizeFor(size);
      const block = layout.take(capacity);
      const number = pageOf(block);
      const from = this.row(series);
      if (standsAlone(capacity)) {
        yield* savePage(number, this.page(series), from, from + size);
        continue;
      }
      if (number !== shared?.number) {
        if (shared !== undefined) yield* savePage(shared.number, shared.page, 0, shared.rows);
        shared = { number, page: shared?.page ?? new Page(layout.pages[number]!), rows: 0 };
      }
      shared.page.take(this.page(series), from, rowOf(block), size);
      shared.rows = rowOf(block) + size;
    }
    if (shared !== undefined) yield* savePage(shared.number, shared.page, 0, shared.rows);
    yield* saveNumbers([0, 0]);
  }

  #sum(series: number, index: number, net_minor: number, covers: number): void {
    const { doubles } = this.page(series);
    const row = this.row(series);
    const end = row + this.#records.size(series);
    for (let i = row + index; i < end; i++) {
      doubles[i * ROW_DOUBLES + NET]! += net_minor;
      doubles[i * ROW_DOUBLES + COVERS]! += covers;
    }
  }

  #grow(series: number): void {
    const from = this.#records.block(series);
    const capacity = this.#records.capacity(series);
    const larger = capacity === 0 ? SMALLEST : sizeAfter(capacity);
    const to = this.#blocks.take(larger);
    if (capacity > 0) {
      this.#blocks.pages[pageOf(to)]!.take(this.#blocks.pages[pageOf(from)]!, rowOf(from), rowOf(to), capacity);
      this.#blocks.give(from, capacity);
    }
    this.#records.setBlock(series, to, larger);
  }

  /** How many of the orders have less than `value` in the column, which ascends. */
  #below(series: number, value: number, { column, first, step }: Ascending): number {
    let low = 0;
    let high = this.#records.size(series);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (column[first + middle * step]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function* savePage(number: number, { words, closed_at, id_hash }: Page, from: number, to: number): Saving {
  yield* saveNumbers([number, to - from]);
  yield bytesOf(words.subarray(from * ROW_WORDS, to * ROW_WORDS));
  yield bytesOf(closed_at.subarray(from, to));
  yield bytesOf(id_hash.subarray(from, to));
}
