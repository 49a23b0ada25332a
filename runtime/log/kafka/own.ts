import Encoder from 'kafkajs/src/protocol/encoder.js';
import { createErrorFromCode } from 'kafkajs/src/protocol/error.js';
import type { Answer, Broker, OwnRequest } from 'kafkajs-internals';
import type { AbortedTransaction } from './aborted.ts';
import { readRecordSet } from './batch-reader.ts';
import { batchBytes, writeBatch } from './batch-writer.ts';
import { Cursor } from './bytes.ts';
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

const PRODUCE = { apiKey: 0, apiVersion: 7, apiName: 'Produce' };
const FETCH = { apiKey: 1, apiVersion: 11, apiName: 'Fetch' };
const READ_COMMITTED = 1;
const ALL_REPLICAS = -1;
const TIMEOUT_MS = 8_000;
const OFFSET_OUT_OF_RANGE = 1;

/** Records through our own requests: batches are written straight into the request and read where the answer lies. */
export const ownPath: RecordPath = {
  chunk_records: Number.POSITIVE_INFINITY,

  async produce(broker: Broker, producer: ProducerIdentity, sets: readonly RecordSet[]): Promise<void> {
    await broker.connectionPool.send(produceRequest(producer, sets));
  },

  fetch(broker: Broker, asked: readonly FetchAt[], wait_ms: number): Promise<Fetched[]> {
    return broker.connectionPool.send(fetchRequest(asked, wait_ms));
  },
};

/** https://kafka.apache.org/protocol#The_Messages_Produce, version 7. */
function produceRequest(producer: ProducerIdentity, sets: readonly RecordSet[]): OwnRequest<void> {
  return {
    request: { ...PRODUCE, encode: async () => raw(produceBody(producer, sets, Date.now())) },
    response: { decode: async (payload) => acknowledged(new Cursor(payload)), parse: async () => {} },
    requestTimeout: TIMEOUT_MS,
  };
}

export function produceBody(producer: ProducerIdentity, sets: readonly RecordSet[], now_ms: number): Buffer {
  const bound = sets.reduce((sum, { topic, records }) => sum + 14 + 3 * topic.length + batchBytes(records), 1_024);
  const bytes = Buffer.allocUnsafe(bound);
  let at = writeString(bytes, 0, producer.transactional_id);
  at = bytes.writeInt16BE(ALL_REPLICAS, at);
  at = bytes.writeInt32BE(TIMEOUT_MS, at);
  const topics = byTopic(sets);
  at = bytes.writeInt32BE(topics.length, at);
  const written = { producer, now_ms };
  for (const [topic, ofTopic] of topics) {
    at = writeString(bytes, at, topic);
    at = bytes.writeInt32BE(ofTopic.length, at);
    for (const set of ofTopic) {
      at = bytes.writeInt32BE(set.partition, at);
      const end = writeBatch(bytes, at + 4, set, written);
      bytes.writeInt32BE(end - at - 4, at);
      at = end;
    }
  }
  return bytes.subarray(0, at);
}

function writeString(bytes: Buffer, at: number, text: string | undefined): number {
  if (text === undefined) return bytes.writeInt16BE(-1, at);
  const length = bytes.write(text, at + 2);
  bytes.writeInt16BE(length, at);
  return at + 2 + length;
}

/** Throws for the first partition that refused. */
function acknowledged(cursor: Cursor): Answer<void> {
  for (let topics = cursor.int32(); topics > 0; topics--) {
    cursor.string();
    for (let partitions = cursor.int32(); partitions > 0; partitions--) {
      cursor.int32();
      const code = cursor.int16();
      if (code !== 0) throw createErrorFromCode(code);
      const offset_time_and_start = 3 * 8;
      cursor.at += offset_time_and_start;
    }
  }
  return { clientSideThrottleTime: cursor.int32(), value: undefined };
}

/** https://kafka.apache.org/protocol#The_Messages_Fetch, version 11. */
function fetchRequest(asked: readonly FetchAt[], wait_ms: number): OwnRequest<Fetched[]> {
  return {
    request: { ...FETCH, encode: async () => fetchBody(asked, wait_ms) },
    response: { decode: async (payload) => fetchedIn(payload, asked), parse: async ({ value }) => value },
    requestTimeout: wait_ms + TIMEOUT_MS,
  };
}

