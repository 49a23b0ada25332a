import type { OrderIds } from './order-ids.ts';
import { ID_AT, ROW_WORDS } from './page.ts';
import type { Records } from './records.ts';
import type { Series } from './series.ts';

/** Series of fewer orders are searched from end to end. */
const LARGE = 128;

/** Finds the order whose id was read last in a series, by the hash of its id; in large series by an index. */
export class OrderIndex {
  readonly #records: Records;
  readonly #series: Series;
  readonly #ids: OrderIds;
  /** For each large series that was asked for: when the order with a hash closed; NaN: there are or were several. */
  readonly #closed_at = new Map<number, Map<number, number>>();

  constructor(records: Records, series: Series, ids: OrderIds) {
    this.#records = records;
    this.#series = series;
    this.#ids = ids;
  }

  /** Its index; -1: not there. */
  find(series: number): number {
    const size = this.#records.size(series);
    if (size < LARGE) return this.#search(series, 0, size);
    const closed_at = (this.#closed_at.get(series) ?? this.#build(series)).get(this.#ids.hash);
    if (closed_at === undefined) return -1;
    if (Number.isNaN(closed_at)) return this.#search(series, 0, size);
    return this.#search(series, this.#series.before(series, closed_at), this.#series.upTo(series, closed_at));
  }

  /** The order at `index` has been inserted. */
  inserted(series: number, index: number): void {
    if (this.#records.size(series) <= LARGE) return;
    const hashes = this.#closed_at.get(series);
    if (hashes !== undefined) this.#enter(hashes, series, index);
  }

  /** An order with this hash has been removed. */
  removed(series: number, hash: number): void {
    const size = this.#records.size(series);
    if (size === LARGE - 1) this.#closed_at.delete(series);
    if (size < LARGE) return;
    const hashes = this.#closed_at.get(series);
    if (hashes !== undefined && !Number.isNaN(hashes.get(hash))) hashes.delete(hash);
  }

  #build(series: number): Map<number, number> {
    const hashes = new Map<number, number>();
    for (let i = 0; i < this.#records.size(series); i++) this.#enter(hashes, series, i);
    this.#closed_at.set(series, hashes);
    return hashes;
  }

  #enter(hashes: Map<number, number>, series: number, index: number): void {
    const hash = this.#series.page(series).id_hash[this.#series.row(series) + index]!;
    hashes.set(hash, hashes.has(hash) ? Number.NaN : this.#series.closedAt(series, index));
  }

  #search(series: number, from: number, to: number): number {
    if (from === to) return -1;
    const { id_hash, words } = this.#series.page(series);
    const first = this.#series.row(series);
    const { hash } = this.#ids;
    for (let row = first + to - 1; row >= first + from; row--) {
      if (id_hash[row] === hash && this.#ids.isAt(words[row * ROW_WORDS + ID_AT]! >>> 0)) return row - first;
    }
    return -1;
  }
}
