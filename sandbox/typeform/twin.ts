import type { SandboxClock } from '../clock.ts';
import type { Counts } from '../counts.ts';
import { Faults } from '../faults.ts';
import { json, type Reply, type Request } from '../http.ts';
import { FixedWindows } from '../limits.ts';
import { mishap, strained } from '../mishaps.ts';
import type { Settings } from '../options.ts';
import { TYPEFORM_ACCESS_TOKEN, TYPEFORM_FORMS } from './account.ts';
import { refusal } from './errors.ts';
import { TYPEFORM_FAULTS, type TypeformFault } from './faults.ts';
import { tokenOf } from './ids.ts';
import { poisoned, withUnknownFields } from './oddities.ts';
import { type Known, response, type TypeformResponse } from './response.ts';
import type { Shelf, Shelved } from './shelf.ts';

const ROUTE = 'GET /forms/{id}/responses';
/** Two a second for an account. */
const LIMIT = { by: 'account', requests: 2, window_ms: 1_000 };
const PAGE_LIMIT = 1_000;
const PAGE_DEFAULT = 25;

interface Query {
  readonly size: number;
  readonly from_ms: number;
  readonly to_ms: number;
  readonly before: string | null;
}

/** The Responses API over the world: what guests answered, the newest first. */
export class TypeformTwin {
  readonly faults: Faults<TypeformFault>;
  private readonly shelf: Shelf;
  private readonly known: Known;
  private readonly clock: SandboxClock;
  private readonly limits: FixedWindows | null;
  private poisons = 0;

  constructor(around: { shelf: Shelf; known: Known }, clock: SandboxClock, counts: Counts, settings: Settings) {
    this.shelf = around.shelf;
    this.known = around.known;
    this.clock = clock;
    this.faults = new Faults(settings.seed, TYPEFORM_FAULTS, (name) => counts.tally(`typeform.faults.${name}`));
    this.faults.set(settings.faults.typeform ?? {});
    this.limits = settings.vendorLimits ? new FixedWindows([LIMIT]) : null;
  }

  answer(request: Request): Reply {
    const { method, path } = request;
    const form = /^\/forms\/([^/]+)\/responses$/.exec(path)?.[1];
    if (form === undefined) return refusal('unknown', 404, `nothing at ${method} ${path}`);
    if (method !== 'GET') return refusal(ROUTE, 405, 'method not allowed');
    const ended = this.faults.strikes('unauthorized');
    if (ended || request.header('authorization') !== `Bearer ${TYPEFORM_ACCESS_TOKEN}`)
      return refusal(ROUTE, 401, 'Authentication credentials not found on the Request Headers');
    const allowance = this.limits?.take('account', Date.now());
    if (allowance && !allowance.allowed) return refusal(ROUTE, 429, 'too many requests');
    const failure = mishap(this.faults, ROUTE, (status, message) => refusal(ROUTE, status, message));
    if (failure) return failure;
    if (!Object.values<string>(TYPEFORM_FORMS).includes(form)) return refusal(ROUTE, 404, `form ${form} not found`);
    const query = queryOf(request.query);
    if (typeof query === 'string') return refusal(ROUTE, 400, query);
    return strained(this.faults, this.page(form, query));
  }

  private page(form: string, { size, from_ms, to_ms, before }: Query): Reply {
    const { seed } = this.known.world.options;
    const shown = this.shelf.shown(form, { from_ms, to_ms }, this.clock.now_ms());
    const place = before === null ? -1 : shown.findIndex(({ visit }) => tokenOf(seed, visit) === before);
    if (before !== null && (place < 0 || this.faults.strikes('token_void'))) {
      return refusal(ROUTE, 400, `no response ${before}`);
    }
    const left = shown.slice(place + 1);
    const first = before !== null && this.faults.strikes('row_repeated') ? place : place + 1;
    const rows = shown.slice(first, first + size).map((shelved) => this.response(shelved));
    const items: object[] = rows.map(item);
    const [model] = rows;
    if (model && this.faults.strikes('unknown_fields')) items[0] = withUnknownFields(item(model));
    if (model && items.length < size && this.faults.strikes('poison')) {
      items.push(poisoned(item(model), this.poisons++));
    }
    const total_items = left.length;
    return json(ROUTE, 200, { items, page_count: Math.ceil(total_items / size), total_items });
  }

  private response({ visit }: Shelved): TypeformResponse {
    return response(this.known, this.shelf.draw(visit));
  }
}

/** As the API lists it: with where it came from, and without its form. Days are instants there. */
function item({ form_id: _, ...response }: TypeformResponse): TypeformResponse {
  const metadata = {
    user_agent: 'Mozilla/5.0',
    platform: 'mobile',
    referer: 'https://acme.example/',
    network_id: 'a1',
  };
  const answers = response.answers.map((answer) =>
    'date' in answer ? { ...answer, date: `${answer.date}T00:00:00Z` } : answer,
  );
  const listed = { ...response, answers, response_id: response.token, landing_id: response.token, metadata };
  // A listed response has no form; nobody asks it for one.
  return listed as unknown as TypeformResponse;
}

/** A text where it is wrong. */
function queryOf(query: URLSearchParams): Query | string {
  const size = Number(query.get('page_size') ?? PAGE_DEFAULT);
  if (!Number.isInteger(size) || size < 1 || size > PAGE_LIMIT) return `page_size must be from 1 to ${PAGE_LIMIT}`;
  if (query.has('sort') && (query.has('before') || query.has('after'))) return 'before, after and sort do not combine';
  const [from_ms, to_ms] = [momentOf(query.get('since'), 0), momentOf(query.get('until'), Number.MAX_SAFE_INTEGER)];
  if (Number.isNaN(from_ms) || Number.isNaN(to_ms)) return 'since and until must be seconds, or dates in ISO 8601';
  return { size, from_ms, to_ms, before: query.get('before') };
}

/** Seconds, or ISO 8601 in UTC; both ends are included. */
function momentOf(text: string | null, absent_ms: number): number {
  if (text === null) return absent_ms;
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/.test(text) ? Date.parse(text.replace(/Z?$/, 'Z')) : Number.NaN;
}
