import { createErrorFromCode } from 'kafkajs/src/protocol/error.js';
import { batchBytes, writeBatch } from './batch-writer.js';
import { Cursor, writeString } from './bytes.js';
import { byTopic } from './rounds.js';
const ALL_REPLICAS = -1;
const TIMEOUT_MS = 8_000;
/** https://kafka.apache.org/protocol#The_Messages_Produce, version 7. */
export function produceRequest(producer, sets, now_ms) {
    return {
        apiKey: 0,
        apiVersion: 7,
        apiName: 'Produce',
        timeout_ms: TIMEOUT_MS,
        bound: sets.reduce((sum, { topic, records }) => sum + 14 + 3 * topic.length + batchBytes(records), 1_024),
        write(bytes, start) {
            let at = writeString(bytes, start, producer.transactional_id);
            at = bytes.writeInt16BE(ALL_REPLICAS, at);
            at = bytes.writeInt32BE(TIMEOUT_MS, at);
            const topics = byTopic(sets);
            at = bytes.writeInt32BE(topics.length, at);
            for (const [topic, ofTopic] of topics) {
                at = writeString(bytes, at, topic);
                at = bytes.writeInt32BE(ofTopic.length, at);
                for (const set of ofTopic)
                    at = writeSet(bytes, at, set, { producer, now_ms });
            }
            return at;
        },
        read: (payload) => acknowledged(new Cursor(payload)),
    };
}
function writeSet(bytes, start, set, written) {
    const at = bytes.writeInt32BE(set.partition, start);
    const end = writeBatch(bytes, at + 4, set, written);
    bytes.writeInt32BE(end - at - 4, at);
    return end;
}
/** Throws for the first partition that refused. */
function acknowledged(cursor) {
    for (let topics = cursor.int32(); topics > 0; topics--) {
        cursor.string();
        for (let partitions = cursor.int32(); partitions > 0; partitions--) {
            cursor.int32();
            const code = cursor.int16();
            if (code !== 0)
                throw createErrorFromCode(code);
            const offset_time_and_start = 3 * 8;
            cursor.at += offset_time_and_start;
        }
    }
    return { throttle_ms: cursor.int32(), value: undefined };
}
//# sourceMappingURL=produce-request.js.map