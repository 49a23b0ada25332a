import { Expiries } from './expiries.js';
import { factOf } from './fact.js';
import { Guests } from './guests.js';
import { Names } from './names.js';
import { OrderIds } from './order-ids.js';
import { OrderIndex } from './order-index.js';
import { BUSINESS_DATE, CLOSED_AT, ID_AT, MEMBER, ROW_DOUBLES, ROW_WORDS, SEVERAL, VENUE, VERSION } from './page.js';
import { NONE, Records } from './records.js';
import { Series } from './series.js';
import { Visits } from './visits.js';
/**
 * The orders of one partition's guests, in typed arrays that all guests share, and when they leave the window. Guests
 * and series go by number; a guest is its first series.
 */
export class SpendStore {
    /** The highest tick: an order is in the window until a tick reaches its expiry. */
    stream_time_ms = Number.NEGATIVE_INFINITY;
    guests = new Guests();
    records = new Records();
    series = new Series(this.records);
    #visits = new Visits(this.records, this.series);
    #expiries = new Expiries();
    #ids = new OrderIds();
    #index = new OrderIndex(this.records, this.series, this.#ids);
    #venues = new Names();
    #currencies = new Names();
    /** Parts of the orders that several members of a guest paid, by the address of the order's id. */
    #several = new Map();
    /** Count of guests. */
    get size() {
        return this.guests.count;
    }
    /** The guest, made where there was none: it must then be given an order, or be forgotten. */
    guestFor(guest_id) {
        const known = this.guests.find(guest_id);
        if (known !== NONE)
            return known;
        const guest = this.records.add(NONE, NONE);
        this.guests.add(guest, guest_id);
        return guest;
    }
    /** Forgets the guest, unless it has orders. */
    forgetIfEmpty(guest) {
        if (this.records.next(guest) !== NONE || this.records.size(guest) > 0)
            return;
        this.guests.forget(guest);
        this.series.release(guest);
        this.records.drop(guest);
    }
    currencyOf(series) {
        return this.#currencies.nameOf(this.records.currency(series));
    }
    find(guest, order_id) {
        this.#ids.read(order_id);
        for (let series = guest; series !== NONE; series = this.records.next(series)) {
            const index = this.#index.find(series);
            if (index !== -1)
                return { series, index };
        }
        return undefined;
    }
    factAt({ series, index }) {
        const { words, doubles } = this.series.page(series);
        const row = this.series.row(series) + index;
        const id_at = words[row * ROW_WORDS + ID_AT] >>> 0;
        const member = words[row * ROW_WORDS + MEMBER];
        if (member === SEVERAL)
            return factOf(this.#several.get(id_at));
        const guest = this.records.guest(series);
        return factOf([
            {
                guest_id: this.guests.idOf(guest),
                member: this.guests.memberOf(guest, member),
                order_id: this.#ids.textAt(id_at),
                venue_id: this.#venues.nameOf(words[row * ROW_WORDS + VENUE]),
                closed_at: doubles[row * ROW_DOUBLES + CLOSED_AT],
                business_date: words[row * ROW_WORDS + BUSINESS_DATE],
                currency: this.currencyOf(series),
                net_minor: this.series.net(series, index + 1) - this.series.net(series, index),
                covers: this.series.covers(series, index + 1) - this.series.covers(series, index),
                version: doubles[row * ROW_DOUBLES + VERSION],
            },
        ]);
    }
    /** The order must not be there yet. */
    insert(guest, fact) {
        const { head } = fact;
        const visit = this.visitOf(guest, head);
        const series = this.#seriesFor(guest, head.currency);
        const index = this.series.upTo(series, head.closed_at);
        this.series.open(series, index, fact.net_minor, fact.covers);
        const { words, doubles, id_hash } = this.series.page(series);
        const row = this.series.row(series) + index;
        this.#ids.read(fact.order_id);
        const id_at = this.#ids.store();
        doubles[row * ROW_DOUBLES + CLOSED_AT] = head.closed_at;
        doubles[row * ROW_DOUBLES + VERSION] = head.version;
        words[row * ROW_WORDS + BUSINESS_DATE] = head.business_date;
        words[row * ROW_WORDS + VENUE] = visit.venue;
        words[row * ROW_WORDS + MEMBER] = fact.parts.length === 1 ? this.guests.memberNumber(guest, head.member) : SEVERAL;
        words[row * ROW_WORDS + ID_AT] = id_at;
        id_hash[row] = this.#ids.hash;
        if (fact.parts.length > 1)
            this.#several.set(id_at, fact.parts);
        this.#index.inserted(series, index);
        this.#visits.inserted(visit, series, index);
        return { series, index };
    }
    remove(place) {
        const { series, index } = place;
        const guest = this.records.guest(series);
        const visit = this.visitOf(guest, this.factAt(place).head);
        const began = this.series.beginsVisit(series, index);
        const { words, id_hash } = this.series.page(series);
        const row = this.series.row(series) + index;
        const hash = id_hash[row];
        const id_at = words[row * ROW_WORDS + ID_AT] >>> 0;
        this.#several.delete(id_at);
        this.#ids.remove(id_at);
        if (began)
            this.series.sumVisit(series, index, -1);
        this.series.close(series, index);
        this.#index.removed(series, hash);
        if (this.records.size(series) === 0 && series !== guest)
            this.#drop(guest, series);
        if (began)
            this.#visits.removed(visit);
    }
    /** Visits of the guest that began at `instant` or before. */
    visitsUpTo(guest, instant) {
        let visits = 0;
        for (let s = guest; s !== NONE; s = this.records.next(s)) {
            visits += this.series.visits(s, this.series.upTo(s, instant));
        }
        return visits;
    }
    /** All visits of the guest. */
    visitsOf(guest) {
        let visits = 0;
        for (let s = guest; s !== NONE; s = this.records.next(s))
            visits += this.series.visits(s, this.records.size(s));
        return visits;
    }
    /** Whether all orders of the guest closed before `instant`. */
    allBefore(guest, instant) {
        for (let s = guest; s !== NONE; s = this.records.next(s)) {
            const size = this.records.size(s);
            if (size > 0 && this.series.closedAt(s, size - 1) >= instant)
                return false;
        }
        return true;
    }
    visitOf(guest, { venue_id, business_date }) {
        return { guest, venue: this.#venues.idOf(venue_id), business_date };
    }
    /** When the visit began; Infinity: there is none. */
    visitAt(key) {
        return this.#visits.instantOf(key);
    }
    /** Sees to it that the series comes out of `due` when its next order leaves the window. */
    schedule(series, window_ms) {
        const left = this.series.upTo(series, this.stream_time_ms - window_ms);
        if (left === this.records.size(series))
            return;
        const at = this.series.closedAt(series, left) + window_ms;
        if (at >= this.records.expiryAt(series))
            return;
        this.records.setExpiryAt(series, at);
        this.#expiries.push(at, series);
    }
    /** The series whose expiry is the earliest due by stream time; NONE: there is no more. It must be scheduled anew. */
    due() {
        for (;;) {
            const at = this.#expiries.next_at;
            if (at > this.stream_time_ms)
                return NONE;
            const series = this.#expiries.pop();
            // An earlier one took its place, or the series is gone.
            if (this.records.expiryAt(series) !== at)
                continue;
            this.records.setExpiryAt(series, Number.POSITIVE_INFINITY);
            if (this.records.size(series) > 0)
                return series;
        }
    }
    #seriesFor(guest, currency) {
        let last = guest;
        for (let s = guest; s !== NONE; s = this.records.next(s)) {
            if (this.records.currency(s) !== NONE && this.currencyOf(s) === currency)
                return s;
            last = s;
        }
        const number = this.#currencies.idOf(currency);
        if (this.records.size(guest) === 0) {
            this.records.setCurrency(guest, number);
            return guest;
        }
        const series = this.records.add(guest, number);
        this.records.setNext(last, series);
        return series;
    }
    #drop(guest, series) {
        for (let s = guest; s !== NONE; s = this.records.next(s)) {
            if (this.records.next(s) === series)
                this.records.setNext(s, this.records.next(series));
        }
        this.series.release(series);
        this.records.drop(series);
    }
}
//# sourceMappingURL=store.js.map