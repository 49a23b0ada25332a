import { type Admin, Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe } from 'vitest';
import { namesWith } from '../../runtime/log/kafka/names.ts';
import { openKafkaLog } from '../../runtime/log/kafka.ts';
import type { Transaction } from '../../runtime/log/types.ts';
import { logContract } from '../log/contract.ts';
import { useStack } from './stack-fixture.ts';

const topicPrefix = `log-${process.pid}-${Date.now().toString(36)}.`;
const { wire } = namesWith(topicPrefix);
let brokers: string[];
let kafka: Kafka;
let admin: Admin;
let topics = 0;

describe('the log on Kafka', () => {
  beforeAll(async () => {
    ({ brokers } = await useStack());
    kafka = new Kafka({ brokers, clientId: 'log-test', logLevel: logLevel.NOTHING });
    admin = kafka.admin();
    await admin.connect();
  });
  afterAll(() => admin.disconnect());

  logContract({
    open: () => openKafkaLog({ brokers, clientId: 'log-test', topicPrefix, partitions: 4, logger: () => {} }),
    freshTopics: async (count) => {
      const names = Array.from({ length: count }, () => `topic-${topics++}`);
      const configEntries = [{ name: 'max.message.bytes', value: String(2 * 1024 * 1024) }];
      const described = names.map((name) => ({ topic: wire(name), numPartitions: 4, configEntries }));
      await admin.createTopics({ topics: described, waitForLeaders: true });
      return names;
    },
    dieInTransaction,
  });
});

/** With another client than the one under test. */
async function dieInTransaction(id: string, { records, consumed }: Transaction): Promise<void> {
  const producer = kafka.producer({
    transactionalId: wire(id),
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: () => () => 0,
  });
  await producer.connect();
  const transaction = await producer.transaction();
  for (const { topic, partition, key, value } of records) {
    await transaction.send({ topic: wire(topic), messages: [{ key, value, partition }] });
  }
  for (const { topic, partition, offset } of consumed?.positions ?? []) {
    await transaction.sendOffsets({
      consumerGroupId: wire(consumed!.group),
      topics: [{ topic: wire(topic), partitions: [{ partition, offset: String(offset) }] }],
    });
  }
  await producer.disconnect();
}
