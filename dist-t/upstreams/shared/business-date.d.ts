/** What the business date of a venue depends on. */
export interface VenueClock {
    /** IANA. */
    readonly timezone: string;
    /** Local hours before it count to the day before. */
    readonly closeoutHour: number;
}
/**
 * The business date of an instant, in days since 1970-01-01: the venue's local date, the hours before `closeoutHour`
 * counted to the day before. By the local clock: where a night has an hour twice or not at all, the hour that the
 * clock shows decides.
 */
export declare function businessDateAt(at_ms: number, { timezone, closeoutHour }: VenueClock): number;
/** Days since 1970-01-01 of a date written as the integer yyyymmdd; null where there is no such day. */
export declare function businessDateOf(yyyymmdd: number): number | null;
