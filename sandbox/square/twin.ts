import type { SandboxClock } from '../clock.ts';
import type { Counts } from '../counts.ts';
import { Faults } from '../faults.ts';
import { json, type Reply, type Request } from '../http.ts';
import { FixedWindows } from '../limits.ts';
import { mishap, strained } from '../mishaps.ts';
import type { Settings } from '../options.ts';
import { SQUARE_ACCESS_TOKEN, SQUARE_MERCHANT, SQUARE_VENUE } from './account.ts';
import { customer } from './customer.ts';
import { refusal } from './errors.ts';
import { SQUARE_FAULTS, type SquareFault } from './faults.ts';
import { orderOf, paymentOf } from './ids.ts';
import type { Ledger } from './ledger.ts';
import { inYen, poisonedCustomer, poisonedOrder, type Rows, withUnknownFields } from './oddities.ts';
import { order, type SquareOrder } from './order.ts';
import { type CustomersQuery, cursorOf, customersQuery, idsIn, type OrdersQuery, ordersQuery } from './pages.ts';
import { payment, refundOf } from './payment.ts';

/** What there is, by method and path; `{id}` stands for one. */
const ROUTES = [
  'POST /v2/orders/search',
  'POST /v2/orders/batch-retrieve',
  'GET /v2/orders/{id}',
  'GET /v2/payments/{id}',
  'GET /v2/refunds/{id}',
  'POST /v2/customers/search',
  'POST /v2/customers/bulk-retrieve',
  'GET /v2/customers/{id}',
  'GET /v2/locations',
] as const;

type Route = (typeof ROUTES)[number];

/** Ten a second (ASSUMPTION: Square publishes no limit). */
const LIMIT = { by: 'token', requests: 10, window_ms: 1_000 };

/** The Square API over its ledger: orders, payments, refunds, customers, locations. */
export class SquareTwin {
  readonly faults: Faults<SquareFault>;
  private readonly ledger: Ledger;
  private readonly clock: SandboxClock;
  private readonly limits: FixedWindows | null;
  private readonly seed: number;
  private poisons = 0;
  private oldest: { at_ms: number; wall_ms: number } | null = null;

  constructor(ledger: Ledger, clock: SandboxClock, counts: Counts, settings: Settings) {
    this.ledger = ledger;
    this.clock = clock;
    this.seed = ledger.world.options.seed;
    this.faults = new Faults(settings.seed, SQUARE_FAULTS, (name) => counts.tally(`square.faults.${name}`));
    this.faults.set(settings.faults.square ?? {});
    this.limits = settings.vendorLimits ? new FixedWindows([LIMIT]) : null;
  }

  /** The oldest moment that a page may still be cut from: of a list begun in the last ten minutes of the wall's time. */
  oldest_ms(): number {
    if (this.oldest !== null && Date.now() - this.oldest.wall_ms > 600_000) this.oldest = null;
    return this.oldest?.at_ms ?? this.clock.now_ms();
  }

  answer(request: Request): Reply {
    const { method, path } = request;
    const found = routeOf(method, path);
    if (found === null) return refusal('unknown', 404, 'The resource was not found.');
    const { route, id } = found;
    const ended = this.faults.strikes('unauthorized');
    if (ended || request.header('authorization') !== `Bearer ${SQUARE_ACCESS_TOKEN}`)
      return refusal(route, 401, 'This request could not be authorized.');
    const failure =
      this.limited(route) ?? mishap(this.faults, route, (status, message) => refusal(route, status, message));
    return failure ?? strained(this.faults, this.told(route, id, request));
  }

  private told(route: Route, id: string, request: Request): Reply {
    const now_ms = this.clock.now_ms();
    if (route === 'GET /v2/locations') return json(route, 200, { locations: [LOCATION] });
    if (route === 'POST /v2/orders/search') return this.orders(request, route);
    if (route === 'POST /v2/customers/search') return this.customers(request, route);
    if (route === 'POST /v2/orders/batch-retrieve') {
      const ids = idsIn(request, 'order_ids');
      if (ids === null) return refusal(route, 400, 'From 1 to 100 ids are needed.', 'order_ids');
      return json(route, 200, { orders: ids.flatMap((one) => this.order(one, now_ms) ?? []) });
    }
    if (route === 'POST /v2/customers/bulk-retrieve') {
      const ids = idsIn(request, 'customer_ids');
      if (ids === null) return refusal(route, 400, 'From 1 to 100 ids are needed.', 'customer_ids');
      return json(route, 200, { responses: Object.fromEntries(ids.map((one) => [one, this.named(one, now_ms)])) });
    }
    const [name, one] = this.one(route, id, now_ms);
    return one === null ? refusal(route, 404, `There is no such ${name}.`) : json(route, 200, { [name]: one });
  }

  private one(route: Route, id: string, now_ms: number): readonly [name: string, one: object | null] {
    if (route === 'GET /v2/orders/{id}') return ['order', this.order(id, now_ms)];
    if (route === 'GET /v2/customers/{id}') return ['customer', this.customer(id, now_ms)];
    const paid = paymentOf(route === 'GET /v2/refunds/{id}' ? id.replace(/_\w+$/, '') : id);
    const key = paid && orderOf(this.seed, paid.order_id);
    const sale = key && this.ledger.standing(key, now_ms);
    const of = { place: paid?.place ?? 0, at_ms: now_ms };
    if (route === 'GET /v2/payments/{id}') return ['payment', sale && payment(this.ledger, sale, of)];
    return ['refund', sale && refundOf(this.ledger, sale.key, of)];
  }

