import { Agent, type Dispatcher } from 'undici';
import type { Failure } from '../../runtime/failures.ts';
import { bound } from './abort.ts';
import { failureOfVerdict, retryAfter, verdictOfCode, verdictOfStatus } from './http-failures.ts';

export interface HttpOptions {
  /** Scheme, host and port, and a path that every request's path is put behind. Without a trailing slash. */
  readonly baseUrl: string;
  /** Connections at most. */
  readonly connections: number;
  readonly connect_timeout_ms: number;
  /** Of a whole request, from sending it to the last byte of its answer. */
  readonly timeout_ms: number;
  /** The wall's time. */
  readonly now: () => number;
  /** One request is over; `status` is the HTTP status, or the reason why there is none. */
  readonly called: (status: number | string, duration_ms: number) => void;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** With its query, as it goes on the wire. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a `content-type` among the headers goes before its own. */
  readonly json?: unknown;
  /** Sent as a form, in the place of `json`. */
  readonly form?: Readonly<Record<string, string>>;
  /** Largest answer that is taken, bytes. */
  readonly max_bytes: number;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; several of one name joined by ", ". */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/**
 * HTTP to one upstream, over connections that are kept. Follows no redirect, retries nothing: what to do about a
 * failure is the caller's, told by the {@link Failure} it gets. No body, header or query gets into an error's text.
 */
export class Http {
  private readonly agent: Agent;
  private readonly options: HttpOptions;

  constructor(options: HttpOptions) {
    this.options = options;
    this.agent = new Agent({
      connections: options.connections,
      connect: { timeout: options.connect_timeout_ms },
      headersTimeout: options.timeout_ms,
      bodyTimeout: options.timeout_ms,
    });
  }

  /** The answer whatever its status. Throws a Failure where there is none, the signal's reason where that aborted. */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const work = bound([request.signal], this.options.timeout_ms);
    const began_ms = performance.now();
    try {
      const answer = await this.agent.request(this.dispatchOf(request, work.signal));
      const body = await bodyOf(answer.body, request.max_bytes);
      this.options.called(answer.statusCode, performance.now() - began_ms);
      return { status: answer.statusCode, headers: flattened(answer.headers), body };
    } catch (error) {
      request.signal?.throwIfAborted();
      const code = work.late() ? 'ANSWER_DEADLINE' : codeOf(error);
      const failure = failureOfVerdict(verdictOfCode(code), named(request), { cause: withoutData(error) });
      this.options.called(failure.reason, performance.now() - began_ms);
      throw failure;
    } finally {
      work.release();
    }
  }

  /** The parsed body of a 2xx; a Failure for every other status, and where it is no JSON. */
  async json(request: HttpRequest): Promise<{ readonly json: unknown; readonly answer: HttpAnswer }> {
    const answer = await this.send(request);
    const failure = this.failureOf(request, answer);
    if (failure !== null) throw failure;
    return { json: this.parsed(request, answer), answer };
  }

  /** The body as JSON; a Failure `retry` where it is none. */
  parsed(request: HttpRequest, { body }: HttpAnswer): unknown {
    try {
      return JSON.parse(body.toString('utf8'));
    } catch {
      throw failureOfVerdict(verdictOfCode('ANSWER_NOT_JSON'), named(request));
    }
  }

  /** What to do about the answer's status; null for 2xx. */
  failureOf(request: HttpRequest, answer: HttpAnswer): Failure | null {
    const verdict = verdictOfStatus(answer.status);
    if (verdict === null) return null;
    const asked_ms = retryAfter(answer.headers['retry-after'], this.options.now());
    const what = `${named(request)} answered ${answer.status}`;
    const { status: http_status } = answer;
    return failureOfVerdict(verdict, what, asked_ms === undefined ? { http_status } : { asked_ms, http_status });
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private dispatchOf({ method, path, headers, json, form }: HttpRequest, signal: AbortSignal) {
    const url = new URL(this.options.baseUrl + path);
    const base = { accept: 'application/json', 'user-agent': 'regulars', ...headers };
    const options = { origin: url.origin, path: url.pathname + url.search, method, signal };
    if (form !== undefined) {
      const body = new URLSearchParams(form).toString();
      return { ...options, headers: { ...base, 'content-type': 'application/x-www-form-urlencoded' }, body };
    }
    if (json === undefined) return { ...options, headers: base };
    return { ...options, headers: { 'content-type': 'application/json', ...base }, body: JSON.stringify(json) };
  }
}

/** Undici's error for what is no HTTP. It carries the bytes, and no code that tells. */
const PARSER_ERROR = 'HTTPParserError';

class CodedError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

async function bodyOf(stream: Dispatcher.ResponseData['body'], max_bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    // An undici body yields Buffers as long as no encoding is set on it, and none is.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > max_bytes) throw new CodedError('ANSWER_TOO_LARGE');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, size);
}

function flattened(headers: Dispatcher.ResponseData['headers']): Record<string, string | undefined> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

/** The error's own code, else that of its cause. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.name === PARSER_ERROR) return 'ANSWER_GARBLED';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? '' : codeOf(error.cause);
}

/** Bytes of an answer have no business in an error, which may be logged. */
function withoutData(error: unknown): unknown {
  return error instanceof Error && error.name === PARSER_ERROR ? new Error(error.message) : error;
}

function named({ method, path }: HttpRequest): string {
  return `${method} ${path.split('?', 1)[0]}`;
}
