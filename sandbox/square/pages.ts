import type { Reply, Request } from '../http.ts';
import { refusal } from './errors.ts';
import { instantOf } from './notation.ts';

/** A part of a list: so many rows from a place on. */
export interface Page {
  readonly limit: number;
  readonly from: number;
  /** As of which moment the first page was cut; null: this is the first. */
  readonly at_ms: number | null;
}

export interface OrdersQuery {
  readonly page: Page;
  readonly location_ids: readonly string[];
  /** Of the last change; both included. */
  readonly updated: { readonly from_ms: number; readonly to_ms: number };
  readonly descending: boolean;
  readonly states: readonly string[] | null;
}

export interface CustomersQuery {
  readonly page: Page;
  readonly from_ms: number;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads the body of a search; a refusal (400) for what Square does not take. */
export function ordersQuery({ body }: Request, route: string): OrdersQuery | Reply {
  const asked = object(body);
  if (asked === null) return refusal(route, 400, 'Expected an object.');
  const { location_ids } = asked;
  if (!isTexts(location_ids) || location_ids.length === 0 || location_ids.length > 10)
    return refusal(route, 400, 'From 1 to 10 location IDs are needed.', 'location_ids');
  const page = pageOf(asked, { usual: 500, most: 1000 });
  if (page === null) return refusal(route, 400, 'The limit or the cursor cannot be used.', 'limit');
  const query = child(asked, 'query');
  const sort = child(query, 'sort');
  const filter = child(query, 'filter');
  const times = child(filter, 'date_time_filter');
  const field = sort.sort_field ?? 'CREATED_AT';
  if (times.updated_at !== undefined && field !== 'UPDATED_AT')
    return refusal(route, 400, 'The sort_field must match the field of the filter.', 'query.sort.sort_field');
  const updated = rangeOf(times.updated_at);
  if (updated === null) return refusal(route, 400, 'Expected an RFC 3339 time.', 'query.filter.date_time_filter');
  const { states } = child(filter, 'state_filter');
  return {
    page,
    location_ids,
    updated,
    descending: sort.sort_order !== 'ASC',
    states: isTexts(states) ? states : null,
  };
}

export function customersQuery({ body }: Request, route: string): CustomersQuery | Reply {
  const asked = object(body);
  if (asked === null) return refusal(route, 400, 'Expected an object.');
  const page = pageOf(asked, { usual: 100, most: 100 });
  if (page === null) return refusal(route, 400, 'The limit or the cursor cannot be used.', 'limit');
  const updated = rangeOf(child(child(asked, 'query'), 'filter').updated_at);
  return updated === null
    ? refusal(route, 400, 'Expected an RFC 3339 time.', 'query.filter.updated_at')
    : { page, from_ms: updated.from_ms };
}

/** The ids in a body such as `{"order_ids": […]}`; null where there are none, or too many. */
export function idsIn({ body }: Request, name: string): readonly string[] | null {
  const ids = object(body)?.[name];
  return isTexts(ids) && ids.length > 0 && ids.length <= 100 ? ids : null;
}

/** Where the page after this one begins, opaque. */
export function cursorOf(from: number, at_ms: number): string {
  return Buffer.from(JSON.stringify([from, at_ms])).toString('base64url');
}

function pageOf({ limit, cursor }: Json, { usual, most }: { usual: number; most: number }): Page | null {
  const size = limit ?? usual;
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > most) return null;
  if (cursor === undefined) return { limit: size, from: 0, at_ms: null };
  const place = typeof cursor === 'string' ? parsed(Buffer.from(cursor, 'base64url').toString()) : null;
  if (!Array.isArray(place) || !place.every(Number.isSafeInteger)) return null;
  return { limit: size, from: Number(place[0]), at_ms: Number(place[1]) };
}

/** Of `{start_at, end_at}`; null where one of them is no time. */
function rangeOf(value: unknown): { readonly from_ms: number; readonly to_ms: number } | null {
  const { start_at, end_at } = isObject(value) ? value : {};
  const from_ms = start_at === undefined ? 0 : instantOf(start_at);
  const to_ms = end_at === undefined ? Number.MAX_SAFE_INTEGER : instantOf(end_at);
  return from_ms === null || to_ms === null ? null : { from_ms, to_ms };
}

function child(parent: Json, name: string): Json {
  const value = parent[name];
  return isObject(value) ? value : {};
}

function object(body: string): Json | null {
  const value = parsed(body);
  return isObject(value) ? value : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
