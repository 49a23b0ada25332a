import { Failure, type FailureKind } from '../../runtime/failures.ts';

/** What is to be done about an HTTP status or a broken connection. */
export interface Verdict {
  readonly kind: FailureKind;
  /** Stable, lower_snake. */
  readonly reason: string;
  /** How long to wait where the upstream does not say; absent: the caller's own back-off. */
  readonly after_ms?: number;
}

const MINUTE_MS = 60_000;

const retry = (reason: string): Verdict => ({ kind: 'retry', reason });
const slowly = (reason: string): Verdict => ({ kind: 'retry', reason, after_ms: 5 * MINUTE_MS });
const poison = (reason: string): Verdict => ({ kind: 'poison', reason });
const fatal = (reason: string): Verdict => ({ kind: 'fatal', reason });

/**
 * HTTP status → what to do. A status that is not here is decided by its class, below.
 *
 * `slowly`: somebody must act at the upstream, and it heals as soon as they did; a pipeline that reads others as well
 * does not stop for it.
 */
export const byStatus: Readonly<Record<number, Verdict>> = {
  400: poison('bad_request'),
  /** After the one new login that a client tries by itself. */
  401: slowly('unauthorized'),
  402: slowly('payment_required'),
  403: slowly('forbidden'),
  404: poison('not_found'),
  408: retry('request_timeout'),
  409: retry('conflict'),
  410: poison('gone'),
  413: poison('request_too_large'),
  414: poison('request_too_large'),
  422: poison('unprocessable'),
  423: retry('locked'),
  425: retry('too_early'),
  429: retry('rate_limited'),
  500: { kind: 'retry', reason: 'server_error', after_ms: MINUTE_MS },
  501: fatal('not_implemented'),
  502: retry('bad_gateway'),
  503: retry('unavailable'),
  504: retry('gateway_timeout'),
  505: fatal('http_version_refused'),
};

/** The first that holds, for a status that is not in the table. Redirects are not followed: a token stays where it is. */
const byClass: readonly [from: number, verdict: Verdict][] = [
  [600, fatal('unknown_status')],
  [500, retry('server_error_unknown')],
  [400, fatal('client_error_unknown')],
  [300, fatal('redirected')],
  [0, fatal('unknown_status')],
];

/** Code of a connection's error (Node's or undici's) → what to do. What is not here is unknown, and fatal. */
export const byCode: Readonly<Record<string, Verdict>> = {
  ECONNREFUSED: retry('connection_refused'),
  ECONNRESET: retry('connection_reset'),
  ECONNABORTED: retry('connection_reset'),
  EPIPE: retry('connection_reset'),
  ETIMEDOUT: retry('connection_timeout'),
  EHOSTUNREACH: retry('host_unreachable'),
  ENETUNREACH: retry('host_unreachable'),
  ENETDOWN: retry('host_unreachable'),
  ENOTFOUND: retry('name_not_resolved'),
  EAI_AGAIN: retry('name_not_resolved'),
  UND_ERR_CONNECT_TIMEOUT: retry('connection_timeout'),
  UND_ERR_HEADERS_TIMEOUT: retry('answer_timeout'),
  UND_ERR_BODY_TIMEOUT: retry('answer_timeout'),
  UND_ERR_SOCKET: retry('connection_reset'),
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: retry('answer_torn'),
  /** Ours: what undici's parser found to be no HTTP. */
  ANSWER_GARBLED: retry('answer_torn'),
  /** Ours: the whole of a request took too long. */
  ANSWER_DEADLINE: retry('answer_timeout'),
  /** Ours: the status was good, the body is no JSON. A proxy's page, or a torn answer. */
  ANSWER_NOT_JSON: retry('answer_not_json'),
  /** Ours: the body is larger than asked for can be. */
  ANSWER_TOO_LARGE: poison('answer_too_large'),
};

/** Null for 2xx. */
export function verdictOfStatus(status: number): Verdict | null {
  if (status >= 200 && status < 300) return null;
  const known = byStatus[status];
  if (known !== undefined) return known;
  return byClass.find(([from]) => status >= from)?.[1] ?? fatal('unknown_status');
}

/** 4xx that are no word on the request itself: the login, the time it took, the number of requests. */
const passing: readonly number[] = [401, 408, 425, 429];

/** Whether the status says that the request, as it is, will never be taken. */
export function isRefusal(status: number): boolean {
  return status >= 400 && status <= 499 && !passing.includes(status);
}

export function verdictOfCode(code: string): Verdict {
  const known = Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  return known ?? fatal('connection_error_unknown');
}

const LONGEST_WAIT_MS = 24 * 60 * MINUTE_MS;

/**
 * `Retry-After` in milliseconds from `now_ms`: seconds, or an HTTP date. Undefined where it is absent or neither; a
 * day at most, so that a typing error of the upstream's does not silence it for ever.
 */
export function retryAfter(header: string | undefined, now_ms: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const wait_ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now_ms;
  return Number.isNaN(wait_ms) ? undefined : Math.min(Math.max(0, Math.ceil(wait_ms)), LONGEST_WAIT_MS);
}

/** The failure of a verdict; what the upstream says about waiting (`asked_ms`) goes before our own idea of it. */
export function failureOfVerdict(
  verdict: Verdict,
  what: string,
  more: { asked_ms?: number; http_status?: number; cause?: unknown } = {},
) {
  const after_ms = verdict.kind === 'retry' ? (more.asked_ms ?? verdict.after_ms) : undefined;
  const message = `${what}: ${verdict.reason}`;
  return new Failure(verdict.kind, verdict.reason, {
    message,
    cause: more.cause,
    ...(after_ms === undefined ? {} : { after_ms }),
    ...(more.http_status === undefined ? {} : { http_status: more.http_status }),
  });
}
