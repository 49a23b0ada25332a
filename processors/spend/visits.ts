import { BUSINESS_DATE, ROW_WORDS, VENUE } from './page.ts';
import { NONE, type Records } from './records.ts';
import type { Series } from './series.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A venue (in the store's names) and a business date: of one guest, what makes orders one visit. */
export interface VisitKey {
  readonly guest: number;
  readonly venue: number;
  readonly business_date: number;
}

/**
 * Keeps for every guest which orders begin a visit: of each visit one that closed earliest, in whatever currency. Only
 * the orders around a business date are looked at, as far as the guest's orders ever were from theirs.
 */
export class Visits {
  readonly #records: Records;
  readonly #series: Series;

  constructor(records: Records, series: Series) {
    this.#records = records;
    this.#series = series;
  }

  /** The order at `index` has been inserted, after all that closed at its instant. */
  inserted(key: VisitKey, series: number, index: number): void {
    const { guest, business_date } = key;
    const closed_at = this.#series.closedAt(series, index);
    this.#records.widenLag(guest, closed_at - business_date * DAY_MS);
    for (let s = guest; s !== NONE; s = this.#records.next(s)) {
      if (this.#hasBefore(key, s, s === series ? index : this.#series.upTo(s, closed_at))) return;
    }
    for (let s = guest; s !== NONE; s = this.#records.next(s)) {
      const later = this.#firstOf(key, s, s === series ? index + 1 : 0);
      if (later !== -1 && this.#series.beginsVisit(s, later)) this.#series.sumVisit(s, later, -1);
    }
    this.#series.sumVisit(series, index, 1);
  }

  /** An order that began the visit has been removed. */
  removed(key: VisitKey): void {
    let first: { series: number; index: number; closed_at: number } | undefined;
    for (let s = key.guest; s !== NONE; s = this.#records.next(s)) {
      const index = this.#firstOf(key, s, 0);
      if (index === -1) continue;
      const closed_at = this.#series.closedAt(s, index);
      if (first === undefined || closed_at < first.closed_at) first = { series: s, index, closed_at };
    }
    if (first !== undefined) this.#series.sumVisit(first.series, first.index, 1);
  }

  /** When the visit began; Infinity: there is none. */
  instantOf(key: VisitKey): number {
    let instant = Number.POSITIVE_INFINITY;
    for (let s = key.guest; s !== NONE; s = this.#records.next(s)) {
      const index = this.#firstOf(key, s, 0);
      if (index !== -1) instant = Math.min(instant, this.#series.closedAt(s, index));
    }
    return instant;
  }

  /** The visit's orders in the series, by index. */
  ordersOf(key: VisitKey, series: number): readonly number[] {
    const found: number[] = [];
    for (let i = this.#firstOf(key, series, 0); i !== -1; i = this.#firstOf(key, series, i + 1)) found.push(i);
    return found;
  }

  /** Whether an order of the visit is among the first `end` of the series. */
  #hasBefore({ guest, venue, business_date }: VisitKey, series: number, end: number): boolean {
    if (end === 0) return false;
    const { closed_at, words } = this.#series.page(series);
    const first = this.#series.row(series);
    const earliest = business_date * DAY_MS + this.#records.lagFrom(guest);
    for (let row = first + end - 1; row >= first && closed_at[row]! >= earliest; row--) {
      const same_date = words[row * ROW_WORDS + BUSINESS_DATE] === business_date;
      if (same_date && words[row * ROW_WORDS + VENUE] === venue) return true;
    }
    return false;
  }

  /** The first order of the visit in the series from index `from` on; -1: there is none. */
  #firstOf({ guest, venue, business_date }: VisitKey, series: number, from: number): number {
    const size = this.#records.size(series);
    if (from >= size) return -1;
    const { closed_at, words } = this.#series.page(series);
    const first = this.#series.row(series);
    const latest = business_date * DAY_MS + this.#records.lagTo(guest);
    const earliest = business_date * DAY_MS + this.#records.lagFrom(guest);
    for (let index = Math.max(from, this.#series.before(series, earliest)); index < size; index++) {
      const row = first + index;
      if (closed_at[row]! > latest) return -1;
      const same_date = words[row * ROW_WORDS + BUSINESS_DATE] === business_date;
      if (same_date && words[row * ROW_WORDS + VENUE] === venue) return index;
    }
    return -1;
  }
}
