import type { SandboxClock } from '../clock.ts';
import type { Counts } from '../counts.ts';
import { Faults } from '../faults.ts';
import { json, type Reply, type Request } from '../http.ts';
import { FixedWindows } from '../limits.ts';
import { mishap, strained, withRetryAfter } from '../mishaps.ts';
import type { Settings } from '../options.ts';
import { type Mailing, type Standing, type Subscriber, standingAt } from '../world/mailing.ts';
import { KLAVIYO_API_KEY, METRICS } from './account.ts';
import { JSON_API, refusal } from './errors.ts';
import { event, reacted } from './event.ts';
import { KLAVIYO_FAULTS, type KlaviyoFault } from './faults.ts';
import { guestOf, profileId } from './ids.ts';
import type { Inbox } from './inbox.ts';
import { poisoned, withUnknownFields } from './oddities.ts';
import { profile } from './profile.ts';
import { type ListQuery, listed, listQuery, momentOf, nextOf, type Place } from './query.ts';
import { received } from './received.ts';

const ROUTES = ['GET /api/events', 'GET /api/profiles', 'GET /api/metrics', 'POST /api/events'];

/** By route: a second's burst, and a minute's steady stream. */
const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  '/api/events': [350, 3_500],
  '/api/profiles': [75, 750],
  '/api/metrics': [10, 150],
};

interface Row extends Place {
  readonly resource: () => { readonly id: string; readonly attributes: object };
  readonly includes: () => object[];
}

/** The Klaviyo API over the world: who opened and clicked what, who wants no mail; and it takes events. */
export class KlaviyoTwin {
  readonly faults: Faults<KlaviyoFault>;
  private readonly mailing: Mailing;
  private readonly inbox: Inbox;
  private readonly clock: SandboxClock;
  private readonly counts: Counts;
  private readonly limits: Readonly<Record<string, FixedWindows>> | null;
  private readonly seed: number;
  private poisons = 0;

  constructor(around: { mailing: Mailing; inbox: Inbox }, clock: SandboxClock, counts: Counts, settings: Settings) {
    this.mailing = around.mailing;
    this.inbox = around.inbox;
    this.clock = clock;
    this.counts = counts;
    this.seed = settings.seed;
    this.faults = new Faults(settings.seed, KLAVIYO_FAULTS, (name) => counts.tally(`klaviyo.faults.${name}`));
    this.faults.set(settings.faults.klaviyo ?? {});
    this.limits = settings.vendorLimits ? limits() : null;
  }

  answer(request: Request): Reply {
    const { method, path } = request;
    const route = `${method} ${path.replace(/\/$/, '')}`;
    if (!ROUTES.includes(route)) return refusal('unknown', 404, `nothing at ${method} ${path}`);
    const ended = this.faults.strikes('unauthorized');
    if (ended || request.header('authorization') !== `Klaviyo-API-Key ${KLAVIYO_API_KEY}`)
      return refusal(route, 401, 'Missing or invalid private key.');
    if (!/^\d{4}-\d\d-\d\d/.test(request.header('revision') ?? '')) return refusal(route, 400, 'A revision is needed.');
    const wall_ms = Date.now();
    const allowance = this.limits?.[path]?.take('key', wall_ms);
    const wait_s = Math.max(1, Math.ceil(((allowance?.reset_ms ?? 0) - wall_ms) / 1000));
    if (allowance && !allowance.allowed) return withRetryAfter(refusal(route, 429, 'Request was throttled.'), wait_s);
    const failure = mishap(this.faults, route, (status, message) => refusal(route, status, message));
    if (failure?.status === 429) return failure;
    const reply = failure ?? this.answered(request, route);
    const steady = {
      'ratelimit-limit': String(allowance?.limit.requests ?? 3_500),
      'ratelimit-remaining': String(allowance?.remaining ?? 3_499),
      'ratelimit-reset': String(allowance ? wait_s : 60),
    };
    return { ...reply, headers: { ...reply.headers, ...steady } };
  }

  private answered(request: Request, route: string): Reply {
    if (route === 'POST /api/events') return this.take(request, route);
    if (route === 'GET /api/metrics') return json(route, 200, { data: metrics(), links: links(request) }, JSON_API);
    const events = route === 'GET /api/events';
    const query = listQuery(request.query, events ? { most: 1_000, usual: 200 } : { most: 100, usual: 20 });
    if (typeof query === 'string') return refusal(route, 400, query);
    const rows = events ? this.events(query) : this.profiles(query);
    if (typeof rows === 'string') return refusal(route, 400, rows);
    return strained(this.faults, this.page(request, route, { rows, query }));
  }