export function fetchBody(asked: readonly FetchAt[], wait_ms: number): Encoder {
  const consumer = -1;
  const min_bytes = 1;
  const [no_session, no_epoch] = [0, -1];
  const body = new Encoder().writeInt32(consumer).writeInt32(wait_ms).writeInt32(min_bytes).writeInt32(FETCH_BYTES);
  body.writeInt8(READ_COMMITTED).writeInt32(no_session).writeInt32(no_epoch);
  const topics = byTopic(asked);
  body.writeInt32(topics.length);
  for (const [topic, ofTopic] of topics) {
    body.writeString(topic).writeInt32(ofTopic.length);
    for (const { partition, offset } of ofTopic) {
      body.writeInt32(partition).writeInt32(-1).writeInt64(offset).writeInt64(-1).writeInt32(FETCH_PARTITION_BYTES);
    }
  }
  const forgotten = 0;
  return body.writeInt32(forgotten).writeString('');
}

interface PartitionAnswer {
  readonly topic: string;
  readonly partition: number;
  readonly code: number;
  readonly end_offset: number;
  readonly stable_offset: number;
  readonly aborted: readonly AbortedTransaction[];
  readonly batches: Buffer;
}

export function fetchedIn(payload: Buffer, asked: readonly FetchAt[]): Answer<Fetched[]> {
  const cursor = new Cursor(payload);
  const clientSideThrottleTime = cursor.int32();
  const answers = answersIn(cursor);
  const nothing = answers.every(({ batches }) => batches.length === 0);
  const value = asked.flatMap((at) => {
    const answer = answers.find(({ topic, partition }) => topic === at.topic && partition === at.partition);
    return answer === undefined ? [] : [fetchedOf(at, answer, nothing)];
  });
  return { clientSideThrottleTime, value };
}

/**
 * `nothing`: the whole answer holds no batch, so that none was left out for want of room. Then what lies between the
 * position and the stable offset was compacted away.
 */
function fetchedOf(
  at: FetchAt,
  { code, end_offset, stable_offset, aborted, batches }: PartitionAnswer,
  nothing: boolean,
): Fetched {
  if (code === OFFSET_OUT_OF_RANGE) {
    return { ...at, records: [], next_offset: at.offset, end_offset, out_of_range: true };
  }
  if (code !== 0) throw createErrorFromCode(code);
  const { records, next_offset: read } = readRecordSet(batches, at.offset, aborted);
  const next_offset = Math.max(at.offset, read ?? (nothing ? stable_offset : 0));
  return { ...at, records, next_offset, end_offset, out_of_range: false };
}

function answersIn(cursor: Cursor): PartitionAnswer[] {
  const code = cursor.int16();
  if (code !== 0) throw createErrorFromCode(code);
  cursor.int32();
  const answers: PartitionAnswer[] = [];
  for (let topics = cursor.int32(); topics > 0; topics--) {
    const topic = cursor.string();
    for (let partitions = cursor.int32(); partitions > 0; partitions--) answers.push(answerIn(cursor, topic));
  }
  return answers;
}

function answerIn(cursor: Cursor, topic: string): PartitionAnswer {
  const partition = cursor.int32();
  const code = cursor.int16();
  const end_offset = cursor.int64();
  const stable_offset = cursor.int64();
  cursor.int64();
  const aborted: AbortedTransaction[] = [];
  for (let count = cursor.int32(); count > 0; count--) {
    aborted.push({ producer_id: cursor.int64(), first_offset: cursor.int64() });
  }
  cursor.int32();
  const batches = cursor.slice(cursor.int32()) ?? NOTHING;
  return { topic, partition, code, end_offset, stable_offset, aborted, batches };
}

const NOTHING = Buffer.alloc(0);

/** What kafkajs takes for an encoder: it only copies its bytes. */
function raw(bytes: Buffer): Encoder {
  const encoder = new Encoder(0);
  encoder.buf = bytes;
  encoder.offset = bytes.length;
  return encoder;
}
