import { Expiries } from './expiries.ts';
import { NONE, type Records } from './records.ts';
import type { Series } from './series.ts';

/** Stream time, and when the orders of each series leave the window by it. */
export class Window {
  /** The highest tick: an order is in the window until a tick reaches its expiry. */
  stream_time_ms = Number.NEGATIVE_INFINITY;
  readonly #records: Records;
  readonly #series: Series;
  readonly #expiries = new Expiries();

  constructor(records: Records, series: Series) {
    this.#records = records;
    this.#series = series;
  }

  /** Sees to it that the series comes out of `due` when its next order leaves the window. */
  schedule(series: number, window_ms: number): void {
    const left = this.#series.upTo(series, this.stream_time_ms - window_ms);
    if (left === this.#records.size(series)) return;
    const at = this.#series.closedAt(series, left) + window_ms;
    if (at >= this.#records.expiryAt(series)) return;
    this.#records.setExpiryAt(series, at);
    this.#expiries.push(at, series);
  }

  /** The same for all series of a restored state; those whose expiry was not known stand at -Infinity. */
  scheduleAll(window_ms: number): void {
    for (let series = 0; series < this.#records.count; series++) {
      const at = this.#records.expiryAt(series);
      if (at === Number.POSITIVE_INFINITY) continue;
      if (at > this.stream_time_ms) this.#expiries.push(at, series);
      else {
        this.#records.setExpiryAt(series, Number.POSITIVE_INFINITY);
        this.schedule(series, window_ms);
      }
    }
  }

  /** The series whose expiry is the earliest due by stream time; NONE: there is no more. It must be scheduled anew. */
  due(): number {
    for (;;) {
      const at = this.#expiries.next_at;
      if (at > this.stream_time_ms) return NONE;
      const series = this.#expiries.pop();
      // An earlier one took its place, or the series is gone.
      if (this.#records.expiryAt(series) !== at) continue;
      this.#records.setExpiryAt(series, Number.POSITIVE_INFINITY);
      if (this.#records.size(series) > 0) return series;
    }
  }
}
