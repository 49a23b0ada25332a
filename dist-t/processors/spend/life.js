import { loyaltyOf } from '../loyalty.js';
import { NONE } from './records.js';
/** The guest's loyalty, from its orders as they are now. */
export function loyaltyNow(store, guest, rules) {
    return enough(store, guest, rules) ? loyaltyOf(new Life(store, guest), rules) : null;
}
/** Whether there are visits or spend enough, whenever that was: cheap, and false for most. */
function enough(store, guest, { visits, spend }) {
    if (store.visitsOf(guest) >= visits)
        return true;
    for (let s = guest; s !== NONE; s = store.records.next(s)) {
        const size = store.records.size(s);
        const value = size === 0 ? undefined : spend.get(store.currencyOf(s));
        if (value !== undefined && store.series.net(s, size) >= value)
            return true;
    }
    return false;
}
class Life {
    #store;
    #series;
    constructor(store, guest) {
        this.#store = store;
        this.#series = seriesOf(store, guest);
    }
    visitAt(n) {
        return Math.min(...this.#series.map((series) => this.#visitIn(series, n)));
    }
    lifetimeReachedAt(currency, value_minor) {
        const series = this.#series.find((s) => this.#store.currencyOf(s) === currency);
        return series === undefined ? Number.POSITIVE_INFINITY : this.#store.series.reachedAt(series, value_minor);
    }
    ordersAt(instant) {
        const { series: table, records } = this.#store;
        const orders = [];
        for (const series of this.#series) {
            const end = table.upTo(series, instant);
            for (let index = table.before(series, instant); index < end; index++) {
                const { order_id, head } = this.#store.factAt({ series, index });
                const visit = this.#store.visitOf(records.guest(series), head);
                orders.push({ order_id, currency: head.currency, opens_visit: this.#store.visitAt(visit) === instant });
            }
        }
        return orders;
    }
    /** When the first order of the series closed by which all series together have `n` visits. */
    #visitIn(series, n) {
        const { series: table, records } = this.#store;
        const guest = records.guest(series);
        let low = 0;
        let high = records.size(series);
        while (low < high) {
            const middle = (low + high) >>> 1;
            if (this.#store.visitsUpTo(guest, table.closedAt(series, middle)) < n)
                low = middle + 1;
            else
                high = middle;
        }
        return low < records.size(series) ? table.closedAt(series, low) : Number.POSITIVE_INFINITY;
    }
}
/** The guest's series that have orders. */
export function seriesOf({ records }, guest) {
    const all = [];
    for (let s = guest; s !== NONE; s = records.next(s))
        if (records.size(s) > 0)
            all.push(s);
    return all;
}
//# sourceMappingURL=life.js.map