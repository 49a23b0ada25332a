import { Failure } from '../../runtime/failures.ts';
import { Budget, perSecond } from '../shared/budget.ts';
import type { UpstreamDeps } from '../shared/deps.ts';
import { isObject } from '../shared/fields.ts';
import { type Call, KeyedCalls } from '../shared/keyed-calls.ts';
import type { TypeformConfig } from './config.ts';

const MIB = 1024 * 1024;
/** A thousand responses. */
const LARGEST_PAGE = 64 * MIB;

/** Responses that are asked for: none of these is a page of the newest. */
export interface ResponsesQuery {
  /** Epoch seconds of submission, both included. */
  readonly since?: number;
  readonly until?: number;
  /** Those older than the response with this token. */
  readonly before?: string;
}

export interface ResponsesPage {
  /** The newest first. */
  readonly items: readonly unknown[];
  /** How many there are, as far as Typeform says: of the query, or of the rest of it. */
  readonly total: number | null;
}

/** What reading responses needs of Typeform. */
export interface ResponsePages {
  responses(form_id: string, query: ResponsesQuery, size: number, call: Call): Promise<ResponsesPage>;
}

/** The calls that we make to Typeform: within the budget, failures classified. */
export class TypeformApi implements ResponsePages {
  private readonly calls: KeyedCalls;

  constructor({ baseUrl, accessToken, requestsPerSecond }: TypeformConfig, deps: UpstreamDeps) {
    const headers = { authorization: `Bearer ${accessToken}` };
    const budget = new Budget({ limits: [perSecond(requestsPerSecond)], concurrency: 4 });
    this.calls = new KeyedCalls({ upstream: 'typeform', baseUrl, headers, budget }, deps);
  }

  /** Completed responses of a form. `size`: at most 1000. */
  async responses(form_id: string, query: ResponsesQuery, size: number, call: Call): Promise<ResponsesPage> {
    const { since, until, before } = query;
    const asked = new URLSearchParams({ page_size: String(size), response_type: 'completed' });
    if (since !== undefined) asked.set('since', String(since));
    if (until !== undefined) asked.set('until', String(until));
    if (before !== undefined) asked.set('before', before);
    const path = `/forms/${encodeURIComponent(form_id)}/responses?${asked}`;
    return pageOf(await this.calls.json({ method: 'GET', path, max_bytes: LARGEST_PAGE }, call));
  }

  close(): Promise<void> {
    return this.calls.close();
  }
}

function pageOf(json: unknown): ResponsesPage {
  const { items, total_items } = isObject(json) ? json : {};
  if (Array.isArray(items)) return { items, total: typeof total_items === 'number' ? total_items : null };
  throw new Failure('retry', 'answer_is_no_list', { message: 'Typeform: {"items", "total_items"} expected' });
}
