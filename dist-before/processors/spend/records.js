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
/**
 * What is known of each series but its orders, in one record, so that a step looks at one place. A guest's first
 * series is the guest: it has the guest's number, bears what is the guest's, and stays, even empty, while the guest does.
 */
export class Records {
    #doubles = new Float64Array(64 * DOUBLES);
    #words = new Int32Array(this.#doubles.buffer);
    #count = 0;
    #free = [];
    /** `guest` NONE: a guest of its own. */
    add(guest, currency) {
        const series = this.#free.pop() ?? this.#count++;
        if (series * WORDS === this.#words.length)
            this.#grow();
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
    drop(series) {
        this.setExpiryAt(series, Number.POSITIVE_INFINITY);
        this.#free.push(series);
    }
    guest(series) {
        return this.#words[series * WORDS + GUEST];
    }
    /** The guest's next series, or NONE. */
    next(series) {
        return this.#words[series * WORDS + NEXT];
    }
    setNext(series, next) {
        this.#words[series * WORDS + NEXT] = next;
    }
    /** In the store's names; NONE for a guest without orders so far. */
    currency(series) {
        return this.#words[series * WORDS + CURRENCY];
    }
    setCurrency(series, currency) {
        this.#words[series * WORDS + CURRENCY] = currency;
    }
    size(series) {
        return this.#words[series * WORDS + SIZE];
    }
    setSize(series, size) {
        this.#words[series * WORDS + SIZE] = size;
    }
    /** The address of its rows; none while its capacity is 0. */
    block(series) {
        return this.#words[series * WORDS + BLOCK];
    }
    /** How many rows its block has. */
    capacity(series) {
        return this.#words[series * WORDS + CAPACITY];
    }
    setBlock(series, block, capacity) {
        this.#words[series * WORDS + BLOCK] = block;
        this.#words[series * WORDS + CAPACITY] = capacity;
    }
    /** The instant at which it stands among the expiries; Infinity: it does not. */
    expiryAt(series) {
        return this.#doubles[series * DOUBLES + EXPIRY_AT];
    }
    setExpiryAt(series, instant) {
        this.#doubles[series * DOUBLES + EXPIRY_AT] = instant;
    }
    /** Since when the guest is a member; Infinity: not. */
    loyalAt(guest) {
        return this.#doubles[guest * DOUBLES + LOYAL_AT];
    }
    setLoyalAt(guest, instant) {
        this.#doubles[guest * DOUBLES + LOYAL_AT] = instant;
    }
    /** How much later than the beginning (UTC) of their business dates the guest's orders ever closed, at least. */
    lagFrom(guest) {
        return this.#doubles[guest * DOUBLES + LAG_FROM];
    }
    /** The same, at most. */
    lagTo(guest) {
        return this.#doubles[guest * DOUBLES + LAG_TO];
    }
    widenLag(guest, lag_ms) {
        const at = guest * DOUBLES;
        if (lag_ms < this.#doubles[at + LAG_FROM])
            this.#doubles[at + LAG_FROM] = lag_ms;
        if (lag_ms > this.#doubles[at + LAG_TO])
            this.#doubles[at + LAG_TO] = lag_ms;
    }
    #grow() {
        const larger = new Float64Array(2 * this.#doubles.length);
        larger.set(this.#doubles);
        this.#doubles = larger;
        this.#words = new Int32Array(larger.buffer);
    }
}
//# sourceMappingURL=records.js.map