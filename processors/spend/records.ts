import { bytesOf, type Loading, loadNumbers, type Saving, saveNumbers } from '../store/saved.ts';

/** Ends a chain of series; also: there is no such guest or series. */
export const NONE = -1;

/** A record: words of 32 bits. Values of 64 bits come first, so that they are aligned. */
const WORDS = 14;
const DOUBLES = WORDS / 2;

const EXPIRY_AT = 0;
const LOYAL_AT = 1;
const LAG_FROM = 2;
const LAG_TO = 3;
const GUEST = 8;
const NEXT = 9;
const CURRENCY = 10;
const BLOCK = 11;
const SIZE = 12;
const CAPACITY = 13;

/** Records saved at once. */
const TOGETHER = 1_024;

/** Where the rows of a series are to stand, and in how large a block. */
export interface Stand {
  readonly block: number;
  readonly capacity: number;
}

/**
 * What is known of each series but its orders, in one record, so that a step looks at one place. A guest's first
 * series is the guest: it has the guest's number, bears what is the guest's, and stays, even empty, while the guest does.
 */
export class Records {
  #doubles = new Float64Array(64 * DOUBLES);
  #words = new Int32Array(this.#doubles.buffer);
  #count = 0;
  readonly #free: number[] = [];

  /** All there have been, dropped ones included. */
  get count(): number {
    return this.#count;
  }

  /** `guest` NONE: a guest of its own. */
  add(guest: number, currency: number): number {
    const series = this.#free.pop() ?? this.#count++;
    if (series * WORDS === this.#words.length) this.#grow();
    this.#words[series * WORDS + GUEST] = guest === NONE ? series : guest;
    this.#words[series * WORDS + SIZE] = 0;
    this.setNext(series, NONE);
    this.setBlock(series, 0, 0);
    this.setCurrency(series, currency);
    this.setExpiryAt(series, Number.POSITIVE_INFINITY);
    this.setLoyalAt(series, Number.POSITIVE_INFINITY);
    this.#doubles[series * DOUBLES + LAG_FROM] = Number.POSITIVE_INFINITY;
    this.#doubles[series * DOUBLES + LAG_TO] = Number.NEGATIVE_INFINITY;
    return series;
  }

  drop(series: number): void {
    this.setExpiryAt(series, Number.POSITIVE_INFINITY);
    this.#free.push(series);
  }

  guest(series: number): number {
    return this.#words[series * WORDS + GUEST]!;
  }

  /** The guest's next series, or NONE. */
  next(series: number): number {
    return this.#words[series * WORDS + NEXT]!;
  }

  setNext(series: number, next: number): void {
    this.#words[series * WORDS + NEXT] = next;
  }

  /** In the store's names; NONE for a guest without orders so far. */
  currency(series: number): number {
    return this.#words[series * WORDS + CURRENCY]!;
  }

  setCurrency(series: number, currency: number): void {
    this.#words[series * WORDS + CURRENCY] = currency;
  }

  size(series: number): number {
    return this.#words[series * WORDS + SIZE]!;
  }

  setSize(series: number, size: number): void {
    this.#words[series * WORDS + SIZE] = size;
  }

  /** The address of its rows; none while its capacity is 0. */
  block(series: number): number {
    return this.#words[series * WORDS + BLOCK]!;
  }

  /** How many rows its block has. */
  capacity(series: number): number {
    return this.#words[series * WORDS + CAPACITY]!;
  }

  setBlock(series: number, block: number, capacity: number): void {
    this.#words[series * WORDS + BLOCK] = block;
    this.#words[series * WORDS + CAPACITY] = capacity;
  }

  /** The instant at which it stands among the expiries; Infinity: it does not. */
  expiryAt(series: number): number {
    return this.#doubles[series * DOUBLES + EXPIRY_AT]!;
  }

  setExpiryAt(series: number, instant: number): void {
    this.#doubles[series * DOUBLES + EXPIRY_AT] = instant;
  }

  /** Since when the guest is a member; Infinity: not. */
  loyalAt(guest: number): number {
    return this.#doubles[guest * DOUBLES + LOYAL_AT]!;
  }

  setLoyalAt(guest: number, instant: number): void {
    this.#doubles[guest * DOUBLES + LOYAL_AT] = instant;
  }

  /** How much later than the beginning (UTC) of their business dates the guest's orders ever closed, at least. */
  lagFrom(guest: number): number {
    return this.#doubles[guest * DOUBLES + LAG_FROM]!;
  }

  /** The same, at most. */
  lagTo(guest: number): number {
    return this.#doubles[guest * DOUBLES + LAG_TO]!;
  }

  widenLag(guest: number, lag_ms: number): void {
    const at = guest * DOUBLES;
    if (lag_ms < this.#doubles[at + LAG_FROM]!) this.#doubles[at + LAG_FROM] = lag_ms;
    if (lag_ms > this.#doubles[at + LAG_TO]!) this.#doubles[at + LAG_TO] = lag_ms;
  }

  /** The rows of each series that has some at `standOf` it, which is asked once for each, in their order. */
  *save(standOf: (series: number) => Stand): Saving {
    yield* saveNumbers([this.#count]);
    const words = new Int32Array(TOGETHER * WORDS);
    for (let from = 0; from < this.#count; from += TOGETHER) {
      const to = Math.min(this.#count, from + TOGETHER);
      words.set(this.#words.subarray(from * WORDS, to * WORDS));
      for (let series = from; series < to; series++) {
        const { block, capacity } = this.size(series) === 0 ? NOWHERE : standOf(series);
        words[(series - from) * WORDS + BLOCK] = block;
        words[(series - from) * WORDS + CAPACITY] = capacity;
      }
      yield bytesOf(words.subarray(0, (to - from) * WORDS));
    }
    yield* saveNumbers(this.#free);
  }

  /** Must be empty. */
  *load(): Loading<void> {
    const [count] = yield* loadNumbers();
    this.#count = count!;
    this.#doubles = new Float64Array(Math.max(this.#doubles.length, this.#count * DOUBLES));
    this.#words = new Int32Array(this.#doubles.buffer);
    yield bytesOf(this.#words.subarray(0, this.#count * WORDS));
    for (const series of yield* loadNumbers()) this.#free.push(series);
  }

  #grow(): void {
    const larger = new Float64Array(2 * this.#doubles.length);
    larger.set(this.#doubles);
    this.#doubles = larger;
    this.#words = new Int32Array(larger.buffer);
  }
}

const NOWHERE: Stand = { block: 0, capacity: 0 };
