import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import theirFetch from 'kafkajs/src/protocol/requests/fetch/v11/request.js';
import { decode as theirFetched } from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import theirProduce from 'kafkajs/src/protocol/requests/produce/v7/request.js';
import { batchBytes, writeBatch } from './batch-writer.js';
import { fetchRequest } from './fetch-request.js';
import { ownPath } from './own.js';
import { produceRequest } from './produce-request.js';
import { FETCH_BYTES, FETCH_PARTITION_BYTES, } from './record-path.js';
import { committed, stockPath } from './stock.js';
/** The version whose insides were read, see internals.d.ts. */
const KNOWN_VERSION = '2.2.4';
/**
 * Our own way of the records where this kafkajs is the one it was written for and both write and read the same bytes;
 * else kafkajs' own, and what was not the same. Takes milliseconds.
 */
export async function fastestPath() {
    const { version } = createRequire(import.meta.url)('kafkajs/package.json');
    if (version !== KNOWN_VERSION)
        return { path: stockPath, differs: `kafkajs is ${version}` };
    const differs = await difference().catch((error) => String(error));
    return differs === undefined ? { path: ownPath } : { path: stockPath, differs };
}
const NOW = 1_780_000_000_000;
const WAIT_MS = 500;
const producer = { transactional_id: 'self-test', id: '4294967299', epoch: 7 };
const records = [
    { topic: 't', partition: 3, key: Buffer.from('key'), value: Buffer.alloc(300, 'é') },
    { topic: 't', partition: 3, key: Buffer.from('gone'), value: null },
    { topic: 't', partition: 3, key: Buffer.from('empty'), value: Buffer.alloc(0), headers: { origin: 'é', none: '' } },
];
async function difference() {
    const set = { topic: 't', partition: 3, records, first_sequence: 70_000 };
    const writing = bodyOf(produceRequest(producer, [set], NOW));
    if (!writing.equals(await theirRequest(set.first_sequence)))
        return 'requests to write';
    const at = { topic: 't', partition: 3, offset: 2 };
    const reading = fetchRequest([at], WAIT_MS);
    if (!bodyOf(reading).equals(await theirQuestion(at)))
        return 'requests to read';
    const batch = Buffer.alloc(batchBytes(records));
    const answer = answerWith(batch.subarray(0, writeBatch(batch, 0, set, { producer, now_ms: NOW })), at);
    const { responses } = await theirFetched(answer);
    const theirs = committed(at, responses[0].partitions[0], false);
    return isDeepStrictEqual(reading.read(answer).value, [theirs]) ? undefined : 'what is read';
}
function bodyOf(request) {
    const bytes = Buffer.alloc(request.bound);
    return bytes.subarray(0, request.write(bytes, 0));
}
/** https://kafka.apache.org/protocol#The_Messages_Fetch, version 11. */
function answerWith(batches, { topic, partition }) {
    const [no_error, session, end, stable, begin, aborted, replica] = [0, 0, 9, 9, 0, 0, -1];
    const head = new Encoder().writeInt32(0).writeInt16(no_error).writeInt32(session);
    head.writeInt32(1).writeString(topic).writeInt32(1).writeInt32(partition).writeInt16(no_error);
    head.writeInt64(end).writeInt64(stable).writeInt64(begin).writeInt32(aborted).writeInt32(replica);
    return Buffer.concat([head.writeInt32(batches.length).buffer, batches]);
}
async function theirRequest(firstSequence) {
    const messages = records.map(({ key, value, headers = {} }) => ({ key, value, headers, timestamp: String(NOW) }));
    const request = theirProduce({
        acks: -1,
        timeout: 8_000,
        transactionalId: producer.transactional_id,
        producerId: producer.id,
        producerEpoch: producer.epoch,
        topicData: [{ topic: 't', partitions: [{ partition: 3, firstSequence, messages }] }],
    });
    return (await request.encode()).buffer;
}
async function theirQuestion({ topic, partition, offset }) {
    const partitions = [{ partition, fetchOffset: String(offset), maxBytes: FETCH_PARTITION_BYTES }];
    const topics = [{ topic, partitions }];
    return (await theirFetch({ replicaId: -1, maxWaitTime: WAIT_MS, minBytes: 1, maxBytes: FETCH_BYTES, topics }).encode()).buffer;
}
//# sourceMappingURL=self-test.js.map