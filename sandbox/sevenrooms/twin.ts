import type { SandboxClock } from '../clock.ts';
import type { Counts } from '../counts.ts';
import { Faults } from '../faults.ts';
import type { Reply, Request } from '../http.ts';
import { FixedWindows } from '../limits.ts';
import { mishap, strained, withRetryAfter } from '../mishaps.ts';
import type { Settings } from '../options.ts';
import { Snapshots } from '../snapshots.ts';
import { VENUES } from '../world/venues.ts';
import type { Book, Found } from './book.ts';
import { refusal, success } from './errors.ts';
import { capped, type ExportQuery, exportQuery, isCapped, page } from './export.ts';
import { SEVENROOMS_FAULTS, type SevenRoomsFault } from './faults.ts';
import { Login } from './login.ts';
import { poisoned, withUnknownFields } from './oddities.ts';
import { venues } from './venues.ts';
import { type WriteEcho, Writer } from './writer.ts';

/** Ten a second in all: nothing is published (ASSUMPTION). */
const LIMIT = { by: 'key', requests: 10, window_ms: 1_000 };

/** Where the API is read: the partner API's two spellings. */
const READ = /^\/(?:api-ext\/)?2_4\/(.*)$/;
/** Where it is written to: those two and the one of the marketing blog. */
const WRITTEN = /^\/(api-ext|api-yoa)\/2_4\/(clients|reservations)\/([^/]+)$/;

const ROUTES: Readonly<Record<string, string>> = {
  reservations: 'GET /reservations/export',
  'reservations/export': 'GET /reservations/export',
  clients: 'GET /clients/export',
  'clients/export': 'GET /clients/export',
  venues: 'GET /venues',
};

/** The SevenRooms API over the world: exports, single objects, and writes. */
export class SevenRoomsTwin {
  readonly faults: Faults<SevenRoomsFault>;
  readonly book: Book;
  private readonly clock: SandboxClock;
  private readonly login: Login;
  private readonly limits: FixedWindows | null;
  private readonly snapshots = new Snapshots();
  readonly writer: Writer;
  private poisons = 0;

  /** `echo` hears of every write that changed something, with the object as it was before. */
  constructor(book: Book, clock: SandboxClock, counts: Counts, settings: Settings, echo: WriteEcho) {
    this.book = book;
    this.clock = clock;
    this.faults = new Faults(settings.seed, SEVENROOMS_FAULTS, (name) => counts.tally(`sevenrooms.faults.${name}`));
    this.faults.set(settings.faults.sevenrooms ?? {});
    this.login = new Login(counts);
    this.limits = settings.vendorLimits ? new FixedWindows([LIMIT]) : null;
    this.writer = new Writer(book, { clock, counts, faults: this.faults, echo }, settings.sevenroomsWrites);
  }

  /** The oldest moment that a page may still be cut from. */
  oldest_ms(): number {
    return this.snapshots.oldest_ms() ?? this.clock.now_ms();
  }

  answer(request: Request): Reply {
    const wall_ms = Date.now();
    const { method, path } = request;
    const read = READ.exec(path)?.[1];
    if (method === 'POST' && read === 'auth') return this.login.answer(request, wall_ms);
    const written = method === 'GET' ? null : WRITTEN.exec(path);
    if (written) {
      const wish = { root: written[1]!, entity: written[2] as 'clients' | 'reservations', id: written[3]! }; // as WRITTEN says
      const route = `${method} /${wish.entity}/{id}`;
      return this.refused(request, route, wall_ms) ?? this.writer.answer(request, route, wish);
    }
    const route = read === undefined ? undefined : (ROUTES[read] ?? single(read));
    if (read === undefined || route === undefined) return refusal('unknown', 404, 'Not found');
    if (method !== 'GET') return refusal(route, 405, 'Method not allowed');
    return this.refused(request, route, wall_ms) ?? strained(this.faults, this.read(request, route, read));
  }

