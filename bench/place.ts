import { type Codec, createCodec } from '../runtime/codec/codec.ts';
import { openKafkaLog } from '../runtime/log/kafka.ts';
import type { Log, Membership, NewRecord } from '../runtime/log/types.ts';
import { registerSchemas } from '../runtime/registry/schemas.ts';
import { ensureTopics } from '../runtime/registry/topics.ts';
import { recordOf } from '../runtime/tasks/records.ts';
import { allTopics, type Topic } from '../schemas/topics.ts';

/** Where a benchmark runs; plain JSON, so that it can be handed to the process under test. */
export interface Place {
  readonly brokers: readonly string[];
  readonly schemaRegistry: string;
  readonly topicPrefix: string;
  /** An empty folder. */
  readonly folder: string;
}

export interface OpenPlace {
  readonly log: Log;
  readonly codec: Codec;
}

export const PARTITIONS = 4;

export async function openPlace({ brokers, schemaRegistry, topicPrefix }: Place): Promise<OpenPlace> {
  const cluster = { brokers, clientId: 'bench', logger: () => undefined };
  const kept = { replicationFactor: 1, retentionDays: null, eraseWithinHours: 24 };
  await ensureTopics({ ...cluster, ...kept, topicPrefix, topics: allTopics, partitions: PARTITIONS });
  const schemas = await registerSchemas({ url: schemaRegistry, topicPrefix, topics: allTopics });
  return { log: await openKafkaLog({ ...cluster, topicPrefix, partitions: PARTITIONS }), codec: createCodec(schemas) };
}

const CHUNK = 5_000;

/** Puts the values on the log and waits until the broker has them. */
export async function fill<T>({ log, codec }: OpenPlace, topic: Topic<T>, values: Iterable<T>): Promise<void> {
  const writer = await log.writer();
  const encoding = { codec, partitions: PARTITIONS };
  let chunk: NewRecord[] = [];
  for (const value of values) {
    chunk.push(recordOf(encoding, topic, value));
    if (chunk.length < CHUNK) continue;
    await writer.append(chunk);
    chunk = [];
  }
  if (chunk.length > 0) await writer.append(chunk);
  await writer.close();
}

/** Tells of every committed value of the topic from its beginning on, until left. */
export function heard<T>({ log, codec }: OpenPlace, topic: Topic<T>, each: (value: T) => void): Promise<Membership> {
  return log.join({
    group: 'bench-reader',
    topics: [topic.name],
    assigned: async (partition) => [{ topic: topic.name, partition, offset: 0 }],
    async records({ records }) {
      for (const { value } of records) if (value !== null) each(codec.decode(topic, value));
    },
    revoked: async () => {},
    failed: (error) => {
      throw error;
    },
  });
}

/** The end of each partition. */
export async function endsOf(log: Log, topic: Topic<never>): Promise<number[]> {
  return (await log.ends(topic.name)).map(({ end }) => end);
}

/** Resolves once the group has committed all of the topic as it is now. */
export async function untilCommitted(log: Log, group: string, topic: Topic<never>): Promise<void> {
  const ends = await endsOf(log, topic);
  for (;;) {
    const committed = await log.committed(group, topic.name);
    if (ends.every((end, partition) => end === 0 || (committed.get(partition) ?? 0) >= end)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
