import type { Reply, Request } from '../http.ts';
import { SEVENROOMS_GROUP, SEVENROOMS_VENUES } from './account.ts';
import { refusal, success } from './errors.ts';
import { dayOf, instantOf } from './notation.ts';

const PAGE_DEFAULT = 30;
const PAGE_LIMIT = 400;
/** No query of reservations gives more rows. */
const CAP = 4_000;

/** What an export asks for. Parameters that are not here are ignored in silence, as at the vendor. */
export interface ExportQuery {
  /** Our own id of the venue; null: the whole group. */
  readonly venue: string | null;
  readonly from_ms: number;
  /** Days of service, both included; null: all. */
  readonly days: { readonly first: number; readonly last: number } | null;
  readonly client_id: string | null;
  readonly limit: number;
  readonly cursor: Cursor | null;
}

/** Where a page begins, and as of when it is cut: so a scan needs no memory of ours. */
export interface Cursor {
  readonly offset: number;
  readonly at_ms: number;
}

/** Reads the query string; a refusal (400, 403) for what SevenRooms would not take. */
export function exportQuery({ query }: Request, route: string): ExportQuery | Reply {
  const [group, venue_id] = [query.get('venue_group_id'), query.get('venue_id')];
  if (group === null && venue_id === null) return refusal(route, 400, 'venue_group_id or venue_id is required');
  if (group !== null && group !== SEVENROOMS_GROUP) return refusal(route, 403, 'No access to this venue group');
  const venue = venue_id === null ? null : Object.entries(SEVENROOMS_VENUES).find(([, id]) => id === venue_id)?.[0];
  if (venue === undefined) return refusal(route, 403, 'No access to this venue');
  const since = query.get('updated_since');
  const from_ms = since === null ? 0 : instantOf(since);
  if (from_ms === null) return refusal(route, 400, 'Invalid updated_since');
  const days = daysOf(query.get('from_date'), query.get('to_date'));
  if (days === 'invalid') return refusal(route, 400, 'Invalid from_date or to_date');
  const limit = Number(query.get('limit') ?? PAGE_DEFAULT);
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_LIMIT)
    return refusal(route, 400, 'limit must be from 1 to 400');
  const cursor = cursorOf(query.get('cursor'));
  if (cursor === 'invalid') return refusal(route, 400, 'Invalid cursor');
  return { venue, from_ms, days, client_id: query.get('client_id'), limit, cursor };
}

function daysOf(from: string | null, to: string | null): ExportQuery['days'] | 'invalid' {
  const first = from === null ? Number.NEGATIVE_INFINITY : dayOf(from);
  const last = to === null ? Number.POSITIVE_INFINITY : dayOf(to);
  if (first === null || last === null || first > last) return 'invalid';
  return from === null && to === null ? null : { first, last };
}

function cursorOf(text: string | null): Cursor | null | 'invalid' {
  if (text === null || text === '') return null;
  const parts = /^(\d{1,9})\.(\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString());
  return parts ? { offset: Number(parts[1]), at_ms: Number(parts[2]) } : 'invalid';
}

/** A row past the 4,000th of a query of reservations: refused, and the page with it. */
export function capped(route: string): Reply {
  return refusal(route, 400, `Result set limited to ${CAP} results`);
}

export function isCapped(offset: number): boolean {
  return offset >= CAP;
}

/** The answer: rows, and the cursor of the next page, null at the end. */
export function page(route: string, results: readonly unknown[], next: Cursor | null): Reply {
  const cursor = next && Buffer.from(`${next.offset}.${next.at_ms}`).toString('base64url');
  return success(route, { results, cursor });
}
