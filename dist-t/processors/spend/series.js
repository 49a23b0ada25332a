import { Blocks, pageOf, rowOf, sizeAfter } from './blocks.js';
import { CLOSED_AT, COVERS, NET, ROW_DOUBLES, ROW_WORDS, VISITS } from './page.js';
const SMALLEST = 2;
/**
 * The orders of series (what a guest spent in one currency), by closed_at, with running sums over them. Orders go by
 * index; those of one instant are in no order among themselves.
 */
export class Series {
    #records;
    #blocks = new Blocks();
    constructor(records) {
        this.#records = records;
    }
    page(series) {
        return this.#blocks.pages[pageOf(this.#records.block(series))];
    }
    /** Where in the page its first order stands. */
    row(series) {
        return rowOf(this.#records.block(series));
    }
    closedAt(series, index) {
        return this.page(series).doubles[(this.row(series) + index) * ROW_DOUBLES + CLOSED_AT];
    }
    /** Count of the orders that closed at `instant` or before. */
    upTo(series, instant) {
        const size = this.#records.size(series);
        if (size === 0)
            return 0;
        const { doubles } = this.page(series);
        const first = this.row(series) * ROW_DOUBLES + CLOSED_AT;
        let low = 0;
        let high = size;
        while (low < high) {
            const middle = (low + high) >>> 1;
            if (doubles[first + middle * ROW_DOUBLES] <= instant)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
    /** Count of the orders that closed before `instant`. */
    before(series, instant) {
        return this.#below(series, CLOSED_AT, instant);
    }
    /** When the net of all orders up to then was first at least `value_minor`; Infinity: not so far. */
    reachedAt(series, value_minor) {
        const index = this.#below(series, NET, value_minor);
        return index < this.#records.size(series) ? this.closedAt(series, index) : Number.POSITIVE_INFINITY;
    }
    /** Net of the first `count` orders. */
    net(series, count) {
        return count === 0 ? 0 : this.page(series).doubles[(this.row(series) + count - 1) * ROW_DOUBLES + NET];
    }
    /** Covers of the first `count` orders. */
    covers(series, count) {
        return count === 0 ? 0 : this.page(series).doubles[(this.row(series) + count - 1) * ROW_DOUBLES + COVERS];
    }
    /** Visits that the first `count` orders began. */
    visits(series, count) {
        return count === 0 ? 0 : this.page(series).words[(this.row(series) + count - 1) * ROW_WORDS + VISITS];
    }
    beginsVisit(series, index) {
        return this.visits(series, index + 1) > this.visits(series, index);
    }
    /** Makes room at `index` for an order of this net and these covers, that begins no visit. */
    open(series, index, net_minor, covers) {
        const size = this.#records.size(series);
        if (size === this.#records.capacity(series))
            this.#grow(series);
        const page = this.page(series);
        const row = this.row(series) + index;
        if (index < size)
            page.move(row, row + 1, size - index);
        this.#records.setSize(series, size + 1);
        page.doubles[row * ROW_DOUBLES + NET] = index === 0 ? 0 : page.doubles[(row - 1) * ROW_DOUBLES + NET];
        page.doubles[row * ROW_DOUBLES + COVERS] = index === 0 ? 0 : page.doubles[(row - 1) * ROW_DOUBLES + COVERS];
        page.words[row * ROW_WORDS + VISITS] = index === 0 ? 0 : page.words[(row - 1) * ROW_WORDS + VISITS];
        this.#sum(series, index, net_minor, covers);
    }
    /** Takes out the order at `index`, which begins no visit (any more). */
    close(series, index) {
        const net_minor = this.net(series, index + 1) - this.net(series, index);
        const covers = this.covers(series, index + 1) - this.covers(series, index);
        this.#sum(series, index, -net_minor, -covers);
        const size = this.#records.size(series) - 1;
        const row = this.row(series) + index;
        if (index < size)
            this.page(series).move(row + 1, row, size - index);
        this.#records.setSize(series, size);
    }
    /** The order at `index` begins a visit (1), or no more (-1). */
    sumVisit(series, index, visit) {
        const { words } = this.page(series);
        const row = this.row(series);
        const end = row + this.#records.size(series);
        for (let i = row + index; i < end; i++)
            words[i * ROW_WORDS + VISITS] += visit;
    }
    /** Gives back the rows of a series that is empty. */
    release(series) {
        const capacity = this.#records.capacity(series);
        if (capacity > 0)
            this.#blocks.give(this.#records.block(series), capacity);
        this.#records.setBlock(series, 0, 0);
    }
    #sum(series, index, net_minor, covers) {
        const { doubles } = this.page(series);
        const row = this.row(series);
        const end = row + this.#records.size(series);
        for (let i = row + index; i < end; i++) {
            doubles[i * ROW_DOUBLES + NET] += net_minor;
            doubles[i * ROW_DOUBLES + COVERS] += covers;
        }
    }
    #grow(series) {
        const from = this.#records.block(series);
        const capacity = this.#records.capacity(series);
        const larger = capacity === 0 ? SMALLEST : sizeAfter(capacity);
        const to = this.#blocks.take(larger);
        if (capacity > 0) {
            this.#blocks.pages[pageOf(to)].take(this.#blocks.pages[pageOf(from)], rowOf(from), rowOf(to), capacity);
            this.#blocks.give(from, capacity);
        }
        this.#records.setBlock(series, to, larger);
    }
    /** How many of the orders have less than `value` in the double `column`, which ascends. */
    #below(series, column, value) {
        const size = this.#records.size(series);
        if (size === 0)
            return 0;
        const { doubles } = this.page(series);
        const first = this.row(series) * ROW_DOUBLES + column;
        let low = 0;
        let high = size;
        while (low < high) {
            const middle = (low + high) >>> 1;
            if (doubles[first + middle * ROW_DOUBLES] < value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
//# sourceMappingURL=series.js.map