import type { Loyalty } from '../loyalty.ts';
import { Expiries } from './expiries.ts';
import type { Fact } from './fact.ts';
import { Series } from './series.ts';
import { Visits } from './visits.ts';

/** All that is known of one guest: the facts, and what is derived from them. */
export class Guest {
  readonly guest_id: string;
  readonly facts = new Map<string, Fact>();
  readonly series = new Map<string, Series>();
  readonly visits = new Visits();
  loyalty: Loyalty | null = null;

  constructor(guest_id: string) {
    this.guest_id = guest_id;
  }

  insert(fact: Fact): void {
    const { currency } = fact.head;
    this.facts.set(fact.order_id, fact);
    this.visits.insert(fact);
    let series = this.series.get(currency);
    if (series === undefined) {
      series = new Series(currency);
      this.series.set(currency, series);
    }
    series.insert(fact);
  }

  remove(fact: Fact): void {
    this.facts.delete(fact.order_id);
    this.visits.remove(fact);
    const series = this.series.get(fact.head.currency)!;
    series.remove(fact);
    if (series.size === 0) this.series.delete(fact.head.currency);
  }
}

/** The guests of one partition, and when their orders leave the window. */
export class SpendState {
  /** The highest tick: an order is in the window until a tick reaches its expiry. */
  stream_time_ms = Number.NEGATIVE_INFINITY;
  readonly guests = new Map<string, Guest>();
  readonly expiries = new Expiries<{ readonly guest: Guest; readonly series: Series }>();

  guest(guest_id: string): Guest {
    let guest = this.guests.get(guest_id);
    if (guest === undefined) {
      guest = new Guest(guest_id);
      this.guests.set(guest_id, guest);
    }
    return guest;
  }

  dropIfEmpty(guest: Guest): void {
    if (guest.facts.size === 0) this.guests.delete(guest.guest_id);
  }

  /**
   * Sees to it that the series stands among the expiries at its next one, or earlier. What stands there at another
   * instant than the series' `expiry_at` is out of date.
   */
  schedule(guest: Guest, series: Series, window_ms: number): void {
    const left = series.upTo(this.stream_time_ms - window_ms);
    if (left === series.size) return;
    const at = series.closedAt(left) + window_ms;
    if (at >= series.expiry_at) return;
    series.expiry_at = at;
    this.expiries.push(at, { guest, series });
  }
}
