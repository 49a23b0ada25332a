/**
 * Epoch milliseconds of an ISO 8601 instant with an offset: `Z`, `+02:00`, and Toast's `+0000` without a colon, which
 * `Date.parse` is not bound to take. What is finer than a millisecond is cut off. Null for all else: without an
 * offset, a day or an hour that does not exist, 24:00, a leap second.
 */
export declare function instantOf(text: string): number | null;
/** Days since 1970-01-01 of a day of the calendar; null where there is no such day. Years 1 to 9999. */
export declare function dayOf(year: number, month: number, day: number): number | null;
