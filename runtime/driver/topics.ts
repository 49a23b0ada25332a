import avsc from 'avsc';
import { entityOf, keyOf } from '../../schemas/keys.ts';
import { partitionOf } from '../../schemas/partition.ts';
import { type AnyTopic, type Topic, topics } from '../../schemas/topics.ts';
import type { Incoming } from '../types.ts';

/** A record on its way to a topic. */
export interface Outgoing {
  readonly topic: AnyTopic;
  readonly key: string;
  /** Null: tombstone. */
  readonly value: unknown;
}

export function recordOf<T>(topic: Topic<T>, value: T): Outgoing {
  return { topic, key: keyOf(topic, value), value };
}

/** The topics of a driver: every record ever appended, by topic and partition. */
export class MemoryTopics {
  readonly partitions: number;
  readonly #avro: boolean;
  readonly #logs = new Map<string, Incoming[][]>();
  readonly #codecs = new Map<string, avsc.Type>();

  constructor(partitions: number, avro: boolean) {
    this.partitions = partitions;
    this.#avro = avro;
  }

  append(record: Outgoing): void {
    this.#appendTo(partitionOf(entityOf(record.key), this.partitions), record);
  }

  appendTick(at: number): void {
    for (let n = 0; n < this.partitions; n++) {
      this.#appendTo(n, { topic: topics.clock, key: String(n), value: { at } });
    }
  }

  log(topic: AnyTopic, partition: number): readonly Incoming[] {
    return this.#partitionsOf(topic)[partition]!;
  }

  /** Everything on the topic, partition by partition. */
  records<T>(topic: Topic<T>): readonly Incoming<T>[] {
    // What lies under a topic's name was put with a value of its type, or removed.
    return this.#partitionsOf(topic).flat() as Incoming<T>[];
  }

  /** The last value per key, tombstones left out. */
  table<T>(topic: Topic<T>): Map<string, T> {
    const table = new Map<string, T>();
    for (const { key, value } of this.records(topic)) {
      if (value === null) table.delete(key);
      else table.set(key, value);
    }
    return table;
  }

  #partitionsOf(topic: AnyTopic): Incoming[][] {
    let logs = this.#logs.get(topic.name);
    if (logs === undefined) {
      logs = Array.from({ length: this.partitions }, () => []);
      this.#logs.set(topic.name, logs);
    }
    return logs;
  }

  #appendTo(partition: number, { topic, key, value }: Outgoing): void {
    const log = this.#partitionsOf(topic)[partition]!;
    const offset = log.length;
    log.push({
      topic,
      partition,
      offset,
      timestamp_ms: 0,
      key,
      value: value === null ? null : this.#written(topic, value),
    });
  }

  /** The value as a reader of the log would see it. Throws where the schema does not hold it. */
  #written(topic: AnyTopic, value: unknown): unknown {
    if (!this.#avro) return value;
    let codec = this.#codecs.get(topic.name);
    if (codec === undefined) {
      // A schema in the subset of schemas/avro.ts is one that avsc takes; its own type does not know readonly arrays.
      codec = avsc.Type.forSchema(topic.schema as unknown as avsc.Schema);
      this.#codecs.set(topic.name, codec);
    }
    return codec.fromBuffer(codec.toBuffer(value));
  }
}
