import type { Faults } from './faults.ts';
import type { Reply } from './http.ts';

/** What can go wrong at any API, by name. `delay_ms` applies to `slow`. */
export const API_FAULTS = [
  /** The token in use ends early: 401 until the client has another; once, where the key is for good. */
  'unauthorized',
  /** 429 with, and without, Retry-After. */
  'rate_limited',
  'rate_limited_bare',
  /** 500 with the vendor's error body, 502 with a page of HTML. */
  'server_error',
  'not_json',
  /** The connection is cut in the middle of the JSON. */
  'torn_body',
  /** The answer waits `delay_ms` (60,000). */
  'slow',
] as const;

export type ApiFault = (typeof API_FAULTS)[number];

/** What can go wrong with any list that comes in pages, by name. */
export const PAGE_FAULTS = [
  /** A page after the first begins one row early or late, as when a row joins or leaves the list meanwhile. */
  'row_repeated',
  'row_skipped',
  /** Pages are cut from the list as it is now, not as it was when its first page was read. */
  'drift',
  /** Keys and values that no documentation knows, on one row of a page. */
  'unknown_fields',
  /** One row too many on a page that is not full, which no reader can make sense of. */
  'poison',
] as const;

type Struck = Pick<Faults<ApiFault>, 'strikes'>;

/** The answer in place of the right one, where a fault strikes; null where none does. `refuse`: in the vendor's manner. */
export function mishap(
  faults: Struck,
  route: string,
  refuse: (status: 429 | 500, message: string) => Reply,
): Reply | null {
  if (faults.strikes('rate_limited')) return withRetryAfter(refuse(429, 'Too many requests.'), 1);
  if (faults.strikes('rate_limited_bare')) return refuse(429, 'Too many requests.');
  if (faults.strikes('server_error')) return refuse(500, 'An unexpected internal error occurred.');
  if (!faults.strikes('not_json')) return null;
  const body = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n';
  return { route, status: 502, headers: { 'content-type': 'text/html' }, body };
}

/** The right answer, as it comes over a line that is slow or breaks. */
export function strained(faults: Struck, reply: Reply): Reply {
  const slow = faults.strikes('slow');
  const torn = reply.status === 200 && faults.strikes('torn_body') !== null;
  return { ...reply, torn, ...(slow ? { delay_ms: slow.delay_ms ?? 60_000 } : {}) };
}

export function withRetryAfter(reply: Reply, after_s: number): Reply {
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(after_s) } };
}
