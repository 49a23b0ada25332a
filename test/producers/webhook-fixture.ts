import { createHmac, randomUUID } from 'node:crypto';
import { type FastifyInstance, fastify } from 'fastify';
import { type WebhookServerOptions, webhookRoutes } from '../../producers/webhook-server.ts';
import { type Codec, createCodec } from '../../runtime/codec/codec.ts';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import type { LogRecord } from '../../runtime/log/record.ts';
import type { Writer } from '../../runtime/log/types.ts';
import type { Delivery } from '../../schemas/generated/types.ts';
import { allTopics, topics } from '../../schemas/topics.ts';
import { toast } from '../../upstreams/toast/toast.ts';
import type { Upstream } from '../../upstreams/types.ts';
import { newFolder } from '../upstreams/folder.ts';

export const SECRET = 'the webhook secret of a test';
export const NOW_MS = Date.parse('2026-05-09T00:31:00.000Z');

export const codec: Codec = createCodec({
  ids: new Map(allTopics.map(({ name }, index) => [name, index + 1])),
  load: async () => {
    throw new Error('no other schemas here');
  },
});

/** Toast as the pipeline has it, at an address where nobody listens: nothing here asks it anything. */
export function anyToast(): Upstream {
  const config = {
    baseUrl: 'http://127.0.0.1:9',
    clientId: 'id',
    clientSecret: 'secret',
    webhookSecret: SECRET,
    pollSeconds: 60,
    requestsPerSecond: 10,
    since: { kind: 'beginning' } as const,
  };
  const silent = { log: { info: () => undefined }, metrics: { upstreamCall: () => undefined } };
  return toast(config, [], { dataDir: newFolder(), now: () => NOW_MS, ...silent });
}

export interface Desk {
  readonly app: FastifyInstance;
  readonly answers: [upstream: string, status: number][];
  /** What the log holds, decoded. */
  readonly kept: () => Promise<Delivery[]>;
  readonly records: () => Promise<LogRecord[]>;
}

export async function openDesk(changes: Partial<WebhookServerOptions> = {}): Promise<Desk> {
  const log = openMemoryLog({ partitions: 3 });
  const answers: Desk['answers'] = [];
  const options: WebhookServerOptions = {
    // It has a secret, so it has webhooks.
    webhooks: new Map([['toast', anyToast().webhook!]]),
    writer: await log.writer(),
    encoding: { codec, partitions: log.partitions },
    metrics: { webhook: (upstream, status) => answers.push([upstream, status]) },
    log: { warn: () => undefined },
    now: () => NOW_MS,
    ...changes,
  };
  const app = fastify();
  await app.register(async (scope) => webhookRoutes(options)(scope));
  const records = async () => {
    const found: LogRecord[] = [];
    const ends = await log.ends(topics.deliveries.name);
    for (const [partition, { begin, end }] of ends.entries()) {
      const range = { topic: topics.deliveries.name, partition, from: begin, to: end };
      await log.scan(range, (batch) => void found.push(...batch.records));
    }
    return found;
  };
  const kept = async () => (await records()).map(({ value }) => codec.decode<Delivery>(topics.deliveries, value!));
  return { app, answers, records, kept };
}

/** A webhook as Toast sends it, about an order; `changes` to the message. */
export function message(changes: object = {}): Buffer {
  const details = { restaurantGuid: 'r-1', order: { guid: 'o-1', checks: [] }, appliedPackagingInfo: null };
  const kind = { eventCategory: 'order_updated', eventType: 'order_updated' };
  const whole = { timestamp: '2026-05-09T00:30:59.500Z', ...kind, guid: randomUUID(), details, ...changes };
  return Buffer.from(JSON.stringify(whole));
}

/** As Toast's guide says: Base64 of HMAC-SHA256 with the secret over the body and then its timestamp. */
export function signature(body: Buffer, timestamp = '2026-05-09T00:30:59.500Z', secret = SECRET): string {
  return createHmac('sha256', secret).update(body).update(timestamp).digest('base64');
}

export function headersFor(body: Buffer, changes: Record<string, string> = {}): Record<string, string> {
  return {
    'content-type': 'application/json',
    'toast-signature': signature(body),
    'toast-attempt-number': '1',
    'toast-event-type': 'order_updated',
    'toast-event-category': 'order_updated',
    'toast-restaurant-external-id': 'r-1',
    ...changes,
  };
}

/** A writer that does what it is told, for the faults of a log. */
export function writerThat(append: () => Promise<void>): Writer {
  return { append, close: async () => undefined };
}
