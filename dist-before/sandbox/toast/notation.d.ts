/** An instant as Toast writes it: `2024-04-01T15:09:30.223+0000`. A page has thousands: three times as fast as toISOString. */
export declare function date(at_ms: number): string;
export declare function dateOrNull(at_ms: number | null): string | null;
/** A business day (days since 1970-01-01) as Toast writes it: 20240401. */
export declare function businessDate(day: number): number;
/** The day of a business date `yyyymmdd`; null where it is none. */
export declare function dayOfBusinessDate(text: string): number | null;
/**
 * The instant of a query parameter: ISO-8601 with a decimal fraction of a second and an offset, as the vendor's
 * reference of ordersBulk asks for. null for anything else; a `+` that was not percent-encoded arrives as a blank.
 */
export declare function instantOf(text: string): number | null;
/** Decimal major units, as Toast writes money. All the twin's currencies have two decimals. */
export declare function money(amount_minor: number): number;
