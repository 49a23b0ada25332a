/** An order's row: words of 32 bits. Values of 64 bits come first, so that they are aligned. */
export const ROW_WORDS = 12;
export const ROW_DOUBLES = ROW_WORDS / 2;

/** Doubles of a row. Net, covers and visits are running sums over the orders of a series, up to and with this one. */
export const NET = 0;
export const COVERS = 1;
export const VERSION = 2;

/** Words of a row: how many of the series' orders so far began a visit; */
export const VISITS = 6;
export const BUSINESS_DATE = 7;
/** in the store's names; */
export const VENUE = 8;
/** which of the guest's members paid, or SEVERAL; */
export const MEMBER = 9;
/** where the order's id stands; */
export const ID_AT = 10;
/** how many checks the order has, where it lacks covers and one member has all of them; 0 else. */
export const LACKING = 11;

/** In place of a member's number: the order has several parts, which stand elsewhere. */
export const SEVERAL = 0x7fffffff;

/** So many rows are copied sooner word by word. */
const FEW = 8;

/** Rows of orders, and beside them what is searched most: when they closed, and the hashes of their ids. */
export class Page {
  readonly doubles: Float64Array;
  readonly words: Int32Array;
  readonly closed_at: Float64Array;
  readonly id_hash: Int32Array;

  constructor(rows: number) {
    this.doubles = new Float64Array(rows * ROW_DOUBLES);
    this.words = new Int32Array(this.doubles.buffer);
    this.closed_at = new Float64Array(rows);
    this.id_hash = new Int32Array(rows);
  }

  /** Moves `count` rows from row `from` on to row `to`; the two may overlap. */
  move(from: number, to: number, count: number): void {
    this.words.copyWithin(to * ROW_WORDS, from * ROW_WORDS, (from + count) * ROW_WORDS);
    this.closed_at.copyWithin(to, from, from + count);
    this.id_hash.copyWithin(to, from, from + count);
  }

  /** Takes `count` rows of `source` from row `from` on, to row `to` on; the two do not overlap. */
  take(source: Page, from: number, to: number, count: number): void {
    if (count > FEW) {
      this.words.set(source.words.subarray(from * ROW_WORDS, (from + count) * ROW_WORDS), to * ROW_WORDS);
      this.closed_at.set(source.closed_at.subarray(from, from + count), to);
      this.id_hash.set(source.id_hash.subarray(from, from + count), to);
      return;
    }
    for (let i = 0; i < count * ROW_WORDS; i++) this.words[to * ROW_WORDS + i] = source.words[from * ROW_WORDS + i]!;
    for (let i = 0; i < count; i++) {
      this.closed_at[to + i] = source.closed_at[from + i]!;
      this.id_hash[to + i] = source.id_hash[from + i]!;
    }
  }
}
