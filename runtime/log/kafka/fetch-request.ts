import { createErrorFromCode } from 'kafkajs/src/protocol/error.js';
import { NO_RECORDS } from '../record.ts';
import type { AbortedTransaction } from './aborted.ts';
import { readRecordSet } from './batch-reader.ts';
import { Cursor, writeInt64, writeString } from './bytes.ts';
import { FETCH_BYTES, FETCH_PARTITION_BYTES, type FetchAt, type Fetched } from './record-path.ts';
import { byTopic } from './rounds.ts';
import type { Answer, OwnRequest } from './send.ts';

const READ_COMMITTED = 1;
const OFFSET_OUT_OF_RANGE = 1;
/** More than the broker is asked to wait. */
const TIMEOUT_MS = 8_000;

/** https://kafka.apache.org/protocol#The_Messages_Fetch, version 11. */
export function fetchRequest(asked: readonly FetchAt[], wait_ms: number): OwnRequest<Fetched[]> {
  return {
    apiKey: 1,
    apiVersion: 11,
    apiName: 'Fetch',
    timeout_ms: wait_ms + TIMEOUT_MS,
    bound: asked.reduce((sum, { topic }) => sum + 34 + 3 * topic.length, 64),
    write(bytes, start) {
      let at = start;
      const [consumer, min_bytes] = [-1, 1];
      for (const value of [consumer, wait_ms, min_bytes, FETCH_BYTES]) at = bytes.writeInt32BE(value, at);
      at = bytes.writeInt8(READ_COMMITTED, at);
      const [no_session, no_epoch, forgotten] = [0, -1, 0];
      const topics = byTopic(asked);
      for (const value of [no_session, no_epoch, topics.length]) at = bytes.writeInt32BE(value, at);
      for (const [topic, ofTopic] of topics) {
        at = writeString(bytes, at, topic);
        at = bytes.writeInt32BE(ofTopic.length, at);
        for (const one of ofTopic) at = writeAsked(bytes, at, one);
      }
      return writeString(bytes, bytes.writeInt32BE(forgotten, at), '');
    },
    read: (payload) => fetchedIn(new Cursor(payload), asked),
  };
}

function writeAsked(bytes: Buffer, start: number, { partition, offset }: FetchAt): number {
  const [unknown_epoch, unknown_start] = [-1, -1];
  const at = bytes.writeInt32BE(unknown_epoch, bytes.writeInt32BE(partition, start));
  writeInt64(bytes, offset, at);
  writeInt64(bytes, unknown_start, at + 8);
  return bytes.writeInt32BE(FETCH_PARTITION_BYTES, at + 16);
}

function fetchedIn(cursor: Cursor, asked: readonly FetchAt[]): Answer<Fetched[]> {
  const throttle_ms = cursor.int32();
  const answers = answersIn(cursor);
  const nothing = answers.every(({ batches }) => batches.length === 0);
  const value = asked.flatMap((at) => {
    const answer = answers.find(({ topic, partition }) => topic === at.topic && partition === at.partition);
    return answer === undefined ? [] : [fetchedOf(at, answer, nothing)];
  });
  return { throttle_ms, value };
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
    return { ...at, records: NO_RECORDS, next_offset: at.offset, end_offset, out_of_range: true };
  }
  if (code !== 0) throw createErrorFromCode(code);
  const { records, next_offset: read } = readRecordSet(batches, at.offset, aborted);
  const next_offset = Math.max(at.offset, read ?? (nothing ? stable_offset : 0));
  return { ...at, records, next_offset, end_offset, out_of_range: false };
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
