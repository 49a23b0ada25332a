import { keyOf } from '../../schemas/keys.ts';
import { partitionAt } from '../../schemas/partition.ts';
import type { AnyTopic } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Headers, NewRecord } from '../log/types.ts';

const BAR = 0x7c;

/** The partition of the entity that the key begins with. */
export function partitionOfKey(key: Buffer, partitions: number): number {
  return partitionOfKeyAt(key, 0, key.length, partitions);
}

/** The same, of a key that lies there. */
export function partitionOfKeyAt(memory: Buffer, at: number, end: number, partitions: number): number {
  let entity = at;
  while (entity < end && memory[entity] !== BAR) entity++;
  return partitionAt(memory, at, entity, partitions);
}

/** What turns values into records: the codec and the number of partitions. */
export interface Encoding {
  readonly codec: Codec;
  readonly partitions: number;
}

/** Throws a Failure `poison` where the value is not of the topic's type. */
export function recordOf(encoding: Encoding, topic: AnyTopic, value: unknown, headers?: Headers): NewRecord {
  const bytes = encoding.codec.encode(topic, value);
  // The codec has just found the value to be of the topic's type.
  const key = Buffer.from(keyOf(topic, value as never));
  const record = { topic: topic.name, partition: partitionOfKey(key, encoding.partitions), key, value: bytes };
  return headers === undefined ? record : { ...record, headers };
}

export function tombstoneOf(topic: AnyTopic, key: string, partitions: number): NewRecord {
  const bytes = Buffer.from(key);
  return { topic: topic.name, partition: partitionOfKey(bytes, partitions), key: bytes, value: null };
}

export function bytesOf(record: { readonly key: Buffer; readonly value: Buffer | null }): number {
  return record.key.length + (record.value === null ? 0 : record.value.length);
}
