import { createErrorFromCode } from 'kafkajs/src/protocol/error.js';
import { Cursor, writeUvarint } from './bytes.js';
const NOTHING_COMMITTED = -1;
const REQUIRE_STABLE = 1;
/** An empty list of tagged fields, with which everything ends in the newer requests. */
const NO_TAGS = 0;
/**
 * OffsetFetch v7, which refuses to answer while a transaction that commits offsets of these partitions is open
 * (kafkajs stops at v4, which leaves it out: it could still go through after the successor has begun).
 * https://kafka.apache.org/protocol#The_Messages_OffsetFetch, encoded after KIP-482.
 */
export function stableOffsets(group, topic, partitions) {
    return {
        apiKey: 9,
        apiVersion: 7,
        apiName: 'OffsetFetch',
        timeout_ms: 8_000,
        bound: 32 + 3 * (group.length + topic.length) + 4 * partitions,
        write(bytes, start) {
            // The first one belongs to the request's header.
            let at = bytes.writeUInt8(NO_TAGS, start);
            at = writeText(bytes, at, group);
            at = writeUvarint(bytes, 1 + 1, at);
            at = writeText(bytes, at, topic);
            at = writeUvarint(bytes, 1 + partitions, at);
            for (let n = 0; n < partitions; n++)
                at = bytes.writeInt32BE(n, at);
            for (const last of [NO_TAGS, REQUIRE_STABLE, NO_TAGS])
                at = bytes.writeUInt8(last, at);
            return at;
        },
        read: (payload) => offsetsIn(new Cursor(payload)),
    };
}
function writeText(bytes, at, text) {
    const to = writeUvarint(bytes, 1 + Buffer.byteLength(text), at);
    return to + bytes.write(text, to);
}
/** Lengths are told as one more, so that 0 is null. */
function offsetsIn(cursor) {
    skipTags(cursor);
    const throttle_ms = cursor.int32();
    const offsets = new Map();
    for (let topics = cursor.uvarint() - 1; topics > 0; topics--) {
        cursor.text(cursor.uvarint() - 1);
        for (let partitions = cursor.uvarint() - 1; partitions > 0; partitions--)
            readPartition(cursor, offsets);
        skipTags(cursor);
    }
    throwIfError(cursor.int16());
    return { throttle_ms, value: offsets };
}
function readPartition(cursor, offsets) {
    const partition = cursor.int32();
    const offset = cursor.int64();
    const leader_epoch_bytes = 4;
    cursor.at += leader_epoch_bytes;
    cursor.slice(cursor.uvarint() - 1);
    throwIfError(cursor.int16());
    skipTags(cursor);
    if (offset !== NOTHING_COMMITTED)
        offsets.set(partition, offset);
}
function skipTags(cursor) {
    for (let tags = cursor.uvarint(); tags > 0; tags--) {
        cursor.uvarint();
        cursor.at += cursor.uvarint();
    }
}
function throwIfError(code) {
    if (code !== 0)
        throw createErrorFromCode(code);
}
//# sourceMappingURL=committed.js.map