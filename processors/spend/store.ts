import type { GuestOrder } from '../../schemas/generated/types.ts';
import { SEVERAL } from './columns.ts';
import { Expiries } from './expiries.ts';
import { type Fact, factOf } from './fact.ts';
import { Guests, NONE } from './guests.ts';
import { Names } from './names.ts';
import { OrderIds } from './order-ids.ts';
import { OrderIndex } from './order-index.ts';
import { SeriesTable } from './series.ts';
import { type VisitKey, Visits } from './visits.ts';

/** Where an order stands; good until the next insertion or removal at its guest. */
export interface Place {
  readonly series: number;
  readonly index: number;
}

/**
 * The orders of one partition's guests, in typed arrays that all guests share, and when they leave the window. Guests
 * and series go by number. About 90 bytes for an order and 200 for a guest.
 */
export class SpendStore {
  /** The highest tick: an order is in the window until a tick reaches its expiry. */
  stream_time_ms = Number.NEGATIVE_INFINITY;
  readonly guests = new Guests();
  readonly series = new SeriesTable();
  readonly #visits = new Visits(this.guests, this.series);
  readonly #expiries = new Expiries();
  readonly #ids = new OrderIds();
  readonly #index = new OrderIndex(this.series, this.#ids);
  readonly #venues = new Names();
  readonly #currencies = new Names();
  /** Parts of the orders that several members of a guest paid, by the address of the order's id. */
  readonly #several = new Map<number, readonly GuestOrder[]>();

  /** Count of guests. */
  get size(): number {
    return this.guests.count;
  }

  currencyOf(series: number): string {
    return this.#currencies.nameOf(this.series.currency[series]!);
  }

  /** NONE where the guest spent nothing in the currency. */
  seriesOf(guest: number, currency: string): number {
    let series = this.guests.series[guest]!;
    while (series !== NONE && this.currencyOf(series) !== currency) series = this.series.next[series]!;
    return series;
  }

  find(guest: number, order_id: string): Place | undefined {
    this.#ids.read(order_id);
    for (let series = this.guests.series[guest]!; series !== NONE; series = this.series.next[series]!) {
      const index = this.#index.find(series);
      if (index !== -1) return { series, index };
    }
    return undefined;
  }

