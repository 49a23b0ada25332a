import type { Guests } from './guests.ts';
import { NONE } from './guests.ts';
import type { SeriesTable } from './series.ts';

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
  readonly #guests: Guests;
  readonly #series: SeriesTable;

  constructor(guests: Guests, series: SeriesTable) {
    this.#guests = guests;
    this.#series = series;
  }

  /** The order at `index` has been inserted after all that closed at its instant. */
  inserted(key: VisitKey, series: number, index: number): void {
    const { guest, business_date } = key;
    const closed_at = this.#series.closedAt(series, index);
    const lag = closed_at - business_date * DAY_MS;
    this.#guests.lag_from[guest] = Math.min(lag, this.#guests.lag_from[guest]!);
    this.#guests.lag_to[guest] = Math.max(lag, this.#guests.lag_to[guest]!);
    for (let s = this.#guests.series[guest]!; s !== NONE; s = this.#series.next[s]!) {
      if (this.#hasBefore(key, s, s === series ? index : this.#series.upTo(s, closed_at))) return;
    }
    for (let s = this.#guests.series[guest]!; s !== NONE; s = this.#series.next[s]!) {
      const later = this.#firstOf(key, s, s === series ? index + 1 : 0);
      if (later !== -1 && this.#series.beginsVisit(s, later)) this.#series.sumVisit(s, later, -1);
    }
    this.#series.sumVisit(series, index, 1);
  }

  /** An order that began the visit has been removed. */
  removed(key: VisitKey): void {
    let first: { series: number; index: number; closed_at: number } | undefined;
    for (let s = this.#guests.series[key.guest]!; s !== NONE; s = this.#series.next[s]!) {
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
    for (let s = this.#guests.series[key.guest]!; s !== NONE; s = this.#series.next[s]!) {
      const index = this.#firstOf(key, s, 0);
      if (index !== -1) instant = Math.min(instant, this.#series.closedAt(s, index));
    }
    return instant;
  }

  /** Whether an order of the visit is among the first `end` of the series. */
  #hasBefore({ guest, venue, business_date }: VisitKey, series: number, end: number): boolean {
    const page = this.#series.page(series);
    const row = this.#series.row(series);
    const earliest = business_date * DAY_MS + this.#guests.lag_from[guest]!;
    for (let i = row + end - 1; i >= row && page.closed_at[i]! >= earliest; i--) {
      if (page.business_date[i] === business_date && page.venue[i] === venue) return true;
    }
    return false;
  }

  /** The first order of the visit in the series from index `from` on; -1: there is none. */
  #firstOf({ guest, venue, business_date }: VisitKey, series: number, from: number): number {
    const page = this.#series.page(series);
    const row = this.#series.row(series);
    const end = row + this.#series.size[series]!;
    const latest = business_date * DAY_MS + this.#guests.lag_to[guest]!;
    const earliest = business_date * DAY_MS + this.#guests.lag_from[guest]!;
    const first = Math.max(from, this.#series.before(series, earliest));
    for (let i = row + first; i < end && page.closed_at[i]! <= latest; i++) {
      if (page.business_date[i] === business_date && page.venue[i] === venue) return i - row;
    }
    return -1;
  }
}
