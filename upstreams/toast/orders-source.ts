import { sinceInstant } from '../../runtime/config/since.ts';
import { Failure } from '../../runtime/failures.ts';
import type { Source } from '../../runtime/types.ts';
import { priority } from '../shared/budget.ts';
import { pollFailure } from '../shared/poll-failure.ts';
import type { Call, OrderPages } from './api.ts';
import type { Restaurant, ToastConfig } from './config.ts';
import { BEGINNING_MS, type OrdersCursor, OrdersPoll, type Rows } from './orders-poll.ts';
import { FIRST_WINDOW_MS } from './windows.ts';

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
export function ordersSource(
  api: OrderPages,
  config: Pick<ToastConfig, 'pollSeconds' | 'since'>,
  restaurant: Restaurant,
): Source<OrdersCursor> {
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
      const read = (query: string) => readPage(api, call, query);
      try {
        yield* new OrdersPoll(read, restaurant, start).pages(now_ms);
      } catch (error) {
        if (!signal.aborted) throw pollFailure(error);
      }
    },
  };
}

function firstCursor({ since }: Pick<ToastConfig, 'since'>, now_ms: number): OrdersCursor {
  const from_ms = Math.max(BEGINNING_MS, sinceInstant(since, now_ms) ?? BEGINNING_MS);
  return { read_to_ms: from_ms, width_ms: FIRST_WINDOW_MS, seen: [] };
}

async function readPage(api: OrderPages, call: Call, query: string): Promise<Rows> {
  const { rows, next } = await api.ordersPage(query, call);
  if (!Array.isArray(rows)) throw new Failure('fatal', 'orders_page_is_no_list');
  return { rows, next };
}
