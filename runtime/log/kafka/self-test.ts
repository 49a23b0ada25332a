import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import theirFetch from 'kafkajs/src/protocol/requests/fetch/v11/request.js';
import { decode as theirFetched } from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import theirProduce from 'kafkajs/src/protocol/requests/produce/v7/request.js';
import { contentOf } from '../record.ts';
import { batchBytes, writeBatch } from './batch-writer.ts';
import { fetchRequest } from './fetch-request.ts';
import { ownPath } from './own.ts';
import { produceRequest } from './produce-request.ts';
import { Listed } from './record-list.ts';
import {
  FETCH_BYTES,
  FETCH_PARTITION_BYTES,
  type FetchAt,
  type Fetched,
  type ProducerIdentity,
  type RecordPath,
} from './record-path.ts';
import type { OwnRequest } from './send.ts';
import { committed, stockPath } from './stock.ts';

/** The version whose insides were read, see internals.d.ts. */
const KNOWN_VERSION = '2.2.4';

/**
 * Our own way of the records where this kafkajs is the one it was written for and both write and read the same bytes;
 * else kafkajs' own, and what was not the same. Takes milliseconds.
 */
export async function fastestPath(): Promise<{ readonly path: RecordPath; readonly differs?: string }> {
  const { version } = createRequire(import.meta.url)('kafkajs/package.json');
  if (version !== KNOWN_VERSION) return { path: stockPath, differs: `kafkajs is ${version}` };
  const differs = await difference().catch((error: unknown) => String(error));
  return differs === undefined ? { path: ownPath } : { path: stockPath, differs };
}

const NOW = 1_780_000_000_000;
const WAIT_MS = 500;
const producer: ProducerIdentity = { transactional_id: 'self-test', id: '4294967299', epoch: 7 };

const messages = [
  { key: Buffer.from('key'), value: Buffer.alloc(300, 'é'), headers: {} },
  { key: Buffer.from('gone'), value: null, headers: {} },
  { key: Buffer.from('empty'), value: Buffer.alloc(0), headers: { origin: 'é', none: '' } },
];
const records = new Listed(messages);

async function difference(): Promise<string | undefined> {
  const set = { topic: 't', partition: 3, records, first_sequence: 70_000 };
  const writing = bodyOf(produceRequest(producer, [set], NOW));
  if (!writing.equals(await theirRequest(set.first_sequence))) return 'requests to write';
  const at = { topic: 't', partition: 3, offset: 2 };
  const reading = fetchRequest([at], WAIT_MS);
  if (!bodyOf(reading).equals(await theirQuestion(at))) return 'requests to read';
  const batch = Buffer.alloc(batchBytes(records));
  const answer = answerWith(batch.subarray(0, writeBatch(batch, 0, set, { producer, now_ms: NOW })), at);
  const { responses } = await theirFetched(answer);
  const theirs = committed(at, responses[0]!.partitions[0]!, false);
  const [ours] = reading.read(answer).value;
  return isDeepStrictEqual(ours && contentsOf(ours), contentsOf(theirs)) ? undefined : 'what is read';
}

function contentsOf({ records: found, ...rest }: Fetched) {
  return { ...rest, records: Array.from(found, contentOf) };
}

function bodyOf(request: OwnRequest<unknown>): Buffer {
  const bytes = Buffer.alloc(request.bound);
  return bytes.subarray(0, request.write(bytes, 0));
}

/** https://kafka.apache.org/protocol#The_Messages_Fetch, version 11. */
function answerWith(batches: Buffer, { topic, partition }: FetchAt): Buffer {
  const [no_error, session, end, stable, begin, aborted, replica] = [0, 0, 9, 9, 0, 0, -1];
  const head = new Encoder().writeInt32(0).writeInt16(no_error).writeInt32(session);
  head.writeInt32(1).writeString(topic).writeInt32(1).writeInt32(partition).writeInt16(no_error);
  head.writeInt64(end).writeInt64(stable).writeInt64(begin).writeInt32(aborted).writeInt32(replica);
  return Buffer.concat([head.writeInt32(batches.length).buffer, batches]);
}

async function theirRequest(firstSequence: number): Promise<Buffer> {
  const request = theirProduce({
    acks: -1,
    timeout: 8_000,
    transactionalId: producer.transactional_id,
    producerId: producer.id,
    producerEpoch: producer.epoch,
    topicData: [{ topic: 't', partitions: [{ partition: 3, firstSequence, messages: messages.map(stamped) }] }],
  });
  return (await request.encode()).buffer;
}

function stamped<T>(message: T): T & { timestamp: string } {
  return { ...message, timestamp: String(NOW) };
}

async function theirQuestion({ topic, partition, offset }: FetchAt): Promise<Buffer> {
  const partitions = [{ partition, fetchOffset: String(offset), maxBytes: FETCH_PARTITION_BYTES }];
  const topics = [{ topic, partitions }];
  return (
    await theirFetch({ replicaId: -1, maxWaitTime: WAIT_MS, minBytes: 1, maxBytes: FETCH_BYTES, topics }).encode()
  ).buffer;
}
