import { type Admin, Kafka, logLevel } from 'kafkajs';
import { namesWith } from '../../runtime/log/kafka/names.ts';
import { openKafkaLog } from '../../runtime/log/kafka.ts';
import type { Log, Transaction } from '../../runtime/log/types.ts';
import type { LogFixture } from '../log/contract.ts';

export const PARTITIONS = 4;
const MAX_BYTES = 2 * 1024 * 1024;

let fixtures = 0;

/** A corner of a real broker with a prefix of its own. */
export class KafkaFixture implements LogFixture {
  readonly #brokers: readonly string[];
  readonly #prefix = `log-${process.pid}-${fixtures++}-${Date.now().toString(36)}.`;
  readonly #wire = namesWith(this.#prefix).wire;
  readonly #kafka: Kafka;
  readonly #admin: Admin;
  readonly #fast: boolean;
  #topics = 0;

  constructor(brokers: readonly string[], { fast = true } = {}) {
    this.#fast = fast;
    this.#brokers = brokers;
    this.#kafka = new Kafka({ brokers: [...brokers], clientId: 'log-test', logLevel: logLevel.NOTHING });
    this.#admin = this.#kafka.admin();
  }

  async close(): Promise<void> {
    await this.#admin.disconnect();
  }

  open(): Promise<Log> {
    return openKafkaLog({
      brokers: this.#brokers,
      clientId: 'log-test',
      topicPrefix: this.#prefix,
      partitions: PARTITIONS,
      fast: this.#fast,
      logger: () => {},
    });
  }

  async freshTopics(count: number): Promise<string[]> {
    const names = Array.from({ length: count }, () => `topic-${this.#topics++}`);
    const configEntries = [{ name: 'max.message.bytes', value: String(MAX_BYTES) }];
    const topics = names.map((name) => ({ topic: this.#wire(name), numPartitions: PARTITIONS, configEntries }));
    await this.#admin.connect();
    await this.#admin.createTopics({ topics, waitForLeaders: true });
    return names;
  }

  /** With another client than the one under test. */
  async dieInTransaction(id: string, { records, consumed }: Transaction): Promise<void> {
    const producer = this.#kafka.producer({
      transactionalId: this.#wire(id),
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: () => () => 0,
    });
    await producer.connect();
    const transaction = await producer.transaction();
    for (const { topic, partition, key, value } of records) {
      await transaction.send({ topic: this.#wire(topic), messages: [{ key, value, partition }] });
    }
    for (const { topic, partition, offset } of consumed?.positions ?? []) {
      await transaction.sendOffsets({
        consumerGroupId: this.#wire(consumed!.group),
        topics: [{ topic: this.#wire(topic), partitions: [{ partition, offset: String(offset) }] }],
      });
    }
    await producer.disconnect();
  }
}
