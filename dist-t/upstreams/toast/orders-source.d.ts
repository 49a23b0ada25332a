import type { Source } from '../../runtime/types.ts';
import type { OrderPages } from './api.ts';
import type { Restaurant, ToastConfig } from './config.ts';
import { type OrdersCursor } from './orders-poll.ts';
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
export declare function ordersSource(api: OrderPages, config: Pick<ToastConfig, 'pollSeconds' | 'since'>, restaurant: Restaurant): Source<OrdersCursor>;
