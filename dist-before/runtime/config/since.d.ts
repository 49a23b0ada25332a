/** How far the first poll of an upstream looks back. */
export type Since = {
    readonly kind: 'beginning';
} | {
    readonly kind: 'instant';
    readonly at_ms: number;
} | {
    readonly kind: 'ago';
    readonly months: number;
    readonly ms: number;
};
/** Undefined: neither `beginning` nor an ISO 8601 instant or duration. */
export declare function parseSince(text: string): Since | undefined;
/** Epoch milliseconds of an ISO 8601 instant with offset, or of a date's midnight in UTC; undefined for all else. */
export declare function instantOf(text: string): number | undefined;
/** The instant it means at `now_ms`; null: from the very beginning. Years and months are those of the UTC calendar. */
export declare function sinceInstant(since: Since, now_ms: number): number | null;
