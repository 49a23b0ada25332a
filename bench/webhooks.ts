/**
 * Signed deliveries a second through the webhook route: `node dist/bench/webhooks.js [deliveries] [bytes] [senders]`.
 * The server is a process of its own, with a log that takes 5 ms for an append and keeps nothing.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fastify } from 'fastify';
import { Pool } from 'undici';
import { webhookRoutes } from '../producers/webhook-server.ts';
import { createCodec } from '../runtime/codec/codec.ts';
import { allTopics } from '../schemas/topics.ts';
import { toast } from '../upstreams/toast/toast.ts';

const SECRET = 'bench';
const APPEND_MS = 5;

async function serve(): Promise<void> {
  const nothing = () => undefined;
  const config = {
    ...{ baseUrl: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x', webhookSecret: SECRET },
    ...{ pollSeconds: 60, requestsPerSecond: 10, since: { kind: 'beginning' } as const },
  };
  const deps = { dataDir: tmpdir(), log: { info: nothing }, metrics: { upstreamCall: nothing }, now: Date.now };
  const ids = new Map(allTopics.map(({ name }, index) => [name, index + 1]));
  const codec = createCodec({ ids, load: async () => undefined });
  const app = fastify();
  const routes = webhookRoutes({
    // It has a secret, so it has webhooks.
    webhooks: new Map([['toast', toast(config, [], deps).webhook!]]),
    writer: { append: () => sleep(APPEND_MS), close: async () => undefined },
    encoding: { codec, partitions: 4 },
    metrics: { webhook: nothing },
    log: { warn: nothing },
    now: Date.now,
  });
  await app.register(async (scope) => routes(scope));
  process.send?.({ url: await app.listen({ port: 0, host: '127.0.0.1' }) });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu_s: (user + system) / 1e6, rss_mb: Math.round(process.memoryUsage().rss / 1e6) });
  });
}

function delivery(bytes: number) {
  const timestamp = new Date().toISOString();
  const details = { restaurantGuid: 'r', order: { guid: randomUUID(), checks: [] }, padding: 'x'.repeat(bytes) };
  const message = {
    timestamp,
    eventCategory: 'order_updated',
    eventType: 'order_updated',
    guid: randomUUID(),
    details,
  };
  const body = Buffer.from(JSON.stringify(message));
  const signature = createHmac('sha256', SECRET).update(body).update(timestamp).digest('base64');
  return { body, headers: { 'content-type': 'application/json', 'toast-signature': signature } };
}

async function load(deliveries: number, bytes: number, senders: number): Promise<void> {
  const server = fork(fileURLToPath(import.meta.url), ['serve']);
  const { url } = await told<{ url: string }>(server);
  const pool = new Pool(url, { connections: senders });
  const made = Array.from({ length: 500 }, () => delivery(bytes));
  const took_ms: number[] = [];
  let sent = 0;
  let refused = 0;
  const sender = async () => {
    while (sent < deliveries) {
      const began = performance.now();
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: '/webhooks/toast',
        ...made[sent++ % 500]!,
      });
      await body.dump();
      took_ms.push(performance.now() - began);
      if (statusCode !== 200) refused++;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: senders }, sender));
  const per_s = Math.round(deliveries / ((performance.now() - began) / 1000));
  took_ms.sort((a, b) => a - b);
  const [p50_ms, p99_ms] = [0.5, 0.99].map((part) => Math.round(took_ms[Math.floor(took_ms.length * part)] ?? 0));
  server.send('how much');
  const { cpu_s, rss_mb } = await told<{ cpu_s: number; rss_mb: number }>(server);
  const cpu_us_each = Math.round((cpu_s / deliveries) * 1e6);
  console.log(
    JSON.stringify({
      bench: 'webhooks',
      deliveries,
      bytes,
      senders,
      refused,
      per_s,
      p50_ms,
      p99_ms,
      cpu_us_each,
      rss_mb,
    }),
  );
  await pool.close();
  server.kill();
}

function told<T>(server: ChildProcess): Promise<T> {
  // The messages are those that `serve` sends.
  return new Promise((resolve) => void server.once('message', (message) => resolve(message as T)));
}

const [first = '20000', bytes = '10000', senders = '32'] = process.argv.slice(2);
if (first === 'serve') await serve();
else await load(Number(first), Number(bytes), Number(senders));
