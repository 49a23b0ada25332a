import { Failure, failureOf } from '../../runtime/failures.ts';
import { Budget, perSecond } from '../shared/budget.ts';
import type { UpstreamDeps } from '../shared/deps.ts';
import { isObject } from '../shared/fields.ts';
import { type Call, KeyedCalls, type KeyedRequest } from '../shared/keyed-calls.ts';
import type { SquareConfig } from './config.ts';

const MIB = 1024 * 1024;
/** Five hundred orders with their lines. */
const LARGEST_PAGE = 64 * MIB;
const LARGEST_ONE = 8 * MIB;
const AT_ONCE = 8;

/** The edition of the API that the decoders were written by (release 2025-08-20 of github square/connect-api-specification, api.json). */
const VERSION = '2025-08-20';

/** The most that batch-retrieve takes (BatchRetrieveOrdersRequest). */
const BATCH = 100;

/** One page of a list, the rows not looked at yet. */
export interface ListPage {
  readonly rows: readonly unknown[];
  /** Null: the last. */
  readonly next: string | null;
}

/** What reading orders needs of Square. */
export interface OrderPages {
  /** POST /v2/orders/search. */
  searchOrders(body: object, call: Call): Promise<ListPage>;
  /** POST /v2/orders/batch-retrieve; ids that nobody knows are left out. */
  orders(ids: readonly string[], call: Call): Promise<readonly unknown[]>;
}

/** What one order and what was given back of it need of Square. A Failure `not_found` where there is none. */
export interface OrderLookups extends OrderPages {
  order(id: string, call: Call): Promise<unknown>;
  payment(id: string, call: Call): Promise<unknown>;
  refund(id: string, call: Call): Promise<unknown>;
}

/** The calls that we make to Square: within the one budget, failures classified. */
export class SquareApi implements OrderLookups {
  private readonly calls: KeyedCalls;

  constructor({ baseUrl, accessToken, requestsPerSecond }: SquareConfig, deps: Omit<UpstreamDeps, 'log'>) {
    const headers = { authorization: `Bearer ${accessToken}`, 'square-version': VERSION };
    const budget = new Budget({ limits: [perSecond(requestsPerSecond)], concurrency: AT_ONCE });
    this.calls = new KeyedCalls({ upstream: 'square', baseUrl, headers, budget }, deps);
  }

  searchOrders(body: object, call: Call): Promise<ListPage> {
    return this.list('orders', { method: 'POST', path: '/v2/orders/search', json: body }, call);
  }

  searchCustomers(body: object, call: Call): Promise<ListPage> {
    return this.list('customers', { method: 'POST', path: '/v2/customers/search', json: body }, call);
  }

  async orders(ids: readonly string[], call: Call): Promise<readonly unknown[]> {
    const found: unknown[] = [];
    for (let from = 0; from < ids.length; from += BATCH) {
      const json = { order_ids: ids.slice(from, from + BATCH) };
      const page = await this.list('orders', { method: 'POST', path: '/v2/orders/batch-retrieve', json }, call);
      found.push(...page.rows);
    }
    return found;
  }

  order(id: string, call: Call): Promise<unknown> {
    return this.one('order', `/v2/orders/${encodeURIComponent(id)}`, call);
  }

  payment(id: string, call: Call): Promise<unknown> {
    return this.one('payment', `/v2/payments/${encodeURIComponent(id)}`, call);
  }

  refund(id: string, call: Call): Promise<unknown> {
    return this.one('refund', `/v2/refunds/${encodeURIComponent(id)}`, call);
  }

  customer(id: string, call: Call): Promise<unknown> {
    return this.one('customer', `/v2/customers/${encodeURIComponent(id)}`, call);
  }

  /** The seller's locations, with the ids that they have. */
  async locations(call: Call): Promise<readonly unknown[]> {
    return (await this.list('locations', { method: 'GET', path: '/v2/locations' }, call)).rows;
  }

  close(): Promise<void> {
    return this.calls.close();
  }

  /** A list that has nothing in it may be left out of the answer. */
  private async list(name: string, request: Pick<KeyedRequest, 'method' | 'path' | 'json'>, call: Call) {
    const answer = await this.asked({ ...request, max_bytes: LARGEST_PAGE }, call);
    const rows = isObject(answer) ? (answer[name] ?? []) : null;
    if (!isObject(answer) || !Array.isArray(rows)) throw unexpected(`a list of ${name}`);
    const { cursor } = answer;
    return { rows, next: typeof cursor === 'string' && cursor !== '' ? cursor : null };
  }

  private async one(name: string, path: string, call: Call): Promise<unknown> {
    const answer = await this.asked({ method: 'GET', path, max_bytes: LARGEST_ONE }, call);
    if (!isObject(answer) || !isObject(answer[name])) throw unexpected(`"${name}"`);
    return answer[name];
  }

  private async asked(request: KeyedRequest, call: Call): Promise<unknown> {
    try {
      return await this.calls.json(request, call);
    } catch (error) {
      throw error instanceof Failure && error.http_status === 401 ? refusedToken(error) : error;
    }
  }
}

/** The answer, or undefined where Square knows no such thing. */
export function orNothing(asked: Promise<unknown>): Promise<unknown> {
  return asked.catch((error: unknown) => {
    if (failureOf(error).reason !== 'not_found') throw error;
    return undefined;
  });
}

/** Nothing that we can do makes another one of it: it is asked again, slowly, until somebody has given a new one. */
function refusedToken({ kind, reason, after_ms, http_status, message }: Failure): Failure {
  const said = `${message}. Square refuses the access token: give a new one as upstreams.square.accessToken`;
  const more = { ...(after_ms !== undefined && { after_ms }), ...(http_status !== undefined && { http_status }) };
  return new Failure(kind, reason, { message: said, ...more });
}

function unexpected(what: string): Failure {
  return new Failure('retry', 'answer_unexpected', { message: `Square: ${what} expected` });
}
