import { failureOf } from '../runtime/failures.js';
import { recordOf } from '../runtime/tasks/records.js';
import { topics } from '../schemas/topics.js';
import { InFlight } from './in-flight.js';
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
export function webhookRoutes(options) {
    const desk = new Desk(options);
    return (app) => {
        app.removeAllContentTypeParsers();
        const asBytes = { parseAs: 'buffer', bodyLimit: LARGEST_BODY };
        app.addContentTypeParser('*', asBytes, (_request, body, done) => done(null, body));
        app.setErrorHandler((error, _request, reply) => desk.failed(error, reply));
        app.route({
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
    options;
    inFlight;
    leases = new WeakMap();
    constructor(options) {
        this.options = options;
        this.inFlight = new InFlight(options.most_bytes ?? MOST_BYTES);
    }
    /** Before the body is read: whether there is room for it. */
    enter(request, reply) {
        // What counts is the bytes, whatever the sender says of them: a type that nobody can parse is no reason to refuse.
        delete request.raw.headers['content-type'];
        if (!this.options.webhooks.has(request.params.upstream))
            return answered(reply, 404, 'unknown_upstream');
        const lease = this.inFlight.take(sizeOf(request));
        if (lease === null)
            return answered(reply, 503, 'too_much_under_way');
        this.leases.set(reply.raw, lease);
        // Also where the sender goes away before it has its answer. What the log still holds is given back by `append`.
        reply.raw.once('close', () => this.leases.get(reply.raw)?.release());
        return undefined;
    }
    async take(request, reply) {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const admission = this.admit(request, body);
        if (admission.kind === 'unauthorized')
            return answered(reply, 401, admission.reason);
        if (admission.kind === 'malformed')
            return answered(reply, 400, admission.reason);
        const lease = this.leases.get(reply.raw);
        this.leases.delete(reply.raw);
        const appended = this.append(admission.delivery).finally(() => lease?.release());
        const outcome = await within(this.options.append_timeout_ms ?? APPEND_TIMEOUT_MS, appended);
        return answered(reply, outcome === 'kept' ? 200 : 503, outcome);
    }
    /** An answer that no rule of ours gave: too large a body, one that was cut off, or a fault of ours. */
    failed(error, reply) {
        const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
        if (status === 413)
            return answered(reply, 413, 'too_large');
        if (status < 500)
            return answered(reply, 400, 'unreadable');
        this.options.log.warn('a webhook could not be taken', { reason: failureOf(error).reason });
        return answered(reply, 503, 'not_taken');
    }
    admit(request, body) {
        // `enter` has answered where the upstream is not in the map.
        const webhook = this.options.webhooks.get(request.params.upstream);
        return webhook.admit({ headers: headersOf(request), body, now_ms: this.options.now() });
    }
    async append(delivery) {
        const { writer, encoding } = this.options;
        await writer.append([recordOf(encoding, topics.deliveries, delivery)]);
    }
}
function answered(reply, status, what) {
    return reply.code(status).send(status === 200 ? { ok: true } : { error: what });
}
/** What the request may hold of memory; one that does not say how long it is may be as long as is allowed. */
function sizeOf(request) {
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    return Number.isNaN(length) ? LARGEST_BODY : Math.min(length, LARGEST_BODY);
}
function headersOf({ headers }) {
    const entries = Object.entries(headers);
    return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}
function within(timeout_ms, appended) {
    return new Promise((resolve) => {
        const timer = setTimeout(() => resolve('log_slow'), timeout_ms);
        const settle = (outcome) => {
            clearTimeout(timer);
            resolve(outcome);
        };
        appended.then(() => settle('kept'), () => settle('log_failed'));
    });
}
//# sourceMappingURL=webhook-server.js.map