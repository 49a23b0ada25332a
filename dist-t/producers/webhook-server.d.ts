import type { FastifyInstance } from 'fastify';
import type { Writer } from '../runtime/log/types.ts';
import { type Encoding } from '../runtime/tasks/records.ts';
import type { Webhook } from '../upstreams/types.ts';
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
/**
 * The route `POST /webhooks/{upstream}`, to be registered in a scope of its own on the HTTP server of the process.
 *
 * A 2xx means that the log has acknowledged the delivery (`_deliveries`, as received). Else: 401 or 400 as the
 * upstream's `admit` says, 404 for an upstream that has no webhooks here, 413 over 1 MiB, 503 where the log is slow or
 * cannot take it. After a 503 the delivery may be in the log all the same: the sender's repetition has the same key and
 * changes nothing. Answers within a second of the request's last byte, whatever the log does.
 */
export declare function webhookRoutes(options: WebhookServerOptions): (app: FastifyInstance) => void;
