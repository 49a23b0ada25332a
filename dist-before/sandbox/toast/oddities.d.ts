import type { ToastOrder } from './order.ts';
/** The same order with keys and values that no documentation knows: a reader keeps them, or ignores them, and goes on. */
export declare function withUnknownFields(order: ToastOrder): unknown;
/**
 * An order that is none, with a GUID that nobody knows: by `which` (0, 1, 2 …) in turn without a GUID, with amounts that
 * are no numbers, and from the day after tomorrow.
 */
export declare function poisoned(order: ToastOrder, now_ms: number, which: number): unknown;
