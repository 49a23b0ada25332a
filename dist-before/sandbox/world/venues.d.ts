/** A restaurant of the group, as any system about it would know it. */
export interface Venue {
    readonly id: string;
    readonly name: string;
    readonly timezone: string;
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
    /** ISO 4217; all of them have two decimals. */
    readonly currency: string;
    /** The local hour up to which a night still belongs to the day before. */
    readonly closeoutHour: number;
    /** Share of the group's visits. */
    readonly share: number;
    /** Sales tax in parts of 100,000. */
    readonly tax_rate: number;
    /** Whether the menu's prices hold the tax already, as in Europe. */
    readonly taxIncluded: boolean;
    readonly serviceCharge: {
        readonly name: string;
        readonly percent: number;
        readonly fromCovers: number;
    };
    /** Weight of each weekday, Sunday first. 0: closed. */
    readonly week: readonly number[];
    /** Share of visits at lunch. */
    readonly lunch: number;
}
export declare const VENUES: readonly Venue[];
export declare const DAY_MS = 86400000;
/** What a venue's wall clock is ahead of UTC at an instant. Asks the time zone data once per venue and hour. */
export declare class LocalTime {
    private readonly venue;
    private readonly format;
    private readonly offsets;
    constructor(venue: Venue);
    offset_ms(at_ms: number): number;
    /** The UTC instant of a local time, given as milliseconds after the local midnight that begins the day. */
    instant(day: number, local_ms: number): number;
    /** The business day of an instant, in days since 1970-01-01: nights up to the closeout hour count to the day before. */
    businessDay(at_ms: number): number;
    private ask;
}
