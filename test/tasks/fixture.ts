import { type Codec, createCodec } from '../../runtime/codec/codec.ts';
import type { LogRecord } from '../../runtime/log/record.ts';
import type { Log, NewRecord } from '../../runtime/log/types.ts';
import { recordOf } from '../../runtime/tasks/records.ts';
import { type AnyTopic, allTopics, type Topic, topics } from '../../schemas/topics.ts';

/** Ids as a registry would give them. */
export const codec: Codec = createCodec({
  ids: new Map(allTopics.map((topic, i) => [topic.name, i + 1])),
  load: async (id) => Promise.reject(new Error(`no schema ${id}`)),
});

export const PARTITIONS = 4;
const encoding = { codec, partitions: PARTITIONS };

export function recordFor<T>(topic: Topic<T>, value: T): NewRecord {
  return recordOf(encoding, topic, value);
}

export async function write(log: Log, records: readonly NewRecord[]): Promise<void> {
  const writer = await log.writer();
  await writer.append(records);
  await writer.close();
}

/** Every committed record of a topic, partition by partition. */
export async function recordsOf(log: Log, topic: AnyTopic): Promise<LogRecord[]> {
  const found: LogRecord[] = [];
  for (const [partition, { begin, end }] of (await log.ends(topic.name)).entries()) {
    await log.scan(
      { topic: topic.name, partition, from: begin, to: end },
      ({ records }) => void found.push(...records),
    );
  }
  return found;
}

/** The table that the topic is: the last value of each key, without those removed. */
export async function tableOf<T>(log: Log, topic: Topic<T>): Promise<Map<string, T>> {
  const table = new Map<string, T>();
  for (const { key, value } of await recordsOf(log, topic)) {
    if (value === null) table.delete(key.toString());
    else table.set(key.toString(), codec.decode(topic, value));
  }
  return new Map([...table].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Waits for a condition; fails with what was last seen after a deadline. */
export async function until(met: () => boolean | Promise<boolean>, what: string, deadline_ms = 10_000): Promise<void> {
  const end = Date.now() + deadline_ms;
  while (!(await met())) {
    if (Date.now() > end) throw new Error(`still waiting after ${deadline_ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** The same time on every partition. */
export function tick(at: number): NewRecord[] {
  const value = codec.encode(topics.clock, { at });
  return Array.from({ length: PARTITIONS }, (_, partition) => {
    return { topic: topics.clock.name, partition, key: Buffer.from(String(partition)), value };
  });
}

/** An order of the point of sale, of which only the time matters. */
export function orderClosed(order_id: string, closed_at: number | null) {
  return recordFor(topics.orders, {
    order_id,
    upstream: 'till',
    venue_id: 'soho',
    reservation_id: null,
    client_id: null,
    email: null,
    phone: null,
    name: null,
    opened_at: null,
    closed_at,
    business_date: null,
    covers: null,
    net_minor: 100,
    discount_minor: 0,
    tax_minor: 0,
    tip_minor: 0,
    refunded_minor: 0,
    currency: 'USD',
    state: 'closed',
    version: 1,
    checks: [],
    items: [],
    extra: null,
  });
}
