import { Failure } from '../../runtime/failures.ts';
import { Budget, perSecond, priority } from '../shared/budget.ts';
import type { UpstreamDeps } from '../shared/deps.ts';
import { isObject } from '../shared/fields.ts';
import { Http, type HttpAnswer, type HttpRequest } from '../shared/http.ts';
import type { SevenroomsConfig } from './config.ts';
import { type LoginAnswer, Session } from './session.ts';

const MIB = 1024 * 1024;
/** Four hundred reservations with their tickets. */
const LARGEST_PAGE = 64 * MIB;

/** How a call stands towards others. */
export interface Turn {
  /** See shared/budget.ts. */
  readonly priority: number;
  readonly signal?: AbortSignal;
}

export type Request = Omit<HttpRequest, 'headers' | 'signal'>;

export interface Asked {
  readonly status: number;
  readonly failure: Failure | null;
  /** `data` of the answer; undefined where it has none. */
  readonly data: unknown;
}

export type Export = 'clients' | 'reservations';

export interface ExportPage {
  readonly rows: readonly unknown[];
  /** What to ask the page after by, opaque; null at the end. */
  readonly next: string | null;
}

/** What reading exports needs of SevenRooms. */
export interface ExportPages {
  /** A Failure with the reason `result_set_limited` where the query has more rows than SevenRooms gives. */
  exportPage(what: Export, query: Readonly<Record<string, string>>, turn: Turn): Promise<ExportPage>;
}

/**
 * The calls that we make to SevenRooms, to read and to write: logged in, within the one budget, failures classified.
 * `Authorization` is the token alone; success is `{"status": 200, "data": …}`, an error `{"status": …, "msg": …}`
 * (tap-sevenrooms client.py).
 */
export class SevenroomsApi implements ExportPages {
  private readonly http: Http;
  private readonly session: Session;
  private readonly config: SevenroomsConfig;
  private readonly now: () => number;
  private readonly budget: Budget;

  constructor(config: SevenroomsConfig, { now, metrics, timeout_ms = 30_000 }: Omit<UpstreamDeps, 'log'>) {
    const { baseUrl, requestsPerSecond } = config;
    this.config = config;
    this.now = now;
    const called = (status: number | string, ms: number) => metrics.upstreamCall('sevenrooms', status, ms);
    this.http = new Http({ baseUrl, connections: 8, connect_timeout_ms: 10_000, timeout_ms, now, called });
    this.session = new Session(() => this.login(), now);
    this.budget = new Budget({ limits: [perSecond(requestsPerSecond)], concurrency: 8 });
  }

  /**
   * The `data` of the answer; undefined where it has no body. Throws a Failure for every status but 2xx, be it that of
   * HTTP or that in the envelope; a refused token is renewed once.
   */
  async call(request: Request, turn: Turn): Promise<unknown> {
    const { failure, data } = await this.asked(request, turn);
    if (failure !== null) throw failure;
    return data;
  }

  /** The same with its status, and with the failure that the status is; throws where there is no answer. */
  async asked(request: Request, turn: Turn): Promise<Asked> {
    const token = await this.session.token();
    const first = await this.sent(request, turn, token);
    const answer = first.status === 401 ? await this.sent(request, turn, await this.session.renewed(token)) : first;
    const failure = this.failureOf(request, answer);
    const { status } = answer;
    return failure === null
      ? { status, failure, data: this.dataOf(request, answer) }
      : { status, failure, data: undefined };
  }

  /** A single client; see `asked`. */
  askedClient(id: string, turn: Turn): Promise<Asked> {
    const { apiPath, venueGroupId } = this.config;
    const query = new URLSearchParams({ venue_group_id: venueGroupId });
    const path = `${apiPath}/clients/${encodeURIComponent(id)}?${query}`;
    return this.asked({ method: 'GET', path, max_bytes: MIB }, turn);
  }

  async exportPage(what: Export, query: Readonly<Record<string, string>>, turn: Turn): Promise<ExportPage> {
    return pageOf(await this.read(`/${what}/export`, query, turn));
  }

