import type { SandboxClock } from '../clock.ts';
import type { Counts } from '../counts.ts';
import { Faults } from '../faults.ts';
import { json, type Reply, type Request } from '../http.ts';
import { FixedWindows } from '../limits.ts';
import { mishap, strained, withRetryAfter } from '../mishaps.ts';
import type { Settings } from '../options.ts';
import { Snapshots } from '../snapshots.ts';
import type { Bookings } from '../world/bookings.ts';
import type { World } from '../world/world.ts';
import { SERVICE_API_KEY } from './account.ts';
import { refusal } from './errors.ts';
import { happenings } from './event.ts';
import { SERVICE_FAULTS, type ServiceFault } from './faults.ts';
import { reservationOf } from './ids.ts';
import { instantOf } from './notation.ts';
import { ofUnknownType, poisonedEvent, poisonedReservation, withUnknownKeys } from './oddities.ts';
import { reservation } from './reservation.ts';

const EVENTS = 'GET /v1/reservations/{id}/events';
const LIST = 'GET /v1/reservations';

/** Ten a second for a key (ASSUMPTION). */
const LIMIT = { by: 'key', requests: 10, window_ms: 1_000 };
const PAGE_LIMIT = 100;
const PAGE_DEFAULT = 20;

interface Page {
  readonly limit: number;
  readonly starting_after: string | null;
}

/** The Service API over the world: the events of a reservation, and the reservations themselves. */
export class ServiceTwin {
  readonly faults: Faults<ServiceFault>;
  private readonly world: World;
  private readonly bookings: Bookings;
  private readonly clock: SandboxClock;
  private readonly limits: FixedWindows | null;
  private readonly snapshots = new Snapshots();
  private poisons = 0;

  constructor(bookings: Bookings, clock: SandboxClock, counts: Counts, settings: Settings) {
    this.world = bookings.world;
    this.bookings = bookings;
    this.clock = clock;
    this.faults = new Faults(settings.seed, SERVICE_FAULTS, (name) => counts.tally(`service.faults.${name}`));
    this.faults.set(settings.faults.service ?? {});
    this.limits = settings.vendorLimits ? new FixedWindows([LIMIT]) : null;
  }

  /** The oldest moment that a page may still be cut from. */
  oldest_ms(): number {
    return this.snapshots.oldest_ms() ?? this.clock.now_ms();
  }

  answer(request: Request): Reply {
    const { method, path } = request;
    const id = /^\/v1\/reservations\/([^/]+)\/events$/.exec(path)?.[1];
    const route = path === '/v1/reservations' ? LIST : id === undefined ? null : EVENTS;
    if (route === null) return refusal('unknown', 404, `Unrecognized request URL (${method} ${path}).`);
    if (method !== 'GET') return refusal(route, 405, 'The method is not allowed.');
    const ended = this.faults.strikes('unauthorized');
    if (ended || request.header('authorization') !== `Bearer ${SERVICE_API_KEY}`)
      return refusal(route, 401, 'Invalid API key provided.');
    const failure =
      this.limited(route) ?? mishap(this.faults, route, (status, message) => refusal(route, status, message));
    if (failure) return failure;
    const page = pageOf(request, route);
    if ('status' in page) return page;
    return strained(this.faults, id === undefined ? this.list(request, page) : this.events(decoded(id), page));
  }

  private limited(route: string): Reply | null {
    const wall_ms = Date.now();
    const allowance = this.limits?.take('key', wall_ms);
    if (!allowance || allowance.allowed) return null;
    const wait_s = Math.max(1, Math.ceil((allowance.reset_ms - wall_ms) / 1000));
    return withRetryAfter(refusal(route, 429, 'Too many requests.'), wait_s);
  }

  private events(id: string, { limit, starting_after }: Page): Reply {
    const key = reservationOf(this.world.options.seed, id);
    const now_ms = this.clock.now_ms();
    const booking = key && this.bookings.find('service', key, now_ms);
    if (!booking) return refusal(EVENTS, 404, `No such reservation: '${id}'.`, 'id');
    const told = happenings(this.world, booking, now_ms).map(({ event }) => event);
    const from = starting_after === null ? 0 : told.findIndex((event) => event.id === starting_after) + 1;
    if (from === 0 && starting_after !== null) return noSuchCursor(EVENTS, starting_after);
    const found: unknown[] = told.slice(from, from + limit);
    const [model] = told;
    if (found.length > 0 && this.faults.strikes('unknown_fields')) found[0] = ofUnknownType(told[from]!);
    if (found.length < limit && this.faults.strikes('poison')) found.push(poisonedEvent(model!, this.poisons++));
    return json(EVENTS, 200, { object: 'list', data: found, has_more: told.length > from + limit });
  }

  /** By time of the latest change. All pages are cut from the moment of the first one (ASSUMPTION; `drift` ends it). */
  private list(request: Request, { limit, starting_after }: Page): Reply {
    const since = request.query.get('updated_since');
    const from_ms = since === null ? 0 : instantOf(since);
    if (from_ms === null) return refusal(LIST, 400, 'Invalid timestamp.', 'updated_since');
    const at_ms = this.asOf(`${from_ms} ${limit}`, starting_after);
    const { seed } = this.world.options;
    const changes = this.bookings.latest('service', { from_ms, to_ms: Number.POSITIVE_INFINITY }, at_ms);
    const after = starting_after === null ? null : reservationOf(seed, starting_after);
    if (starting_after !== null && !after) return noSuchCursor(LIST, starting_after);
    const same = ({ venue, day, number }: NonNullable<typeof after>) =>
      venue === after?.venue && day === after.day && number === after.number;
    const place = after ? changes.findIndex(({ visit }) => same(visit)) : -1;
    if (after && place < 0) return noSuchCursor(LIST, starting_after!);
    const from = place + 1 + (after ? this.shift() : 0);
    const rows = changes
      .slice(from, from + limit)
      .flatMap(({ visit }) => reservation(this.world, this.bookings.draw(visit), at_ms) ?? []);
    const found: unknown[] = [...rows];
    const [model] = rows;
    if (model && this.faults.strikes('unknown_fields')) found[0] = withUnknownKeys(model);
    if (model && found.length < limit && this.faults.strikes('poison'))
      found.push(poisonedReservation(model, this.poisons++));
    return json(LIST, 200, { object: 'list', data: found, has_more: changes.length > from + limit });
  }

  private asOf(key: string, starting_after: string | null): number {
    const now_ms = this.clock.now_ms();
    if (this.faults.strikes('drift')) return now_ms;
    return starting_after === null ? this.snapshots.begin(key, now_ms) : (this.snapshots.of(key) ?? now_ms);
  }

  private shift(): number {
    if (this.faults.strikes('row_repeated')) return -1;
    return this.faults.strikes('row_skipped') ? 1 : 0;
  }
}

function pageOf({ query }: Request, route: string): Page | Reply {
  const text = query.get('limit') ?? String(PAGE_DEFAULT);
  const limit = Number(text);
  if (!/^\d{1,9}$/.test(text) || limit < 1 || limit > PAGE_LIMIT)
    return refusal(route, 400, `The limit must be from 1 to ${PAGE_LIMIT}.`, 'limit');
  return { limit, starting_after: query.get('starting_after') };
}

function noSuchCursor(route: string, id: string): Reply {
  return refusal(route, 400, `No such object: '${id}'.`, 'starting_after');
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
