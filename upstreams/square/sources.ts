import { sinceInstant } from '../../runtime/config/since.ts';
import { Failure, failureOf } from '../../runtime/failures.ts';
import type { Origin, Source } from '../../runtime/types.ts';
import { priority } from '../shared/budget.ts';
import { type Asked, type ScanCursor, ScanPoll } from '../shared/scan.ts';
import type { OrderPages, SquareApi } from './api.ts';
import type { Location, Locations, SquareConfig } from './config.ts';
import { changedAt, decodeCustomer } from './decode-customer.ts';
import { type OrdersCursor, OrdersPoll } from './orders-poll.ts';

type Polling = Pick<SquareConfig, 'pollSeconds' | 'since'>;

const DAY_MS = 86_400_000;

/** The orders of one location by the time of their last change, POST /v2/orders/search. */
export function ordersSource(
  api: OrderPages,
  { pollSeconds, since }: Polling,
  { location, locations }: { readonly location: Location; readonly locations: Locations },
): Source<OrdersCursor> {
  const source = `square.orders.${location.venue_id}`;
  return {
    name: source,
    upstream: 'square',
    poll_every_ms: pollSeconds * 1000,
    async *poll(cursor, { now_ms, signal, marks }) {
      const start = cursor ?? firstCursor(sinceInstant(since, now_ms) ?? 0, now_ms);
      const backfill = (start.scan?.at_ms ?? start.read_to_ms) < now_ms - 4 * DAY_MS;
      const call = { priority: backfill ? priority.backfill : priority.poll, signal };
      const search = (body: object) => api.searchOrders(body, call);
      const retrieve = (ids: readonly string[]) => api.orders(ids, call);
      const reading = { source, location, locations, search, retrieve };
      yield* telling(signal, new OrdersPoll(reading, start, { now_ms, marks }).pages());
    },
  };
}

function firstCursor(since_ms: number, now_ms: number): OrdersCursor {
  const at_ms = Math.min(since_ms, now_ms);
  return { read_to_ms: at_ms, looked_back_ms: now_ms, scan: { begun_ms: now_ms, at_ms, back: true } };
}

const CUSTOMERS = 'square.customers';

const SCAN = {
  changedAt,
  /** The most that customers/search gives on a page. */
  page: { size: 100, less: 3 },
  /** A profile is found "in well under 30 seconds", or in a minute or longer (api.json, SearchCustomers). */
  overlap_ms: 15 * 60_000,
  whole: null,
  nameOf: () => '',
  split: null,
} as const;

/**
 * The seller's customers, POST /v2/customers/search: at first all of them, whatever `since` says, because an order of
 * today may name somebody whom nobody has touched for years; then those that were updated.
 */
export function customersSource(
  api: Pick<SquareApi, 'searchCustomers'>,
  { pollSeconds }: Polling,
  { country }: Locations,
): Source<ScanCursor<null>> {
  return {
    name: CUSTOMERS,
    upstream: 'square',
    poll_every_ms: pollSeconds * 1000,
    async *poll(cursor, { now_ms, signal, marks }) {
      const start = cursor ?? { read_to_ms: null, scan: null };
      const call = { priority: start.read_to_ms === null ? priority.backfill : priority.poll, signal };
      const read = (asked: Asked<null>) => api.searchCustomers(queryOf(asked), call);
      const decode = (row: unknown, origin: Origin) => decodeCustomer(row, { country, origin });
      const scanned = { ...SCAN, source: CUSTOMERS, read, decode };
      yield* telling(signal, new ScanPoll<null>(scanned, start, { now_ms, marks }).pages());
    },
  };
}

function queryOf({ since_ms, limit, next }: Asked<null>): object {
  const sort = { field: 'CREATED_AT', order: 'ASC' };
  const filter = since_ms === null ? {} : { updated_at: { start_at: new Date(since_ms).toISOString() } };
  return { limit, query: { filter, sort }, ...(next !== null && { cursor: next }) };
}

/** A request that Square finds wrong would be wrong again: there is no one record to put aside. */
async function* telling<P>(signal: AbortSignal, pages: AsyncIterable<P>): AsyncGenerator<P> {
  try {
    yield* pages;
  } catch (error) {
    if (signal.aborted) return;
    const failure = failureOf(error);
    if (failure.kind !== 'poison') throw failure;
    throw new Failure('fatal', failure.reason, { message: failure.message, cause: failure });
  }
}