  private refused(request: Request, route: string, wall_ms: number): Reply | null {
    const token = request.header('authorization');
    if (this.faults.strikes('unauthorized')) this.login.revoke(token);
    if (!this.login.accepts(token, wall_ms)) return refusal(route, 401, 'Unauthorized');
    const allowance = this.limits?.take('key', wall_ms);
    if (allowance && !allowance.allowed)
      return withRetryAfter(
        refusal(route, 429, 'Too many requests'),
        Math.max(1, Math.ceil((allowance.reset_ms - wall_ms) / 1000)),
      );
    return mishap(this.faults, route, (status, message) => refusal(route, status, message));
  }

  private read(request: Request, route: string, read: string): Reply {
    if (route === 'GET /venues') return venues(request, route);
    const now_ms = this.clock.now_ms();
    const id = read.split('/')[1];
    if (route === 'GET /clients/{id}') {
      const profile = this.book.profile(id!, now_ms);
      return profile ? success(route, this.book.client(profile, now_ms)) : refusal(route, 404, 'Client not found');
    }
    if (route === 'GET /reservations/{id}') {
      const booking = this.book.booking(id!, now_ms);
      return booking
        ? success(route, this.book.reservation(booking, now_ms))
        : refusal(route, 404, 'Reservation not found');
    }
    const query = exportQuery(request, route);
    if ('status' in query) return query;
    return route === 'GET /clients/export' ? this.clients(route, query) : this.reservations(route, query);
  }

  private reservations(route: string, query: ExportQuery): Reply {
    if (this.faults.strikes('result_cap') || isCapped(query.cursor?.offset ?? 0)) return capped(route);
    const at_ms = this.asOf(query);
    const { days, venue, client_id } = query;
    const found = this.book.reservations(query.from_ms, at_ms).filter(({ of }) => {
      if (days && (of.day < days.first || of.day > days.last)) return false;
      if (venue !== null && VENUES[of.venue]!.id !== venue) return false;
      return client_id === null || this.book.reservation(this.book.bookings.draw(of), at_ms).client_id === client_id;
    });
    return this.cut(route, query, { found, at_ms }, ({ of }) =>
      this.book.reservation(this.book.bookings.draw(of), at_ms),
    );
  }

  /** The venue is ignored: profiles are the group's. */
  private clients(route: string, query: ExportQuery): Reply {
    const at_ms = this.asOf(query);
    const found = this.book.clients(query.from_ms, at_ms);
    return this.cut(route, query, { found, at_ms }, ({ of }) => this.book.client(of, at_ms));
  }

  private cut<Thing>(
    route: string,
    { limit, cursor }: ExportQuery,
    { found, at_ms }: { found: readonly Found<Thing>[]; at_ms: number },
    written: (found: Found<Thing>) => { readonly id: string },
  ): Reply {
    const offset = cursor?.offset ?? 0;
    const from = offset + (offset > 0 ? this.shift() : 0);
    const rows = found.slice(from, from + limit).map(written);
    const results: unknown[] = [...rows];
    const [model] = rows;
    if (model && this.faults.strikes('unknown_fields')) results[0] = withUnknownFields(model);
    if (model && rows.length < limit && this.faults.strikes('poison')) results.push(poisoned(model, this.poisons++));
    return page(route, results, found.length > offset + limit ? { offset: offset + limit, at_ms } : null);
  }

  /** All pages of a scan are cut from the moment of its first page (ASSUMPTION; `drift` ends it). */
  private asOf({ cursor }: ExportQuery): number {
    const now_ms = this.clock.now_ms();
    if (this.faults.strikes('drift')) return now_ms;
    if (!cursor) return this.snapshots.begin(String(now_ms), now_ms);
    return this.snapshots.of(String(cursor.at_ms)) ?? now_ms;
  }

  private shift(): number {
    if (this.faults.strikes('row_repeated')) return -1;
    return this.faults.strikes('row_skipped') ? 1 : 0;
  }
}

/** The route of one object by its id; undefined for anything else. */
function single(read: string): string | undefined {
  const entity = /^(clients|reservations)\/[^/]+$/.exec(read)?.[1];
  return entity && `GET /${entity}/{id}`;
}
