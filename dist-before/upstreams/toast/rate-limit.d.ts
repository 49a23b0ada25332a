/** How much of a count is left, as Toast's headers say (devguide: rate limits). */
export interface Allowance {
    /** GLOBAL, API or ENDPOINT. */
    readonly by: string;
    readonly used_up: boolean;
    readonly reset_after_ms: number;
}
/**
 * `X-Toast-RateLimit-By`, `-Remaining`, `-Reset` (epoch seconds). Where our clock is not the one of the answer's
 * `Date`, that one counts. Null where the answer says nothing.
 */
export declare function allowanceOf(headers: Readonly<Record<string, string | undefined>>, now_ms: number): Allowance | null;
