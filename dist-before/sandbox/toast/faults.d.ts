/** What can go wrong at the Toast twin, by name. `delay_ms` applies to `slow` and `webhook_delayed`. */
export declare const TOAST_FAULTS: readonly [
/** The token in use ends early: 401 until the client logs in again. */
'unauthorized', 
/** 429 with, and without, Retry-After. */
'rate_limited', 'rate_limited_bare', 
/** 500 with Toast's error body, 502 with a page of HTML. */
'server_error', 'not_json', 
/** The connection is cut in the middle of the JSON. */
'torn_body', 
/** The answer waits `delay_ms` (60,000). */
'slow', 
/** A page after the first begins one row early or late, as when an order joins or leaves the window meanwhile. */
'row_repeated', 'row_skipped', 
/** Pages are cut from the window as it is now, not as it was when its first page was read. */
'drift', 
/** Keys and enum values that no documentation knows, on one order of a page. */
'unknown_fields', 
/** One order too many on a page that is not full, which no reader can make sense of. */
'poison', 'webhook_lost', 'webhook_duplicated', 
/** Waits `delay_ms` (5,000) before its first attempt. */
'webhook_delayed', 
/** Held back until the next one has gone out. */
'webhook_out_of_order', 
/** A body of 600 KB. */
'webhook_huge', 'webhook_bad_signature', 
/** A signed webhook whose order no reader can make sense of. */
'webhook_poison'];
export type ToastFault = (typeof TOAST_FAULTS)[number];
