import { BUSINESS_DATE, CLOSED_AT, ROW_DOUBLES, ROW_WORDS, VENUE } from './page.js';
import { NONE } from './records.js';
const DAY_MS = 24 * 60 * 60 * 1000;
/**
 * Keeps for every guest which orders begin a visit: of each visit one that closed earliest, in whatever currency. Only
 * the orders around a business date are looked at, as far as the guest's orders ever were from theirs.
 */
export class Visits {
    #records;
    #series;
    constructor(records, series) {
        this.#records = records;
        this.#series = series;
    }
    /** The order at `index` has been inserted, after all that closed at its instant. */
    inserted(key, series, index) {
        const { guest, business_date } = key;
        const closed_at = this.#series.closedAt(series, index);
        this.#records.widenLag(guest, closed_at - business_date * DAY_MS);
        for (let s = guest; s !== NONE; s = this.#records.next(s)) {
            if (this.#hasBefore(key, s, s === series ? index : this.#series.upTo(s, closed_at)))
                return;
        }
        for (let s = guest; s !== NONE; s = this.#records.next(s)) {
            const later = this.#firstOf(key, s, s === series ? index + 1 : 0);
            if (later !== -1 && this.#series.beginsVisit(s, later))
                this.#series.sumVisit(s, later, -1);
        }
        this.#series.sumVisit(series, index, 1);
    }
    /** An order that began the visit has been removed. */
    removed(key) {
        let first;
        for (let s = key.guest; s !== NONE; s = this.#records.next(s)) {
            const index = this.#firstOf(key, s, 0);
            if (index === -1)
                continue;
            const closed_at = this.#series.closedAt(s, index);
            if (first === undefined || closed_at < first.closed_at)
                first = { series: s, index, closed_at };
        }
        if (first !== undefined)
            this.#series.sumVisit(first.series, first.index, 1);
    }
    /** When the visit began; Infinity: there is none. */
    instantOf(key) {
        let instant = Number.POSITIVE_INFINITY;
        for (let s = key.guest; s !== NONE; s = this.#records.next(s)) {
            const index = this.#firstOf(key, s, 0);
            if (index !== -1)
                instant = Math.min(instant, this.#series.closedAt(s, index));
        }
        return instant;
    }
    /** Whether an order of the visit is among the first `end` of the series. */
    #hasBefore({ guest, venue, business_date }, series, end) {
        if (end === 0)
            return false;
        const { doubles, words } = this.#series.page(series);
        const first = this.#series.row(series);
        const earliest = business_date * DAY_MS + this.#records.lagFrom(guest);
        for (let row = first + end - 1; row >= first && doubles[row * ROW_DOUBLES + CLOSED_AT] >= earliest; row--) {
            const same_date = words[row * ROW_WORDS + BUSINESS_DATE] === business_date;
            if (same_date && words[row * ROW_WORDS + VENUE] === venue)
                return true;
        }
        return false;
    }
    /** The first order of the visit in the series from index `from` on; -1: there is none. */
    #firstOf({ guest, venue, business_date }, series, from) {
        const size = this.#records.size(series);
        if (from >= size)
            return -1;
        const { doubles, words } = this.#series.page(series);
        const first = this.#series.row(series);
        const latest = business_date * DAY_MS + this.#records.lagTo(guest);
        const earliest = business_date * DAY_MS + this.#records.lagFrom(guest);
        for (let index = Math.max(from, this.#series.before(series, earliest)); index < size; index++) {
            const row = first + index;
            if (doubles[row * ROW_DOUBLES + CLOSED_AT] > latest)
                return -1;
            const same_date = words[row * ROW_WORDS + BUSINESS_DATE] === business_date;
            if (same_date && words[row * ROW_WORDS + VENUE] === venue)
                return index;
        }
        return -1;
    }
}
//# sourceMappingURL=visits.js.map