import type { Consumed } from '../types.ts';
import { Cursor, writeInt64 } from './bytes.ts';
import { NO_TAGS, readLength, skipTags, throwIfError, writeLength, writeNull, writeText } from './flexible.ts';
import type { ProducerIdentity } from './record-path.ts';
import { byTopic } from './rounds.ts';
import type { OwnRequest } from './send.ts';

const NO_GENERATION = { number: -1, member: '' };
const UNKNOWN_EPOCH = -1;

/**
 * TxnOffsetCommit v3, which carries the group's generation, so that the broker refuses who has missed a rebalance
 * (KIP-447; kafkajs stops at v1). Group and topics as Kafka knows them.
 * https://kafka.apache.org/protocol#The_Messages_TxnOffsetCommit
 */
export function offsetsOfTransaction(producer: ProducerIdentity, consumed: Consumed): OwnRequest<void> {
  const { group, positions, generation = NO_GENERATION } = consumed;
  const transactional_id = producer.transactional_id ?? '';
  const texts = [transactional_id, group, generation.member];
  return {
    apiKey: 28,
    apiVersion: 3,
    apiName: 'TxnOffsetCommit',
    timeout_ms: 8_000,
    bound: positions.reduce((sum, { topic }) => sum + 40 + 3 * topic.length, 64 + 3 * texts.join('').length),
    write(bytes, start) {
      // The first one belongs to the request's header.
      let at = bytes.writeUInt8(NO_TAGS, start);
      at = writeText(bytes, at, transactional_id);
      at = writeText(bytes, at, group);
      writeInt64(bytes, Number(producer.id), at);
      at = bytes.writeInt16BE(producer.epoch, at + 8);
      at = bytes.writeInt32BE(generation.number, at);
      at = writeText(bytes, at, generation.member);
      at = writeNull(bytes, at);
      const topics = byTopic(positions);
      at = writeLength(bytes, at, topics.length);
      for (const [topic, ofTopic] of topics) {
        at = writeLength(bytes, writeText(bytes, at, topic), ofTopic.length);
        for (const { partition, offset } of ofTopic) {
          writeInt64(bytes, offset, bytes.writeInt32BE(partition, at));
          at = writeNull(bytes, bytes.writeInt32BE(UNKNOWN_EPOCH, at + 12));
          at = bytes.writeUInt8(NO_TAGS, at);
        }
        at = bytes.writeUInt8(NO_TAGS, at);
      }
      return bytes.writeUInt8(NO_TAGS, at);
    },
    read(payload) {
      const cursor = new Cursor(payload);
      skipTags(cursor);
      const throttle_ms = cursor.int32();
      for (let topics = readLength(cursor); topics > 0; topics--) {
        cursor.text(readLength(cursor));
        for (let partitions = readLength(cursor); partitions > 0; partitions--) {
          cursor.int32();
          throwIfError(cursor.int16());
          skipTags(cursor);
        }
        skipTags(cursor);
      }
      return { throttle_ms, value: undefined };
    },
  };
}
