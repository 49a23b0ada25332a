import { keyOf } from '../../schemas/keys.ts';
import { type AnyTopic, allTopics } from '../../schemas/topics.ts';
import { type Codec, UnknownSchema } from '../codec/codec.ts';
import { Failure, failureOf } from '../failures.ts';
import type { Log, LogRecord, RecordBatch, ScanRange } from '../log/types.ts';
import type { Incoming } from '../types.ts';
import { unlessAborted } from './member.ts';
import { partitionOfKey } from './records.ts';

/** What a record on the log turned out to be. */
export type Read =
  | { readonly kind: 'record'; readonly record: Incoming; readonly raw: LogRecord }
  | { readonly kind: 'refused'; readonly raw: LogRecord; readonly reason: string; readonly detail?: string };

export type RefusedRead = Extract<Read, { kind: 'refused' }>;

const byName = new Map(allTopics.map((topic) => [topic.name, topic]));

export function topicOf(name: string): AnyTopic {
  const topic = byName.get(name);
  if (topic === undefined) throw new Failure('fatal', 'unknown_topic', { message: `no topic ${name}` });
  return topic;
}

/** Against how many partitions a key is checked; `ours`: it is not, only we write there. */
export type Checked = number | 'ours';

/**
 * Decodes a batch. Refused with a reason: a record without a key, with another key than its value's, on another
 * partition than its entity's, or with bytes that are not of the topic. Throws when the registry is away.
 */
export async function readBatch(codec: Codec, partitions: Checked, batch: RecordBatch): Promise<Read[]> {
  const topic = topicOf(batch.topic);
  const reads: Read[] = [];
  for (const raw of batch.records) {
    const lying = { topic, partition: batch.partition, raw };
    const read = readOne(codec, partitions, lying);
    reads.push(read instanceof UnknownSchema ? await afterLoading(codec, partitions, lying, read) : read);
  }
  return reads;
}

/** Reads what lies there, decoded, in order. A record that cannot be read is fatal: only we write there. */
export async function scanDecoded(
  log: Log,
  codec: Codec,
  range: ScanRange,
  signal: AbortSignal,
  each: (record: Incoming) => void,
): Promise<number> {
  let records = 0;
  await log.scan(range, async (batch) => {
    unlessAborted(signal);
    for (const read of await readBatch(codec, 'ours', batch)) {
      if (read.kind === 'refused') throw unreadable(range, read);
      each(read.record);
    }
    records += batch.records.length;
  });
  return records;
}

interface Lying {
  readonly topic: AnyTopic;
  readonly partition: number;
  readonly raw: LogRecord;
}

function readOne(codec: Codec, partitions: Checked, { topic, partition, raw }: Lying): Read | UnknownSchema {
  if (raw.key.length === 0) return { kind: 'refused', raw, reason: 'no_key' };
  if (partitions !== 'ours' && topic.key.length > 0 && partitionOfKey(raw.key, partitions) !== partition)
    return { kind: 'refused', raw, reason: 'wrong_partition' };
  const { offset, timestamp_ms } = raw;
  const key = raw.key.toString();
  try {
    const value: unknown = raw.value === null ? null : codec.decode<never>(topic, raw.value);
    // Decoded by the topic's own schema, so its key fields are there.
    const checked = partitions !== 'ours' && value !== null && topic.key.length > 0;
    const wrong = checked && keyOf(topic, value as never) !== key;
    if (wrong) return { kind: 'refused', raw, reason: 'wrong_key' };
    return { kind: 'record', record: { topic, partition, offset, timestamp_ms, key, value }, raw };
  } catch (error) {
    return error instanceof UnknownSchema ? error : refusedBy(error, raw);
  }
}

async function afterLoading(codec: Codec, partitions: Checked, lying: Lying, unknown: UnknownSchema): Promise<Read> {
  try {
    await codec.load(unknown.schema_id);
  } catch (error) {
    return refusedBy(error, lying.raw);
  }
  const read = readOne(codec, partitions, lying);
  return read instanceof UnknownSchema ? { kind: 'refused', raw: lying.raw, reason: 'unknown_schema' } : read;
}

/** Only what is poison is refused; anything else is thrown on. */
function refusedBy(error: unknown, raw: LogRecord): Read {
  const failure = failureOf(error);
  if (failure.kind !== 'poison') throw failure;
  return { kind: 'refused', raw, reason: failure.reason, detail: failure.message };
}

function unreadable({ topic, partition }: ScanRange, { raw, reason }: RefusedRead): Failure {
  return new Failure('fatal', 'unreadable_state', { message: `${topic}/${partition}@${raw.offset}: ${reason}` });
}
