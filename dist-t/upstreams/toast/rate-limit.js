const LONGEST_MS = 15 * 60_000;
/** An HTTP `Date` is cut to the second, and takes a while to arrive: so far apart, both clocks may be right. */
const SAME_TIME_MS = 2000;
/**
 * `X-Toast-RateLimit-By`, `-Remaining`, `-Reset` (epoch seconds). Where our clock is not the one of the answer's
 * `Date`, that one counts. Null where the answer says nothing.
 */
export function allowanceOf(headers, now_ms) {
    const remaining = Number(headers['x-toast-ratelimit-remaining'] ?? Number.NaN);
    const reset_s = Number(headers['x-toast-ratelimit-reset'] ?? Number.NaN);
    if (Number.isNaN(remaining) || Number.isNaN(reset_s))
        return null;
    const date_ms = Date.parse(headers.date ?? '');
    const theirs_ms = Math.abs(now_ms - date_ms) > SAME_TIME_MS ? date_ms : now_ms;
    const reset_after_ms = Math.min(Math.max(0, reset_s * 1000 - theirs_ms), LONGEST_MS);
    return { by: headers['x-toast-ratelimit-by'] ?? 'GLOBAL', used_up: remaining <= 0, reset_after_ms };
}
//# sourceMappingURL=rate-limit.js.map