import type { Broker, FetchedMessage, FetchedPartition } from 'kafkajs-internals';
import { LogRecord, NO_RECORDS, RecordsOf } from '../record.ts';
import type { Headers } from '../types.ts';
import { AbortedFilter } from './aborted.ts';
import { nameOf } from './errors.ts';
import {
  FETCH_BYTES,
  FETCH_PARTITION_BYTES,
  type FetchAt,
  type Fetched,
  type ProducerIdentity,
  type RecordPath,
  type RecordSet,
} from './record-path.ts';
import { byTopic } from './rounds.ts';

const READ_COMMITTED = 1;

/** Records through kafkajs' own encoder and decoder. */
export const stockPath: RecordPath = { chunk_records: 1_000, produce, fetch };

async function produce(broker: Broker, producer: ProducerIdentity, sets: readonly RecordSet[]): Promise<void> {
  await broker.produce({
    transactionalId: producer.transactional_id,
    producerId: producer.id,
    producerEpoch: producer.epoch,
    timeout: 8_000,
    topicData: byTopic(sets).map(([topic, ofTopic]) => ({
      topic,
      partitions: ofTopic.map(({ partition, first_sequence, records }) => ({
        partition,
        firstSequence: first_sequence,
        messages: Array.from({ length: records.length }, (_, i) => ({ headers: {}, ...records.at(i) })),
      })),
    })),
  });
}

async function fetch(broker: Broker, asked: readonly FetchAt[], wait_ms: number): Promise<Fetched[]> {
  try {
    return await fetchAll(broker, asked, wait_ms);
  } catch (error) {
    // kafkajs throws for the first such partition, and names it.
    const out = asked.filter((at) => isOutOfRange(error, at));
    if (out.length === 0) throw error;
    return out.map((at) => ({
      ...at,
      records: NO_RECORDS,
      next_offset: at.offset,
      end_offset: at.offset,
      out_of_range: true,
    }));
  }
}

async function fetchAll(broker: Broker, asked: readonly FetchAt[], wait_ms: number): Promise<Fetched[]> {
  const { responses } = await broker.fetch({
    isolationLevel: READ_COMMITTED,
    maxWaitTime: wait_ms,
    minBytes: 1,
    maxBytes: FETCH_BYTES,
    topics: byTopic(asked).map(([topic, ofTopic]) => ({ topic, partitions: ofTopic.map(toFetch) })),
  });
  const nothing = responses.every(({ partitions }) => partitions.every(({ messages }) => messages.length === 0));
  return asked.flatMap((at) => {
    const ofTopic = responses.find(({ topicName }) => topicName === at.topic)?.partitions;
    const found = ofTopic?.find(({ partition }) => partition === at.partition);
    return found === undefined ? [] : [committed(at, found, nothing)];
  });
}

function toFetch({ partition, offset }: FetchAt) {
  return { partition, fetchOffset: String(offset), maxBytes: FETCH_PARTITION_BYTES };
}

function isOutOfRange(error: unknown, { topic, partition }: FetchAt): boolean {
  if (nameOf(error) !== 'OFFSET_OUT_OF_RANGE' || !(error instanceof Error)) return false;
  return 'topic' in error && error.topic === topic && 'partition' in error && error.partition === partition;
}

/**
 * `nothing`: the whole answer holds no message, so that none was left out for want of room. Then what lies between
 * the position and the stable offset was compacted away.
 */
export function committed(at: FetchAt, found: FetchedPartition, nothing: boolean): Fetched {
  const context = found.messages.at(-1)?.batchContext;
  const read = context && Number(context.firstOffset) + context.lastOffsetDelta + 1;
  const next_offset = Math.max(at.offset, read ?? (nothing ? Number(found.lastStableOffset) : 0));
  const end_offset = Number(found.highWatermark);
  return { ...at, records: new RecordsOf(visible(at, found)), next_offset, end_offset, out_of_range: false };
}

function visible(at: FetchAt, { messages, abortedTransactions }: FetchedPartition): LogRecord[] {
  const aborted = new AbortedFilter(
    abortedTransactions.map((one) => ({ producer_id: Number(one.producerId), first_offset: Number(one.firstOffset) })),
  );
  const records: LogRecord[] = [];
  for (const message of messages) {
    const { batchContext: batch, isControlRecord } = message;
    if (isControlRecord) {
      if (isAbort(message)) aborted.ended(Number(batch.producerId));
    } else if (!(batch.inTransaction && aborted.isAborted(Number(message.offset), Number(batch.producerId)))) {
      const record = recordOf(message);
      if (record.offset >= at.offset) records.push(record);
    }
  }
  return records;
}

/** A control record's key: version (int16), type (int16: 0 abort, 1 commit). */
function isAbort({ key }: FetchedMessage): boolean {
  return key !== null && key.readInt16BE(2) === 0;
}

function recordOf({ offset, timestamp, key, value, headers }: FetchedMessage): LogRecord {
  const at = { offset: Number(offset), timestamp_ms: Number(timestamp) };
  return LogRecord.of({ ...at, key: key ?? Buffer.alloc(0), value, headers: textOf(headers) });
}

function textOf(headers: FetchedMessage['headers']): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
