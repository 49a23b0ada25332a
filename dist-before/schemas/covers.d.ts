import type { Order } from './generated/types.ts';
/** `covers` shared out over `checks` checks: the same for each, the first taking what does not divide. */
export declare function sharedOut(covers: number, checks: number): number[];
/**
 * The covers that count for each check of an order, in the order of its checks: the check's own, else its share of the
 * order's, else its share of the 1 that stands for an order without any.
 */
export declare function countedCovers(order: Pick<Order, 'covers' | 'checks'>): number[];
