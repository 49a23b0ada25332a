import { fork } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { fastify } from 'fastify';
import { Pool } from 'undici';
import { webhookRoutes } from '../producers/webhook-server.js';
import { toast } from '../upstreams/toast/toast.js';
import { latencies } from './figures.js';
import { openPlace, PARTITIONS } from './place.js';
const SECRET = 'bench';
const BODY_BYTES = 10_000;
const SENDERS = 32;
/** Signed Toast deliveries of 10 KB, each acknowledged by the broker before its 2xx. The server is a process of its own. */
export async function webhook(place, scale) {
    const deliveries = Math.round(40_000 * scale);
    await (await openPlace(place)).log.close();
    const server = fork(fileURLToPath(import.meta.url), [JSON.stringify(place)]);
    const { url } = await told(server);
    const pool = new Pool(url, { connections: SENDERS });
    await send(pool, Math.min(2_000, deliveries));
    server.send('begin');
    await told(server);
    const began = performance.now();
    const took_ms = await send(pool, deliveries);
    const seconds = (performance.now() - began) / 1_000;
    server.send('taken');
    const taken = await told(server);
    await pool.close();
    server.disconnect();
    return { per_second: Math.round(deliveries / seconds), ...latencies(took_ms), ...taken };
}
/** Gives how long each took. Throws unless all were taken. */
async function send(pool, deliveries) {
    const made = Array.from({ length: 500 }, delivery);
    const took_ms = [];
    let sent = 0;
    const sender = async () => {
        while (sent < deliveries) {
            const request = made[sent++ % made.length];
            const began = performance.now();
            const { statusCode, body } = await pool.request({ method: 'POST', path: '/webhooks/toast', ...request });
            await body.dump();
            if (statusCode !== 200)
                throw new Error(`a delivery was answered with ${statusCode}`);
            took_ms.push(performance.now() - began);
        }
    };
    await Promise.all(Array.from({ length: SENDERS }, sender));
    return took_ms;
}
function delivery() {
    const timestamp = new Date().toISOString();
    const details = { restaurantGuid: 'r', order: { guid: randomUUID(), checks: [] }, padding: 'x'.repeat(BODY_BYTES) };
    const kind = { eventCategory: 'order_updated', eventType: 'order_updated' };
    const body = Buffer.from(JSON.stringify({ timestamp, ...kind, guid: randomUUID(), details }));
    const signature = createHmac('sha256', SECRET).update(body).update(timestamp).digest('base64');
    return { body, headers: { 'content-type': 'application/json', 'toast-signature': signature } };
}
function told(server) {
    // The messages are those that `serve` sends.
    return new Promise((resolve) => void server.once('message', (message) => resolve(message)));
}
async function serve(place) {
    const { log, codec } = await openPlace(place);
    const config = {
        ...{ baseUrl: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x', webhookSecret: SECRET },
        ...{ pollSeconds: 60, requestsPerSecond: 10, since: { kind: 'beginning' } },
    };
    const nothing = () => undefined;
    const deps = { dataDir: place.folder, log: { info: nothing }, metrics: { upstreamCall: nothing }, now: Date.now };
    const routes = webhookRoutes({
        // It has a secret, so it has webhooks.
        webhooks: new Map([['toast', toast(config, [], deps).webhook]]),
        writer: await log.writer(),
        encoding: { codec, partitions: PARTITIONS },
        metrics: { webhook: nothing },
        log: { warn: nothing },
        now: Date.now,
    });
    const app = fastify();
    await app.register(async (scope) => routes(scope));
    let before = process.cpuUsage();
    process.on('disconnect', () => process.exit(0));
    process.on('message', (message) => {
        if (message === 'begin')
            before = process.cpuUsage();
        const { user, system } = process.cpuUsage(before);
        const rss_mb = Math.round(process.resourceUsage().maxRSS / 1024);
        process.send?.({ cpu_s: Math.round((user + system) / 10_000) / 100, rss_mb });
    });
    process.send?.({ url: await app.listen({ port: 0, host: '127.0.0.1' }) });
}
if (process.argv[1] === fileURLToPath(import.meta.url)) {
    // The argument is what `webhook` gives.
    await serve(JSON.parse(process.argv[2]));
}
//# sourceMappingURL=webhook.js.map