import type { GuestOrder, GuestSpendAt, Order } from '../schemas/generated/types.ts';
import { type Work, type WorkOrder } from './workload.ts';
/** The work as the spend processor takes it in. */
export declare function guestOrders(work: Work): Generator<GuestOrder>;
/** The work as a producer publishes it. */
export declare function orders(work: Work): Generator<Order>;
export declare function orderOf(order: WorkOrder): Order;
/** What the spend processor keeps of guests with as many orders each. */
export declare function history(guests: number, each: number): Generator<GuestSpendAt>;
