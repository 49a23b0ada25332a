import { Failure } from '../../runtime/failures.ts';
import { Budget, perSecond } from '../shared/budget.ts';
import type { UpstreamDeps } from '../shared/deps.ts';
import { isObject } from '../shared/fields.ts';
import { Http } from '../shared/http.ts';
import type { ServiceConfig } from './config.ts';

const MIB = 1024 * 1024;
/** ASSUMPTION: 1 to 100, as other lists of that form have it. */
const PAGE_SIZE = 100;
const AT_ONCE = 16;

/** `{object: "list", data, has_more}`, the rows not looked at yet. */
export interface ListPage {
  readonly rows: readonly unknown[];
  readonly has_more: boolean;
}

export interface Call {
  readonly priority: number;
  readonly signal?: AbortSignal;
}

/** What reading Service needs of it. */
export interface ServicePages {
  /** Events of a reservation behind the event `after` (null: from its first), oldest first. */
  events(reservation_id: string, after: string | null, call: Call): Promise<ListPage>;
  /** Reservations that changed at or after the instant, behind the reservation `after`; null: there is no list. */
  reservations: ((updated_since_ms: number, after: string | null, call: Call) => Promise<ListPage>) | null;
}

/** The calls that we make to Service: within the budget, failures classified. */
export class ServiceApi implements ServicePages {
  readonly reservations: ServicePages['reservations'];
  private readonly http: Http;
  private readonly budget: Budget;
  private readonly config: ServiceConfig;
  private readonly now: () => number;

  constructor(config: ServiceConfig, { now, metrics, timeout_ms = 30_000 }: UpstreamDeps) {
    const { baseUrl, listPath, requestsPerSecond } = config;
    this.config = config;
    this.now = now;
    const called = (status: number | string, took_ms: number) => metrics.upstreamCall('service', status, took_ms);
    this.http = new Http({ baseUrl, connections: AT_ONCE, connect_timeout_ms: 10_000, timeout_ms, now, called });
    this.budget = new Budget({ limits: [perSecond(requestsPerSecond)], concurrency: AT_ONCE });
    this.reservations =
      listPath === null ? null : (since_ms, after, call) => this.list(listPath, since_ms, after, call);
  }

  events(reservation_id: string, after: string | null, call: Call): Promise<ListPage> {
    const path = `/v1/reservations/${encodeURIComponent(reservation_id)}/events`;
    return this.page(`${path}?${queryOf({}, after)}`, call);
  }

  async close(): Promise<void> {
    this.budget.close();
    await this.http.close();
  }

  private list(path: string, since_ms: number, after: string | null, call: Call): Promise<ListPage> {
    return this.page(`${path}?${queryOf({ updated_since: new Date(since_ms).toISOString() }, after)}`, call);
  }

  private async page(path: string, { priority, signal }: Call): Promise<ListPage> {
    const headers = { authorization: `Bearer ${this.config.apiKey}` };
    const request = { method: 'GET', path, headers, max_bytes: 16 * MIB, ...(signal && { signal }) } as const;
    const send = () => this.budget.run(priority, () => this.http.send(request), signal);
    const first = await send();
    // A key does not run out: where it is refused for once, it is not the key.
    const answer = first.status === 401 ? await send() : first;
    const failure = this.http.failureOf(request, answer);
    if (answer.status === 429) this.budget.pause(failure?.after_ms ?? 1000, this.now());
    if (failure !== null) throw failure;
    return pageOf(this.http.parsed(request, answer));
  }
}

function queryOf(query: Record<string, string>, after: string | null): URLSearchParams {
  return new URLSearchParams({ ...query, limit: String(PAGE_SIZE), ...(after !== null && { starting_after: after }) });
}

function pageOf(json: unknown): ListPage {
  if (isObject(json) && Array.isArray(json.data) && typeof json.has_more === 'boolean') {
    return { rows: json.data, has_more: json.has_more };
  }
  throw new Failure('retry', 'answer_is_no_list', {
    message: 'Service: {"object": "list", "data", "has_more"} expected',
  });
}
