import { ID_AT, ROW_WORDS } from './page.js';
/** Series of fewer orders are searched from end to end. */
const LARGE = 128;
/** Finds the order whose id was read last in a series, by the hash of its id; in large series by an index. */
export class OrderIndex {
    #records;
    #series;
    #ids;
    /** For each large series: when the order with a hash closed; NaN: there are or were several. */
    #closed_at = new Map();
    constructor(records, series, ids) {
        this.#records = records;
        this.#series = series;
        this.#ids = ids;
    }
    /** Its index; -1: not there. */
    find(series) {
        const size = this.#records.size(series);
        if (size < LARGE)
            return this.#search(series, 0, size);
        const closed_at = this.#closed_at.get(series).get(this.#ids.hash);
        if (closed_at === undefined)
            return -1;
        if (Number.isNaN(closed_at))
            return this.#search(series, 0, size);
        return this.#search(series, this.#series.before(series, closed_at), this.#series.upTo(series, closed_at));
    }
    /** The order at `index` has been inserted. */
    inserted(series, index) {
        const size = this.#records.size(series);
        if (size < LARGE)
            return;
        if (size > LARGE)
            this.#enter(this.#closed_at.get(series), series, index);
        else {
            const hashes = new Map();
            this.#closed_at.set(series, hashes);
            for (let i = 0; i < size; i++)
                this.#enter(hashes, series, i);
        }
    }
    /** An order with this hash has been removed. */
    removed(series, hash) {
        const size = this.#records.size(series);
        if (size === LARGE - 1)
            this.#closed_at.delete(series);
        if (size < LARGE)
            return;
        const hashes = this.#closed_at.get(series);
        if (!Number.isNaN(hashes.get(hash)))
            hashes.delete(hash);
    }
    #enter(hashes, series, index) {
        const hash = this.#series.page(series).id_hash[this.#series.row(series) + index];
        hashes.set(hash, hashes.has(hash) ? Number.NaN : this.#series.closedAt(series, index));
    }
    #search(series, from, to) {
        if (from === to)
            return -1;
        const { id_hash, words } = this.#series.page(series);
        const first = this.#series.row(series);
        const { hash } = this.#ids;
        for (let row = first + to - 1; row >= first + from; row--) {
            if (id_hash[row] === hash && this.#ids.isAt(words[row * ROW_WORDS + ID_AT] >>> 0))
                return row - first;
        }
        return -1;
    }
}
//# sourceMappingURL=order-index.js.map