import { Failure } from '../../runtime/failures.ts';
import { Budget, perSecond } from '../shared/budget.ts';
import type { UpstreamDeps } from '../shared/deps.ts';
import { isObject } from '../shared/fields.ts';
import { type Call, KeyedCalls } from '../shared/keyed-calls.ts';
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
  private readonly calls: KeyedCalls;

  constructor({ baseUrl, apiKey, listPath, requestsPerSecond }: ServiceConfig, deps: UpstreamDeps) {
    const headers = { authorization: `Bearer ${apiKey}` };
    const budget = new Budget({ limits: [perSecond(requestsPerSecond)], concurrency: AT_ONCE });
    this.calls = new KeyedCalls({ upstream: 'service', baseUrl, headers, connections: AT_ONCE, budget }, deps);
    this.reservations =
      listPath === null ? null : (since_ms, after, call) => this.list(listPath, since_ms, after, call);
  }

  events(reservation_id: string, after: string | null, call: Call): Promise<ListPage> {
    const path = `/v1/reservations/${encodeURIComponent(reservation_id)}/events`;
    return this.page(`${path}?${queryOf({}, after)}`, call);
  }

  close(): Promise<void> {
    return this.calls.close();
  }

  private list(path: string, since_ms: number, after: string | null, call: Call): Promise<ListPage> {
    return this.page(`${path}?${queryOf({ updated_since: new Date(since_ms).toISOString() }, after)}`, call);
  }

  private async page(path: string, call: Call): Promise<ListPage> {
    return pageOf(await this.calls.json({ method: 'GET', path, max_bytes: 16 * MIB }, call));
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