  /** Of metrics that count what is done with e-mails; in the order of time. */
  private events({ filters, query }: ListQuery): Row[] | string {
    if ((query.get('sort') ?? 'datetime') !== 'datetime') return 'this twin sorts events by datetime alone';
    const wanted = filters.get('equals metric_id');
    const from_ms = momentOf(filters.get('greater-or-equal datetime') ?? '0');
    if (Number.isNaN(from_ms)) return 'Invalid datetime.';
    const include = (query.get('include') ?? '').split(',');
    const found = this.mailing
      .within(from_ms, this.clock.now_ms() + 1)
      .filter(({ kind }) => wanted === undefined || METRICS[kind].id === wanted);
    return found.map((reaction) => {
      const happening = reacted(this.seed, reaction);
      return {
        ...happening,
        resource: () => event(this.seed, happening),
        includes: () => [
          ...(include.includes('profile') ? [this.profileOf(reaction.index)] : []),
          ...(include.includes('metric') ? metrics().filter(({ id }) => id === METRICS[reaction.kind].id) : []),
        ],
      };
    });
  }

  /** Of one moment by their ids. */
  private profiles({ filters, query }: ListQuery): Row[] | string {
    const withSubscriptions = (query.get('additional-fields[profile]') ?? '').split(',').includes('subscriptions');
    const from = filters.get('greater-than updated');
    const from_ms = from === undefined ? -1 : momentOf(from);
    if (Number.isNaN(from_ms)) return 'Invalid datetime.';
    const ids = filters.get('any id');
    if ((query.get('sort') ?? 'updated') !== 'updated') return 'this twin sorts profiles by updated alone';
    const now_ms = this.clock.now_ms();
    const rows: Row[] = [];
    for (const of of ids === undefined ? this.mailing.all() : this.named(listed(ids))) {
      const standing = standingAt(of, now_ms);
      if (!standing || standing.updated_at_ms <= from_ms) continue;
      const resource = () => profile(this.seed, of, standing, withSubscriptions);
      rows.push({ at_ms: standing.updated_at_ms, id: profileId(this.seed, of.index), resource, includes: () => [] });
    }
    return rows;
  }

  private named(ids: readonly string[]): Subscriber[] {
    return ids.flatMap((id) => {
      const index = guestOf(this.seed, id);
      return (index !== null && this.mailing.find(index)) || [];
    });
  }

  private profileOf(index: number): object {
    const of = this.mailing.find(index)!;
    const standing: Standing = standingAt(of, this.clock.now_ms())!;
    return profile(this.seed, of, standing, false);
  }

  private page(request: Request, route: string, { rows, query }: { rows: Row[]; query: ListQuery }): Reply {
    const sorted = rows.sort((one, other) => one.at_ms - other.at_ms || (one.id < other.id ? -1 : 1));
    const { after, size } = query;
    const isAfter = ({ at_ms, id }: Row) => !after || at_ms > after.at_ms || (at_ms === after.at_ms && id > after.id);
    const place = sorted.findIndex(isAfter);
    const start = place < 0 ? sorted.length : place;
    const first = after && start > 0 && this.faults.strikes('row_repeated') ? start - 1 : start;
    const cut = sorted.slice(first, first + size);
    const data: object[] = cut.map(({ resource }) => resource());
    const model = cut[0]?.resource();
    if (model && this.faults.strikes('unknown_fields')) data[0] = withUnknownFields(model);
    if (model && data.length < size && this.faults.strikes('poison')) data.push(poisoned(model, this.poisons++));
    const included = [
      ...new Map(cut.flatMap(({ includes }) => includes()).map((one) => [JSON.stringify(one), one])).values(),
    ];
    const more = first + size < sorted.length;
    const { base, path } = request;
    const at = this.faults.strikes('next_elsewhere') ? `https://elsewhere.example${path}` : base + path;
    const next = more ? nextOf(at, query.query, cut.at(-1)!) : null;
    return json(
      route,
      200,
      { data, links: { ...links(request), next }, ...(included.length > 0 && { included }) },
      JSON_API,
    );
  }

  private take(request: Request, route: string): Reply {
    const event = received(request.body, this.clock.now_ms());
    if (typeof event === 'string' || this.faults.strikes('write_refused')) {
      this.counts.tally('klaviyo.events.refused');
      return refusal(route, 400, typeof event === 'string' ? event : 'The event cannot be taken.');
    }
    this.counts.tally(`klaviyo.events.${this.inbox.take(event) ? 'new' : 'known'}`);
    const accepted = { route, status: 202, headers: JSON_API, body: '' };
    if (this.faults.strikes('write_answer_lost')) return { ...accepted, body: 'taken', torn: true };
    return strained(this.faults, accepted);
  }
}

function limits(): Record<string, FixedWindows> {
  const all = Object.entries(LIMITS).map(([path, [burst, steady]]) => {
    const windows = [
      { by: 'burst', requests: burst, window_ms: 1_000 },
      { by: 'steady', requests: steady, window_ms: 60_000 },
    ];
    return [path, new FixedWindows(windows)] as const;
  });
  return Object.fromEntries(all);
}

function metrics() {
  return Object.values(METRICS).map(({ id, name }) => {
    const attributes = {
      name,
      integration: { object: 'integration', id: '0rG4eQ', name: 'Klaviyo', category: 'Internal' },
    };
    return { type: 'metric', id, attributes, links: { self: `https://a.klaviyo.com/api/metrics/${id}` } };
  });
}

function links({ base, path }: Request) {
  return { self: base + path, next: null, prev: null };
}