  factAt({ series, index }: Place): Fact {
    const page = this.series.page(series);
    const row = this.series.row(series) + index;
    if (page.member[row] === SEVERAL) return factOf(this.#several.get(page.id_at[row]!)!);
    const guest = this.series.guest[series]!;
    return factOf([
      {
        guest_id: this.guests.idOf(guest),
        order_id: this.#ids.textAt(page.id_at[row]!),
        member: this.guests.memberOf(guest, page.member[row]!),
        venue_id: this.#venues.nameOf(page.venue[row]!),
        closed_at: page.closed_at[row]!,
        business_date: page.business_date[row]!,
        currency: this.currencyOf(series),
        net_minor: this.series.net(series, index + 1) - this.series.net(series, index),
        covers: this.series.covers(series, index + 1) - this.series.covers(series, index),
        version: page.version[row]!,
      },
    ]);
  }

  /** The order must not be there yet. */
  insert(guest: number, fact: Fact): Place {
    const { head } = fact;
    const series = this.#seriesFor(guest, head.currency);
    const visit = this.visitOf(guest, head);
    const index = this.series.upTo(series, head.closed_at);
    this.series.open(series, index);
    const page = this.series.page(series);
    const row = this.series.row(series) + index;
    this.#ids.read(fact.order_id);
    page.closed_at[row] = head.closed_at;
    page.business_date[row] = head.business_date;
    page.venue[row] = visit.venue;
    page.version[row] = head.version;
    page.id_hash[row] = this.#ids.hash;
    page.id_at[row] = this.#ids.store();
    const member = fact.parts.length === 1 ? this.guests.memberNumber(guest, head.member) : SEVERAL;
    page.member[row] = Math.min(member, SEVERAL);
    if (page.member[row] === SEVERAL) this.#several.set(page.id_at[row]!, fact.parts);
    this.series.sum(series, index, fact.net_minor, fact.covers);
    this.#index.inserted(series, index);
    this.#visits.inserted(visit, series, index);
    return { series, index };
  }

  remove(place: Place): void {
    const { series, index } = place;
    const guest = this.series.guest[series]!;
    const fact = this.factAt(place);
    const began = this.series.beginsVisit(series, index);
    const page = this.series.page(series);
    const row = this.series.row(series) + index;
    const hash = page.id_hash[row]!;
    this.#several.delete(page.id_at[row]!);
    this.#ids.remove(page.id_at[row]!);
    if (began) this.series.sumVisit(series, index, -1);
    this.series.sum(series, index, -fact.net_minor, -fact.covers);
    this.series.close(series, index);
    this.#index.removed(series, hash);
    if (this.series.size[series] === 0) this.#drop(guest, series);
    if (began) this.#visits.removed(this.visitOf(guest, fact.head));
  }

  forgetIfEmpty(guest: number): void {
    if (this.guests.series[guest] === NONE) this.guests.forget(guest);
  }

  /** Visits of the guest that began at `instant` or before. */
  visitsUpTo(guest: number, instant: number): number {
    let visits = 0;
    for (let s = this.guests.series[guest]!; s !== NONE; s = this.series.next[s]!) {
      visits += this.series.visits(s, this.series.upTo(s, instant));
    }
    return visits;
  }

  /** All visits of the guest. */
  visitsOf(guest: number): number {
    let visits = 0;
    for (let s = this.guests.series[guest]!; s !== NONE; s = this.series.next[s]!) {
      visits += this.series.visits(s, this.series.size[s]!);
    }
    return visits;
  }

  /** When the guest's latest order closed; -Infinity: there is none. */
  latestOf(guest: number): number {
    let latest = Number.NEGATIVE_INFINITY;
    for (let s = this.guests.series[guest]!; s !== NONE; s = this.series.next[s]!) {
      latest = Math.max(latest, this.series.closedAt(s, this.series.size[s]! - 1));
    }
    return latest;
  }

  visitOf(guest: number, { venue_id, business_date }: GuestOrder): VisitKey {
    return { guest, venue: this.#venues.idOf(venue_id), business_date };
  }

  /** When the visit began; Infinity: there is none. */
  visitAt(key: VisitKey): number {
    return this.#visits.instantOf(key);
  }

  /** Sees to it that the series comes out of `due` when its next order leaves the window. */
  schedule(series: number, window_ms: number): void {
    const left = this.series.upTo(series, this.stream_time_ms - window_ms);
    if (left === this.series.size[series]) return;
    const at = this.series.closedAt(series, left) + window_ms;
    if (at >= this.series.expiry_at[series]!) return;
    this.series.expiry_at[series] = at;
    this.#expiries.push(at, series);
  }

  /** The series whose expiry is the earliest due by stream time; NONE: there is no more. It must be scheduled anew. */
  due(): number {
    for (;;) {
      const at = this.#expiries.next_at;
      if (at > this.stream_time_ms) return NONE;
      const series = this.#expiries.pop();
      // An earlier one took its place, or the series is gone.
      if (this.series.expiry_at[series] !== at) continue;
      this.series.expiry_at[series] = Number.POSITIVE_INFINITY;
      return series;
    }
  }

  #seriesFor(guest: number, currency: string): number {
    const known = this.seriesOf(guest, currency);
    if (known !== NONE) return known;
    const series = this.series.add(guest, this.#currencies.idOf(currency));
    this.series.next[series] = this.guests.series[guest]!;
    this.guests.series[guest] = series;
    return series;
  }

  #drop(guest: number, series: number): void {
    const next = this.series.next[series]!;
    if (this.guests.series[guest] === series) this.guests.series[guest] = next;
    for (let s = this.guests.series[guest]!; s !== NONE; s = this.series.next[s]!) {
      if (this.series.next[s] === series) this.series.next[s] = next;
    }
    this.series.drop(series);
  }
}
