import type { Failure } from '../../runtime/failures.ts';
import type { Budget } from './budget.ts';
import type { UpstreamDeps } from './deps.ts';
import { Http, type HttpAnswer, type HttpRequest } from './http.ts';

/** How a call stands towards others. */
export interface Call {
  /** See budget.ts. */
  readonly priority: number;
  readonly signal?: AbortSignal;
}

export interface KeyedOptions {
  /** As metrics name it. */
  readonly upstream: string;
  readonly baseUrl: string;
  /** Of every request, the key among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** At once, at most; absent: 8. */
  readonly connections?: number;
  /** The widest: it rests after a 429, and as long as `restsFor_ms` says. */
  readonly budget: Budget;
  /** How long an answer says that nothing more will be answered; 0: nothing of the kind. */
  readonly restsFor_ms?: (answer: HttpAnswer) => number;
}

export type KeyedRequest = Omit<HttpRequest, 'headers' | 'signal'>;

const CONNECTIONS = 8;
/** Where a 429 does not say how long. */
const REST_MS = 1000;

/** Calls to an upstream whose key does not run out: within a budget, failures classified. */
export class KeyedCalls {
  private readonly http: Http;
  private readonly options: KeyedOptions;
  private readonly now: () => number;

  constructor(options: KeyedOptions, { now, metrics, timeout_ms = 30_000 }: Omit<UpstreamDeps, 'log'>) {
    const { baseUrl, upstream, connections = CONNECTIONS } = options;
    this.options = options;
    this.now = now;
    const called = (status: number | string, took_ms: number) => metrics.upstreamCall(upstream, status, took_ms);
    this.http = new Http({ baseUrl, connections, connect_timeout_ms: 10_000, timeout_ms, now, called });
  }

  /** The parsed body of a 2xx; a Failure for every other status. `budget`: the call's own, within that of all. */
  async json(request: KeyedRequest, call: Call, budget = this.options.budget): Promise<unknown> {
    const { answer, failure } = await this.asked(request, call, budget);
    if (failure !== null) throw failure;
    return this.http.parsed(request, answer);
  }

  /** The answer, and the failure that its status is; throws where there is none. */
  async asked(
    request: KeyedRequest,
    call: Call,
    budget = this.options.budget,
  ): Promise<{ readonly answer: HttpAnswer; readonly failure: Failure | null }> {
    const first = await this.sent(request, call, budget);
    // A key does not run out: where it is refused for once, it is not the key.
    const answer = first.status === 401 ? await this.sent(request, call, budget) : first;
    return { answer, failure: this.http.failureOf(request, answer) };
  }

  async close(): Promise<void> {
    this.options.budget.close();
    await this.http.close();
  }

  private sent(request: KeyedRequest, { priority, signal }: Call, budget: Budget): Promise<HttpAnswer> {
    const { headers } = this.options;
    const complete = signal === undefined ? { ...request, headers } : { ...request, headers, signal };
    return budget.run(priority, () => this.answerOf(complete), signal);
  }

  /** Everybody else waits as well where the answer says that there were too many requests. */
  private async answerOf(request: HttpRequest): Promise<HttpAnswer> {
    const answer = await this.http.send(request);
    const { budget, restsFor_ms } = this.options;
    const rest_ms =
      answer.status === 429 ? (this.http.failureOf(request, answer)?.after_ms ?? REST_MS) : restsFor_ms?.(answer);
    budget.pause(rest_ms ?? 0, this.now());
    return answer;
  }
}