  private order(id: string, at_ms: number): SquareOrder | null {
    const key = orderOf(this.seed, id);
    const standing = key && this.ledger.standing(key, at_ms);
    return standing && order(this.ledger, standing);
  }

  private customer(id: string, at_ms: number) {
    const found = this.ledger.directory.find(id, at_ms);
    return found && customer(found);
  }

  private named(id: string, at_ms: number) {
    const found = this.customer(id, at_ms);
    return found ? { customer: found } : { errors: [{ category: 'INVALID_REQUEST_ERROR', code: 'NOT_FOUND' }] };
  }

  private orders(request: Request, route: Route): Reply {
    const query = ordersQuery(request, route);
    if ('status' in query) return query;
    const at_ms = this.asOf(query);
    const { from_ms, to_ms } = query.updated;
    const here = query.location_ids.includes(SQUARE_VENUE.square);
    const keys = here ? this.ledger.latest({ from_ms, to_ms: to_ms + 1 }, at_ms) : [];
    if (query.descending) keys.reverse();
    const from = this.shifted(query.page.from);
    const until = from + query.page.limit;
    const asked = query.states === null ? keys.slice(from, until) : keys;
    const read = asked.flatMap((key) => {
      const standing = this.ledger.standing(key, at_ms);
      return standing ? [order(this.ledger, standing)] : [];
    });
    const found =
      query.states === null ? read : read.filter(({ state }) => query.states?.includes(state)).slice(from, until);
    const rows = this.odd<SquareOrder>(found, query.page.limit, poisonedOrder);
    const [model] = found;
    if (model && rows.length < query.page.limit && this.faults.strikes('zero_decimal')) rows.push(inYen(model));
    return this.page(route, { orders: rows }, keys.length > until ? cursorOf(until, at_ms) : null);
  }

  private customers(request: Request, route: Route): Reply {
    const query = customersQuery(request, route);
    if ('status' in query) return query;
    const at_ms = this.asOf(query);
    // Up to now: whoever changes leaves the list of no scan.
    const all = this.ledger.directory.all(query.from_ms, at_ms);
    const from = this.shifted(query.page.from);
    const until = from + query.page.limit;
    const found = all.slice(from, until).map(customer);
    const rows = this.odd(found, query.page.limit, poisonedCustomer);
    return this.page(route, { customers: rows }, all.length > until ? cursorOf(until, at_ms) : null);
  }

  /** A list without rows is left out. */
  private page(route: Route, list: Readonly<Record<string, readonly unknown[]>>, cursor: string | null): Reply {
    const rows = Object.fromEntries(Object.entries(list).filter(([, found]) => found.length > 0));
    return json(route, 200, { ...rows, ...(cursor !== null && { cursor }) });
  }

  /** All pages of one list are cut from the moment of its first page (ASSUMPTION; `drift` ends it). */
  private asOf({ page }: OrdersQuery | CustomersQuery): number {
    const now_ms = this.clock.now_ms();
    if (page.at_ms === null) this.oldest ??= { at_ms: now_ms, wall_ms: Date.now() };
    if (this.faults.strikes('drift') || page.at_ms === null) return now_ms;
    return Math.min(now_ms, page.at_ms);
  }

  /** Where a page after the first begins. */
  private shifted(from: number): number {
    if (from === 0) return from;
    if (this.faults.strikes('row_repeated')) return from - 1;
    return this.faults.strikes('row_skipped') ? from + 1 : from;
  }

  private odd<R extends Rows>(
    found: readonly R[],
    limit: number,
    poisoned: (row: R, which: number) => unknown,
  ): unknown[] {
    const rows: unknown[] = [...found];
    const [model] = found;
    if (model === undefined) return rows;
    // Not the first, which the page before may have shown as its last.
    const middle = found.length >> 1;
    if (this.faults.strikes('unknown_fields')) rows[middle] = withUnknownFields(found[middle]!);
    if (rows.length < limit && this.faults.strikes('poison')) rows.push(poisoned(model, this.poisons++));
    return rows;
  }

  private limited(route: string): Reply | null {
    const allowance = this.limits?.take('token', Date.now());
    return !allowance || allowance.allowed ? null : refusal(route, 429, 'Too many requests.');
  }
}

const LOCATION = {
  id: SQUARE_VENUE.square,
  name: SQUARE_VENUE.name,
  business_name: 'Acme',
  merchant_id: SQUARE_MERCHANT,
  status: 'ACTIVE',
  country: SQUARE_VENUE.country,
  currency: SQUARE_VENUE.currency,
  timezone: SQUARE_VENUE.timezone,
};

function routeOf(method: string, path: string): { readonly route: Route; readonly id: string } | null {
  const whole = ROUTES.find((known) => known === `${method} ${path}`);
  if (whole !== undefined) return { route: whole, id: '' };
  const [, list = '', id = ''] = /^\/v2\/(\w+)\/([^/]+)$/.exec(path) ?? [];
  const route = ROUTES.find((known) => known === `${method} /v2/${list}/{id}`);
  return route === undefined ? null : { route, id: decodeURIComponent(id) };
}
