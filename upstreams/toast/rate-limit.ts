/** How much of a count is left, as Toast's headers say (devguide: rate limits). */
export interface Allowance {
  /** GLOBAL, API or ENDPOINT. */
  readonly by: string;
  readonly used_up: boolean;
  readonly reset_after_ms: number;
}

const LONGEST_MS = 15 * 60_000;

/**
 * `X-Toast-RateLimit-By`, `-Remaining`, `-Reset` (epoch seconds). Counted from the answer's own `Date`, so that a
 * clock of ours that is wrong does not matter. Null where the answer says nothing.
 */
export function allowanceOf(headers: Readonly<Record<string, string | undefined>>, now_ms: number): Allowance | null {
  const remaining = Number(headers['x-toast-ratelimit-remaining'] ?? Number.NaN);
  const reset_s = Number(headers['x-toast-ratelimit-reset'] ?? Number.NaN);
  if (Number.isNaN(remaining) || Number.isNaN(reset_s)) return null;
  const date_ms = Date.parse(headers.date ?? '');
  const theirs_ms = Number.isNaN(date_ms) ? now_ms : date_ms;
  const reset_after_ms = Math.min(Math.max(0, reset_s * 1000 - theirs_ms), LONGEST_MS);
  return { by: headers['x-toast-ratelimit-by'] ?? 'GLOBAL', used_up: remaining <= 0, reset_after_ms };
}
