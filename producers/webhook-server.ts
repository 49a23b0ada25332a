import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { failureOf } from '../runtime/failures.ts';
import type { Writer } from '../runtime/log/types.ts';
import { type Encoding, recordOf } from '../runtime/tasks/records.ts';
import type { Delivery } from '../schemas/generated/types.ts';
import { topics } from '../schemas/topics.ts';
import type { Admission, Webhook } from '../upstreams/types.ts';
import { InFlight, type Lease } from './in-flight.ts';

export interface WebhookServerOptions {
  /** By upstream, as in `/webhooks/{upstream}`. */
  readonly webhooks: ReadonlyMap<string, Webhook>;
  readonly writer: Writer;
  readonly encoding: Encoding;
  readonly metrics: WebhookMetrics;
  readonly log: WebhookLog;
  /** The wall's time, epoch milliseconds. */
  readonly now: () => number;
  /** Largest sum of bodies that wait for the log; beyond it senders get a 503. Default 64 MiB. */
  readonly most_bytes?: number;
  /** How long the log may take before the sender gets a 503 and comes again. Default 900. */
  readonly append_timeout_ms?: number;
}

export interface WebhookMetrics {
  /** One request was answered. `upstream` is one of the map's, else `unknown`. */
  webhook(upstream: string, status: number, duration_ms: number): void;
}

export interface WebhookLog {
  warn(message: string, details?: object): void;
}

interface Route {
  Params: { upstream: string };
}

const LARGEST_BODY = 1024 * 1024;
const MOST_BYTES = 64 * 1024 * 1024;
const APPEND_TIMEOUT_MS = 900;

/**
 * The route `POST /webhooks/{upstream}`, to be registered in a scope of its own on the HTTP server of the process.
 *
 * A 2xx means that the log has acknowledged the delivery (`_deliveries`, as received). Else: 401 or 400 as the
 * upstream's `admit` says, 404 for an upstream that has no webhooks here, 413 over 1 MiB, 503 where the log is slow or
 * cannot take it. After a 503 the delivery may be in the log all the same: the sender's repetition has the same key and
 * changes nothing. Answers within a second of the request's last byte, whatever the log does.
 */
export function webhookRoutes(options: WebhookServerOptions): (app: FastifyInstance) => void {
  const desk = new Desk(options);
  return (app) => {
    app.removeAllContentTypeParsers();
    const asBytes = { parseAs: 'buffer', bodyLimit: LARGEST_BODY } as const;
    app.addContentTypeParser('*', asBytes, (_request, body, done) => done(null, body));
    app.setErrorHandler((error, _request, reply) => desk.failed(error, reply));
    app.route<Route>({
      method: 'POST',
      url: '/webhooks/:upstream',
      onRequest: async (request, reply) => desk.enter(request, reply),
      handler: async (request, reply) => desk.take(request, reply),
      onResponse: async (request, reply) => {
        const { upstream } = request.params;
        const label = options.webhooks.has(upstream) ? upstream : 'unknown';
        options.metrics.webhook(label, reply.statusCode, reply.elapsedTime);
      },
    });
  };
}

class Desk {
  private readonly options: WebhookServerOptions;
  private readonly inFlight: InFlight;
  private readonly leases = new WeakMap<object, Lease>();

  constructor(options: WebhookServerOptions) {
    this.options = options;
    this.inFlight = new InFlight(options.most_bytes ?? MOST_BYTES);
  }

  /** Before the body is read: whether there is room for it. */
  enter(request: FastifyRequest<Route>, reply: FastifyReply): FastifyReply | undefined {
    // What counts is the bytes, whatever the sender says of them: a type that nobody can parse is no reason to refuse.
    delete request.raw.headers['content-type'];
    if (!this.options.webhooks.has(request.params.upstream)) return answered(reply, 404, 'unknown_upstream');
    const lease = this.inFlight.take(sizeOf(request));
    if (lease === null) return answered(reply, 503, 'too_much_under_way');
    this.leases.set(reply.raw, lease);
    // Also where the sender goes away before it has its answer. What the log still holds is given back by `append`.
    reply.raw.once('close', () => this.leases.get(reply.raw)?.release());
    return undefined;
  }

  async take(request: FastifyRequest<Route>, reply: FastifyReply): Promise<FastifyReply> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const admission = this.admit(request, body);
    if (admission.kind === 'unauthorized') return answered(reply, 401, admission.reason);
    if (admission.kind === 'malformed') return answered(reply, 400, admission.reason);
    const lease = this.leases.get(reply.raw);
    this.leases.delete(reply.raw);
    const appended = this.append(admission.delivery).finally(() => lease?.release());
    const outcome = await within(this.options.append_timeout_ms ?? APPEND_TIMEOUT_MS, appended);
    return answered(reply, outcome === 'kept' ? 200 : 503, outcome);
  }

  /** An answer that no rule of ours gave: too large a body, one that was cut off, or a fault of ours. */
  failed(error: unknown, reply: FastifyReply): FastifyReply {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status === 413) return answered(reply, 413, 'too_large');
    if (status < 500) return answered(reply, 400, 'unreadable');
    this.options.log.warn('a webhook could not be taken', { reason: failureOf(error).reason });
    return answered(reply, 503, 'not_taken');
  }

  private admit(request: FastifyRequest<Route>, body: Buffer): Admission {
    // `enter` has answered where the upstream is not in the map.
    const webhook = this.options.webhooks.get(request.params.upstream)!;
    return webhook.admit({ headers: headersOf(request), body, now_ms: this.options.now() });
  }

  private async append(delivery: Delivery): Promise<void> {
    const { writer, encoding } = this.options;
    await writer.append([recordOf(encoding, topics.deliveries, delivery)]);
  }
}

function answered(reply: FastifyReply, status: number, what: string): FastifyReply {
  return reply.code(status).send(status === 200 ? { ok: true } : { error: what });
}

/** What the request may hold of memory; one that does not say how long it is may be as long as is allowed. */
function sizeOf(request: FastifyRequest<Route>): number {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  return Number.isNaN(length) ? LARGEST_BODY : Math.min(length, LARGEST_BODY);
}

function headersOf({ headers }: FastifyRequest<Route>): Record<string, string | undefined> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

function within(timeout_ms: number, appended: Promise<void>): Promise<'kept' | 'log_slow' | 'log_failed'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('log_slow'), timeout_ms);
    const settle = (outcome: 'kept' | 'log_failed') => {
      clearTimeout(timer);
      resolve(outcome);
    };
    appended.then(
      () => settle('kept'),
      () => settle('log_failed'),
    );
  });
}
