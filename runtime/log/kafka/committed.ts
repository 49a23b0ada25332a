import { Cursor } from './bytes.ts';
import { NO_TAGS, readLength, skipTags, throwIfError, writeLength, writeText } from './flexible.ts';
import type { Answer, OwnRequest } from './send.ts';

const NOTHING_COMMITTED = -1;
const REQUIRE_STABLE = 1;

/**
 * OffsetFetch v7, which refuses to answer while a transaction that commits offsets of these partitions is open
 * (kafkajs stops at v4, which leaves it out: it could still go through after the successor has begun).
 * https://kafka.apache.org/protocol#The_Messages_OffsetFetch, encoded after KIP-482.
 */
export function stableOffsets(group: string, topic: string, partitions: number): OwnRequest<Map<number, number>> {
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
      at = writeLength(bytes, at, 1);
      at = writeText(bytes, at, topic);
      at = writeLength(bytes, at, partitions);
      for (let n = 0; n < partitions; n++) at = bytes.writeInt32BE(n, at);
      for (const last of [NO_TAGS, REQUIRE_STABLE, NO_TAGS]) at = bytes.writeUInt8(last, at);
      return at;
    },
    read: (payload) => offsetsIn(new Cursor(payload)),
  };
}

function offsetsIn(cursor: Cursor): Answer<Map<number, number>> {
  skipTags(cursor);
  const throttle_ms = cursor.int32();
  const offsets = new Map<number, number>();
  for (let topics = readLength(cursor); topics > 0; topics--) {
    cursor.text(readLength(cursor));
    for (let partitions = readLength(cursor); partitions > 0; partitions--) readPartition(cursor, offsets);
    skipTags(cursor);
  }
  throwIfError(cursor.int16());
  return { throttle_ms, value: offsets };
}

function readPartition(cursor: Cursor, offsets: Map<number, number>): void {
  const partition = cursor.int32();
  const offset = cursor.int64();
  const leader_epoch_bytes = 4;
  cursor.at += leader_epoch_bytes;
  cursor.slice(readLength(cursor));
  throwIfError(cursor.int16());
  skipTags(cursor);
  if (offset !== NOTHING_COMMITTED) offsets.set(partition, offset);
}
