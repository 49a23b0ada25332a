import type { Act } from './story.ts';

/** Which order it is: the `number`-th of a venue's (position in VENUES) day (since 1970-01-01). */
export interface Visit {
  readonly venue: number;
  readonly day: number;
  readonly number: number;
}

/** One change of one order. It is the order's latest until `next_ms` (Infinity: for good). */
export interface Change {
  readonly visit: Visit;
  readonly at_ms: number;
  readonly next_ms: number;
}

/** When the orders of one venue, or the reservations of one channel, change: those changes that somebody may still want to know of, by time. */
export class Calendar {
  private changes: Change[] = [];

  /** Notes an order's changes, but those that were overtaken by `seen_from_ms`. Acts of one moment are one change. */
  note(visit: Visit, acts: readonly Pick<Act, 'at_ms'>[], seen_from_ms: number): void {
    for (const [place, { at_ms }] of acts.entries()) {
      const next_ms = acts[place + 1]?.at_ms ?? Number.POSITIVE_INFINITY;
      if (next_ms > Math.max(at_ms, seen_from_ms)) this.changes.push({ visit, at_ms, next_ms });
    }
  }

  /** To be called after `note`, before anything is asked. */
  sort(): void {
    this.changes.sort((one, other) => one.at_ms - other.at_ms);
  }

  /** The orders whose latest change, as of `at_ms`, lies in [from_ms, to_ms), by time of that change. */
  latest({ from_ms, to_ms }: { from_ms: number; to_ms: number }, at_ms: number): Change[] {
    return this.between(from_ms, Math.min(to_ms, at_ms + 1)).filter((change) => change.next_ms > at_ms);
  }

  /** Every change in [from_ms, to_ms), by time. */
  between(from_ms: number, to_ms: number): Change[] {
    const from = this.placeOf(from_ms);
    return this.changes.slice(from, Math.max(from, this.placeOf(to_ms)));
  }

  /** Forgets changes that were overtaken at `at_ms`. */
  forget(at_ms: number): void {
    this.changes = this.changes.filter((change) => change.next_ms > at_ms);
  }

  /** The place of the first change at or after a moment. */
  private placeOf(at_ms: number): number {
    let low = 0;
    for (let high = this.changes.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.changes[middle]!.at_ms < at_ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