  /** The ids of all venues of the group. */
  async venues(turn: Turn): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    const asked = new Set<string>();
    for (let cursor: string | null = ''; cursor !== null && !asked.has(cursor); ) {
      asked.add(cursor);
      const query: Record<string, string> = cursor === '' ? { limit: '400' } : { limit: '400', cursor };
      const page: ExportPage = pageOf(await this.read('/venues', query, turn));
      for (const row of page.rows) if (isObject(row) && typeof row.id === 'string') ids.add(row.id);
      cursor = page.next;
    }
    return ids;
  }

  /** Whether the credentials are good. Uses the token that is there. */
  async loggedIn(): Promise<void> {
    await this.session.token();
  }

  async close(): Promise<void> {
    this.budget.close();
    await this.http.close();
  }

  private read(path: string, query: Readonly<Record<string, string>>, turn: Turn): Promise<unknown> {
    const { apiPath, venueGroupId } = this.config;
    const asked = new URLSearchParams({ venue_group_id: venueGroupId, ...query });
    return this.call({ method: 'GET', path: `${apiPath}${path}?${asked}`, max_bytes: LARGEST_PAGE }, turn);
  }

  /** One request, in its turn; its status that of the envelope where HTTP's is good and the envelope's is not. */
  private sent(request: Request, turn: Turn, token: string) {
    const { signal } = turn;
    const headers = { authorization: token };
    const complete = signal === undefined ? { ...request, headers } : { ...request, headers, signal };
    return this.budget.run(turn.priority, () => this.answerOf(complete), signal);
  }

  /** Everybody else waits as well where the answer says that there were too many requests. */
  private async answerOf(request: HttpRequest): Promise<HttpAnswer> {
    const answer = meant(await this.http.send(request));
    if (answer.status === 429) {
      this.budget.pause(this.http.failureOf(request, answer)?.after_ms ?? 1000, this.now());
    }
    return answer;
  }

  private failureOf(request: HttpRequest, answer: HttpAnswer): Failure | null {
    const failure = this.http.failureOf(request, answer);
    if (failure === null || answer.status !== 400 || !isLimited(answer)) return failure;
    return new Failure('poison', 'result_set_limited', { message: failure.message, cause: failure });
  }

  private dataOf(request: HttpRequest, answer: HttpAnswer): unknown {
    if (answer.body.length === 0) return undefined;
    const envelope = this.http.parsed(request, answer);
    return isObject(envelope) ? envelope.data : undefined;
  }

  /** Everybody waits for it, so it goes first; nobody's signal ends it. */
  private async login(): Promise<LoginAnswer> {
    const { apiPath, clientId, clientSecret } = this.config;
    // Stray blanks around the credentials give a bare 401.
    const form = { client_id: clientId.trim(), client_secret: clientSecret.trim() };
    const request = { method: 'POST', path: `${apiPath}/auth`, form, max_bytes: MIB } as const;
    const answer = await this.budget.run(priority.delivery, () => this.answerOf(request));
    const failure = this.http.failureOf(request, answer);
    if (failure !== null) throw failure;
    return { data: this.dataOf(request, answer), date: answer.headers.date };
  }
}

function pageOf(data: unknown): ExportPage {
  const { results, cursor } = isObject(data) ? data : {};
  if (!Array.isArray(results))
    throw new Failure('fatal', 'export_page_unreadable', { message: 'data.results is no list' });
  const known = (typeof cursor === 'string' && cursor !== '') || (typeof cursor === 'number' && cursor !== 0);
  // A page without rows is the last, whatever it says.
  return { rows: results, next: known && results.length > 0 ? String(cursor) : null };
}

const LARGEST_ENVELOPE = 4096;

/** Errors are small: a page of rows is not parsed twice. */
function meant(answer: HttpAnswer): HttpAnswer {
  if (answer.status < 200 || answer.status > 299 || answer.body.length > LARGEST_ENVELOPE) return answer;
  const { status } = envelopeOf(answer);
  const is = typeof status === 'number' && Number.isInteger(status) && status >= 300 && status <= 599;
  return is ? { ...answer, status } : answer;
}

/** "Result set limited to 4000 results". */
function isLimited(answer: HttpAnswer): boolean {
  const { msg } = envelopeOf(answer);
  return typeof msg === 'string' && /limited to \d+ results/i.test(msg);
}

/** Empty where it is none. */
function envelopeOf({ body }: HttpAnswer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
