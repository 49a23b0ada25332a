import { Failure } from '../../runtime/failures.ts';
import { Budget, perSecond } from '../shared/budget.ts';
import type { UpstreamDeps } from '../shared/deps.ts';
import { isObject } from '../shared/fields.ts';
import type { HttpAnswer } from '../shared/http.ts';
import { type Call, KeyedCalls } from '../shared/keyed-calls.ts';
import { idIn } from '../shared/untrusted.ts';
import type { KlaviyoConfig } from './config.ts';

const MIB = 1024 * 1024;
/** A thousand events with what they include. */
const LARGEST_PAGE = 64 * MIB;
const MINUTE_MS = 60_000;
const REVISION = '2026-07-15';
const MEDIA_TYPE = 'application/vnd.api+json';

/** What Klaviyo allows by route (OpenAPI 2026-07-15): in a second, and in a minute. */
const VENDOR = { events: [350, 3500], profiles: [75, 750], metrics: [10, 150] } as const;

/** Profiles that may be asked for by id in one request. */
const MOST_IDS = 100;

type Route = keyof typeof VENDOR;

/** One page of a JSON:API list. */
export interface ListPage {
  readonly rows: readonly unknown[];
  /** Resources that the rows point to, by `<type> <id>`. */
  readonly included: ReadonlyMap<string, unknown>;
  /** The query of the page after; null at the end. */
  readonly next: string | null;
}

/** What reading Klaviyo needs of it. Queries without their question mark. */
export interface KlaviyoPages {
  list(route: Route, query: string, call: Call): Promise<ListPage>;
  /** The id of the metric of Klaviyo's own with that name; null: the account has none. */
  metric(name: string, call: Call): Promise<string | null>;
  /** Those of the profiles that there are, with what they are subscribed to, by id. */
  profiles(ids: readonly string[], call: Call): Promise<ReadonlyMap<string, unknown>>;
}

/** The calls that we make to Klaviyo, to read and to write: within the one budget, failures classified. */
export class KlaviyoApi implements KlaviyoPages {
  private readonly calls: KeyedCalls;
  private readonly budgets: Readonly<Record<Route, Budget>>;
  private metrics: ReadonlyMap<string, string> | undefined;

  constructor({ baseUrl, apiKey, requestsPerSecond }: KlaviyoConfig, deps: UpstreamDeps) {
    const headers = {
      authorization: `Klaviyo-API-Key ${apiKey}`,
      revision: REVISION,
      accept: MEDIA_TYPE,
      'content-type': MEDIA_TYPE,
    };
    const budget = new Budget({ limits: [perSecond(requestsPerSecond)], concurrency: 8 });
    const within = ([second, minute]: readonly [number, number]) =>
      new Budget({
        limits: [{ requests: minute, per_ms: MINUTE_MS }, perSecond(second)],
        concurrency: 8,
        within: budget,
      });
    this.budgets = {
      events: within(VENDOR.events),
      profiles: within(VENDOR.profiles),
      metrics: within(VENDOR.metrics),
    };
    this.calls = new KeyedCalls({ upstream: 'klaviyo', baseUrl, headers, budget, restsFor_ms }, deps);
  }

  async list(route: Route, query: string, call: Call): Promise<ListPage> {
    const path = `/api/${route}${query === '' ? '' : `?${query}`}`;
    const request = { method: 'GET', path, max_bytes: LARGEST_PAGE } as const;
    return pageOf(await this.calls.json(request, call, this.budgets[route]));
  }

  /** Asked of Klaviyo until it has been found; metrics keep their ids. */
  async metric(name: string, call: Call): Promise<string | null> {
    const known = this.metrics?.get(name);
    if (known !== undefined) return known;
    this.metrics = await this.allMetrics(call);
    return this.metrics.get(name) ?? null;
  }

  async profiles(ids: readonly string[], call: Call): Promise<ReadonlyMap<string, unknown>> {
    const found = new Map<string, unknown>();
    for (let from = 0; from < ids.length; from += MOST_IDS) {
      const some = ids.slice(from, from + MOST_IDS).map((id) => JSON.stringify(id));
      const query = queryOf({
        filter: `any(id,[${some.join(',')}])`,
        ...SUBSCRIPTIONS,
        'page[size]': String(MOST_IDS),
      });
      for await (const row of this.all('profiles', query, call)) {
        const id = isObject(row) ? idIn(row.id) : null;
        if (id !== null) found.set(id, row);
      }
    }
    return found;
  }

  /** POST /api/events: 202 once it is taken to be worked on. */
  create(event: object, call: Call): ReturnType<KeyedCalls['asked']> {
    const request = { method: 'POST', path: '/api/events', json: { data: event }, max_bytes: MIB } as const;
    return this.calls.asked(request, call, this.budgets.events);
  }

  async close(): Promise<void> {
    for (const budget of Object.values(this.budgets)) budget.close();
    await this.calls.close();
  }

  private async allMetrics(call: Call): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for await (const row of this.all('metrics', queryOf({ filter: 'equals(integration.name,"Klaviyo")' }), call)) {
      const { id, attributes } = isObject(row) ? row : {};
      if (typeof id === 'string' && isObject(attributes) && typeof attributes.name === 'string') {
        found.set(attributes.name, id);
      }
    }
    return found;
  }

  private async *all(route: Route, first: string, call: Call): AsyncGenerator<unknown> {
    const passed = new Set<string>();
    for (let query: string | null = first; query !== null; ) {
      if (passed.has(query)) throw new Failure('retry', 'paging_loop');
      passed.add(query);
      const page: ListPage = await this.list(route, query, call);
      yield* page.rows;
      query = page.next;
    }
  }
}

/** Asks a profile for what it is subscribed to. */
export const SUBSCRIPTIONS = { 'additional-fields[profile]': 'subscriptions' } as const;

export function queryOf(query: Readonly<Record<string, string>>): string {
  return new URLSearchParams(query).toString();
}

function pageOf(json: unknown): ListPage {
  const { data, included, links } = isObject(json) ? json : {};
  if (!Array.isArray(data))
    throw new Failure('retry', 'answer_is_no_list', { message: 'Klaviyo: {"data": […]} expected' });
  const resources = Array.isArray(included) ? included.filter(isObject) : [];
  return {
    rows: data,
    included: new Map(resources.map((one) => [`${one.type} ${one.id}`, one])),
    next: nextIn(isObject(links) ? links.next : null),
  };
}

/** Of the address of the next page only its query is taken: the key goes to the host of the config, whatever a link says. */
function nextIn(link: unknown): string | null {
  if (link === undefined || link === null || link === '') return null;
  const from = typeof link === 'string' ? link.indexOf('?') : -1;
  // An end that is none would be a silent one.
  if (from < 0) throw new Failure('retry', 'next_page_unreadable', { message: 'Klaviyo: links.next has no query' });
  return (
    String(link)
      .slice(from + 1)
      .split('#', 1)[0] ?? null
  );
}

/** `RateLimit-Remaining` 0: as long as `RateLimit-Reset` says, in seconds. A 429 has neither. */
function restsFor_ms({ headers }: HttpAnswer): number {
  const [left, reset_s] = [headers['ratelimit-remaining'], headers['ratelimit-reset']].map((text) =>
    Number(text ?? 'x'),
  );
  if (left !== 0 || reset_s === undefined || !(reset_s > 0)) return 0;
  return Math.min(reset_s * 1000, MINUTE_MS);
}
