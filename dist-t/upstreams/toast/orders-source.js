import { sinceInstant } from '../../runtime/config/since.js';
import { Failure, failureOf } from '../../runtime/failures.js';
import { priority } from '../shared/budget.js';
import { BEGINNING_MS, OrdersPoll } from './orders-poll.js';
import { FIRST_WINDOW_MS } from './windows.js';
/**
 * The orders of one restaurant by modified time, GET /orders/v2/ordersBulk.
 *
 * Why no order is missed: pages of a window shift when an order is modified while they are read, and leaves the
 * window. So no window is read in pages: one that does not fit into a single answer is asked for again, shorter,
 * until it does. An order that is modified after its window was read has a later modified time, and is found in a
 * later window; one that becomes visible late is found in the stretch that each poll reads again. A millisecond with
 * more orders than a page holds (a bulk change) cannot be made shorter: it is read in pages, over and over, until a
 * whole reading finds nothing new. The cursor moves past a window in the transaction that publishes its rows.
 */
export function ordersSource(api, config, restaurant) {
    return {
        name: `toast.orders.${restaurant.venue_id}`,
        upstream: 'toast',
        poll_every_ms: config.pollSeconds * 1000,
        async *poll(cursor, { now_ms, signal }) {
            const start = cursor ?? firstCursor(config, now_ms);
            const backfill = start.read_to_ms < now_ms - 2 * FIRST_WINDOW_MS;
            const call = {
                restaurant: restaurant.guid,
                priority: backfill ? priority.backfill : priority.poll,
                signal,
            };
            const read = (query) => readPage(api, call, query);
            try {
                yield* new OrdersPoll(read, restaurant, start).pages(now_ms);
            }
            catch (error) {
                if (!signal.aborted)
                    throw pollFailure(error);
            }
        },
    };
}
function firstCursor({ since }, now_ms) {
    const from_ms = Math.max(BEGINNING_MS, sinceInstant(since, now_ms) ?? BEGINNING_MS);
    return { read_to_ms: from_ms, width_ms: FIRST_WINDOW_MS, seen: [] };
}
async function readPage(api, call, query) {
    const { rows, next } = await api.ordersPage(query, call);
    if (!Array.isArray(rows))
        throw new Failure('fatal', 'orders_page_is_no_list');
    return { rows, next };
}
/** A request that Toast finds wrong would be wrong again: there is no one record to put aside. */
function pollFailure(error) {
    const failure = failureOf(error);
    if (failure.kind !== 'poison')
        return failure;
    return new Failure('fatal', failure.reason, { message: failure.message, cause: failure });
}
//# sourceMappingURL=orders-source.js.map