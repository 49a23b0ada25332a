import type { SandboxClock } from '../clock.ts';
import type { Counts } from '../counts.ts';
import { Faults } from '../faults.ts';
import { json, type Reply, type Request } from '../http.ts';
import { type Allowance, FixedWindows } from '../limits.ts';
import { mishap, strained, withRetryAfter } from '../mishaps.ts';
import type { Settings } from '../options.ts';
import { Snapshots } from '../snapshots.ts';
import type { World } from '../world/world.ts';
import { refusal } from './errors.ts';
import { TOAST_FAULTS, type ToastFault } from './faults.ts';
import { isGuid, orderOf } from './guid.ts';
import { Login } from './login.ts';
import { poisoned, withUnknownFields } from './oddities.ts';
import { order, type ToastOrder } from './order.ts';
import { BULK, type BulkQuery, bulkQuery, bulkReply, rows, selected } from './orders-bulk.ts';
import { venueOfRestaurant } from './restaurants.ts';

const ONE = 'GET /orders/v2/orders/{guid}';

/** Fixed windows per restaurant, and a tighter one for ordersBulk (Toast devguide, rate limits). */
const LIMITS = [
  { by: 'GLOBAL', requests: 20, window_ms: 1_000 },
  { by: 'GLOBAL', requests: 10_000, window_ms: 900_000 },
];
const BULK_LIMIT = { by: 'ENDPOINT', requests: 5, window_ms: 1_000 };

/** The Toast API over the world: login, ordersBulk, one order. */
export class ToastTwin {
  readonly faults: Faults<ToastFault>;
  private readonly world: World;
  private readonly clock: SandboxClock;
  private readonly login: Login;
  private readonly limits: FixedWindows | null;
  private readonly bulkLimits: FixedWindows | null;
  private readonly snapshots = new Snapshots();
  private poisons = 0;

  constructor(world: World, clock: SandboxClock, counts: Counts, settings: Settings) {
    this.world = world;
    this.clock = clock;
    this.faults = new Faults(settings.seed, TOAST_FAULTS, (name) => counts.tally(`toast.faults.${name}`));
    this.faults.set(settings.faults.toast ?? {});
    this.login = new Login(counts, settings.vendorLimits);
    this.limits = settings.vendorLimits ? new FixedWindows(LIMITS) : null;
    this.bulkLimits = settings.vendorLimits ? new FixedWindows([BULK_LIMIT]) : null;
  }

  /** The oldest moment that a page may still be cut from. */
  oldest_ms(): number {
    return this.snapshots.oldest_ms() ?? this.clock.now_ms();
  }

  answer(request: Request): Reply {
    const wall_ms = Date.now();
    const { method, path } = request;
    if (method === 'POST' && path === '/authentication/v1/authentication/login')
      return this.login.answer(request, wall_ms);
    const route = path === '/orders/v2/ordersBulk' ? BULK : path.startsWith('/orders/v2/orders/') ? ONE : null;
    if (route === null) return refusal('unknown', 404, 'There is no such resource.');
    if (method !== 'GET') return refusal(route, 405, 'The method is not allowed.');
    const venue = this.opened(request, route, wall_ms);
    if (typeof venue !== 'number') return venue;
    const allowance = this.allowance(venue, route, wall_ms);
    if (allowance && !allowance.allowed) return limited(route, allowance, wall_ms);
    const failure = mishap(this.faults, route, (status, message) => refusal(route, status, message));
    if (failure) return failure;
    const reply = strained(this.faults, route === BULK ? this.bulk(request, venue) : this.one(request, venue));
    return allowance ? { ...reply, headers: { ...reply.headers, ...limitHeaders(allowance) } } : reply;
  }

  /** The venue that the request may see, else why not. */
  private opened(request: Request, route: string, wall_ms: number): number | Reply {
    if (this.faults.strikes('unauthorized')) this.login.revoke();
    if (!this.login.accepts(request.header('authorization'), wall_ms))
      return refusal(route, 401, 'The token is not valid.');
    const restaurant = request.header('toast-restaurant-external-id');
    if (!restaurant) return refusal(route, 400, 'The header is required.', 'Toast-Restaurant-External-ID');
    if (!isGuid(restaurant))
      return refusal(route, 400, 'The restaurant GUID is malformed.', 'Toast-Restaurant-External-ID');
    return venueOfRestaurant(restaurant) ?? refusal(route, 403, 'The client has no access to the restaurant.');
  }

  private allowance(venue: number, route: string, wall_ms: number): Allowance | null {
    const all = this.limits?.take(String(venue), wall_ms) ?? null;
    if (route !== BULK || !all?.allowed) return all;
    const bulk = this.bulkLimits?.take(String(venue), wall_ms);
    return bulk && (!bulk.allowed || bulk.remaining < all.remaining) ? bulk : all;
  }

  private bulk(request: Request, venue: number): Reply {
    const query = bulkQuery(request, venue);
    if ('status' in query) return query;
    const at_ms = this.asOf(query);
    const visits = selected(this.world, query, at_ms);
    const from = (query.page - 1) * query.page_size + (query.page > 1 ? this.shift() : 0);
    const found = rows(this.world, visits.slice(from, from + query.page_size), at_ms);
    const more = visits.length > query.page * query.page_size;
    return bulkReply(request, query, this.odd(found, query.page_size), more);
  }

  /** All pages of one window are cut from the same moment, that of its first page (ASSUMPTION; `drift` ends it). */
  private asOf(query: BulkQuery): number {
    const now_ms = this.clock.now_ms();
    if (this.faults.strikes('drift')) return now_ms;
    const key = JSON.stringify([query.venue, query.select, query.page_size]);
    return query.page === 1 ? this.snapshots.begin(key, now_ms) : (this.snapshots.of(key) ?? now_ms);
  }

  private shift(): number {
    if (this.faults.strikes('row_repeated')) return -1;
    return this.faults.strikes('row_skipped') ? 1 : 0;
  }

  private odd(found: ToastOrder[], page_size: number): unknown[] {
    const model = found[0];
    if (model === undefined) return found;
    const odd: unknown[] = found;
    if (this.faults.strikes('unknown_fields')) odd[0] = withUnknownFields(model);
    if (odd.length < page_size && this.faults.strikes('poison'))
      odd.push(poisoned(model, this.clock.now_ms(), this.poisons++));
    return odd;
  }

  private one(request: Request, venue: number): Reply {
    const wanted = request.path.slice('/orders/v2/orders/'.length);
    if (!isGuid(wanted)) return refusal(ONE, 400, 'The order GUID is malformed.', 'guid');
    const visit = orderOf(this.world.options.seed, wanted);
    const known =
      visit?.venue === venue && this.world.exists(visit) ? order(this.world, visit, this.clock.now_ms()) : null;
    return known ? json(ONE, 200, known) : refusal(ONE, 404, 'The order was not found.');
  }
}

function limited(route: string, allowance: Allowance, wall_ms: number): Reply {
  const wait_s = Math.max(1, Math.ceil((allowance.reset_ms - wall_ms) / 1000));
  const refused = refusal(route, 429, 'Too many requests.');
  return withRetryAfter({ ...refused, headers: { ...refused.headers, ...limitHeaders(allowance) } }, wait_s);
}

function limitHeaders({ limit, remaining, reset_ms }: Allowance): Record<string, string> {
  return {
    'x-toast-ratelimit-by': limit.by,
    'x-toast-ratelimit-remaining': String(Math.max(0, remaining)),
    'x-toast-ratelimit-reset': String(Math.ceil(reset_ms / 1000)),
  };
}
