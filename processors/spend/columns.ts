/**
 * Rows of orders, a typed array for each column. `net`, `covers` and `visits` are running sums over the rows of one
 * series, up to and including this one.
 */
export class Columns {
  readonly closed_at: Float64Array;
  readonly net: Float64Array;
  readonly covers: Float64Array;
  /** How many of the series' orders so far began a visit. */
  readonly visits: Int32Array;
  readonly business_date: Int32Array;
  /** In the store's names. */
  readonly venue: Uint32Array;
  readonly version: Float64Array;
  /** Which of the guest's members paid; SEVERAL: the parts stand elsewhere. */
  readonly member: Uint16Array;
  /** Hash of the order id, and where it stands. */
  readonly id_hash: Int32Array;
  readonly id_at: Uint32Array;

  constructor(rows: number) {
    this.closed_at = new Float64Array(rows);
    this.net = new Float64Array(rows);
    this.covers = new Float64Array(rows);
    this.visits = new Int32Array(rows);
    this.business_date = new Int32Array(rows);
    this.venue = new Uint32Array(rows);
    this.version = new Float64Array(rows);
    this.member = new Uint16Array(rows);
    this.id_hash = new Int32Array(rows);
    this.id_at = new Uint32Array(rows);
  }

  get rows(): number {
    return this.closed_at.length;
  }

  /** Moves `count` rows from `from` to `to`; the two may overlap. */
  move(from: number, to: number, count: number): void {
    for (const column of this.#all()) column.copyWithin(to, from, from + count);
  }

  /** Takes `count` rows of another page from `from` on, to `to` on. */
  take(source: Columns, from: number, to: number, count: number): void {
    for (let i = 0; i < count; i++) {
      this.closed_at[to + i] = source.closed_at[from + i]!;
      this.net[to + i] = source.net[from + i]!;
      this.covers[to + i] = source.covers[from + i]!;
      this.visits[to + i] = source.visits[from + i]!;
      this.business_date[to + i] = source.business_date[from + i]!;
      this.venue[to + i] = source.venue[from + i]!;
      this.version[to + i] = source.version[from + i]!;
      this.member[to + i] = source.member[from + i]!;
      this.id_hash[to + i] = source.id_hash[from + i]!;
      this.id_at[to + i] = source.id_at[from + i]!;
    }
  }

  #all() {
    const { closed_at, net, covers, visits, business_date, venue, version, member, id_hash, id_at } = this;
    return [closed_at, net, covers, visits, business_date, venue, version, member, id_hash, id_at];
  }
}

/** As a number of a member: the order has several parts. */
export const SEVERAL = 0xffff;
