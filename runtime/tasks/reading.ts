import { type AnyTopic, allTopics, type Topic } from '../../schemas/topics.ts';
import { type Codec, UnknownSchema } from '../codec/codec.ts';
import { Failure, failureOf } from '../failures.ts';
import type { LogRecord } from '../log/record.ts';
import type { Log, RecordBatch, ScanRange } from '../log/types.ts';
import type { Incoming } from '../types.ts';
import { KeyBytes } from './key-bytes.ts';
import { unlessAborted } from './member.ts';

/** What a record on the log turned out to be. */
export type Read =
  | { readonly kind: 'record'; readonly record: Incoming; readonly raw: LogRecord }
  | { readonly kind: 'refused'; readonly raw: LogRecord; readonly reason: string; readonly detail?: string };

/** A record that could be read; its key becomes a string when somebody asks. */
class ReadRecord implements Incoming {
  readonly kind = 'record';
  readonly topic: AnyTopic;
  readonly partition: number;
  readonly raw: LogRecord;
  readonly value: unknown;

  constructor(topic: AnyTopic, partition: number, raw: LogRecord, value: unknown) {
    this.topic = topic;
    this.partition = partition;
    this.raw = raw;
    this.value = value;
  }

  get record(): Incoming {
    return this;
  }

  get key(): string {
    return this.raw.key.toString();
  }

  get offset(): number {
    return this.raw.offset;
  }

  get timestamp_ms(): number {
    return this.raw.timestamp_ms;
  }
}

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
  const reads: Read[] = [];
  await eachRead(codec, partitions, batch, (read) => reads.push(read));
  return reads;
}

/** The same, each handed over before the next is decoded: it is dead, and its memory warm, when the next one comes. */
async function eachRead(
  codec: Codec,
  partitions: Checked,
  batch: RecordBatch,
  each: (read: Read) => void,
): Promise<void> {
  const reader = new Reader(codec, partitions, batch);
  for (const raw of batch.records) {
    const read = reader.read(raw);
    each(read instanceof UnknownSchema ? await reader.readAfterLoading(raw, read) : read);
  }
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
    await eachRead(codec, 'ours', batch, (read) => {
      if (read.kind === 'refused') throw unreadable(range, read);
      each(read.record);
    });
    records += batch.records.length;
  });
  return records;
}

/** Decodes the records of a batch one at a time, for who is done with one before the next. */
export class Reader {
  readonly #codec: Codec;
  readonly #topic: AnyTopic;
  readonly #partition: number;
  /** Undefined: keys are not checked. */
  readonly #partitions: number | undefined;
  readonly #key = new KeyBytes();

  constructor(codec: Codec, partitions: Checked, { topic, partition }: RecordBatch) {
    this.#codec = codec;
    this.#topic = topicOf(topic);
    this.#partition = partition;
    this.#partitions = partitions === 'ours' || this.#topic.key.length === 0 ? undefined : partitions;
  }

  /** UnknownSchema: to be loaded first. Throws when the registry is away. */
  read(raw: LogRecord): Read | UnknownSchema {
    if (!raw.hasKey) return { kind: 'refused', raw, reason: 'no_key' };
    try {
      return this.#decode(raw);
    } catch (error) {
      return error instanceof UnknownSchema ? error : refusedBy(error, raw);
    }
  }

  /** The same, with its schema loaded where it is not known yet. */
  async readLoading(raw: LogRecord): Promise<Read> {
    const read = this.read(raw);
    return read instanceof UnknownSchema ? this.readAfterLoading(raw, read) : read;
  }

  async readAfterLoading(raw: LogRecord, unknown: UnknownSchema): Promise<Read> {
    try {
      await this.#codec.load(unknown.schema_id);
    } catch (error) {
      return refusedBy(error, raw);
    }
    const read = this.read(raw);
    return read instanceof UnknownSchema ? { kind: 'refused', raw, reason: 'unknown_schema' } : read;
  }

  #decode(raw: LogRecord): Read {
    const { memory, value_at, value_end } = raw;
    const topic = this.#topic as Topic<unknown>;
    const value = raw.isTombstone ? null : this.#codec.decode(topic, memory, value_at, value_end);
    const reason = this.#partitions === undefined ? undefined : this.#misplaced(raw, value, this.#partitions);
    if (reason !== undefined) return { kind: 'refused', raw, reason };
    return new ReadRecord(this.#topic, this.#partition, raw, value);
  }

  #misplaced(raw: LogRecord, value: unknown, partitions: number): string | undefined {
    const key = this.#key;
    if (value === null) key.copy(raw.key);
    else {
      key.of(this.#topic, value);
      if (!key.equals(raw.memory, raw.key_at, raw.key_end)) return 'wrong_key';
    }
    return key.partition(partitions) === this.#partition ? undefined : 'wrong_partition';
  }
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
