import Decoder from 'kafkajs/src/protocol/decoder.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import { createErrorFromCode } from 'kafkajs/src/protocol/error.js';
import type { Answer, OwnRequest } from 'kafkajs-internals';

const OFFSET_FETCH = 9;
const NOTHING_COMMITTED = -1;

/**
 * OffsetFetch v7, which refuses to answer while a transaction that commits offsets of these partitions is open
 * (kafkajs stops at v4, which leaves it out: it could still go through after the successor has begun).
 * https://kafka.apache.org/protocol#The_Messages_OffsetFetch, flexible encoding: KIP-482.
 */
export function stableOffsets(group: string, topic: string, partitions: number): OwnRequest<Map<number, number>> {
  return {
    request: {
      apiKey: OFFSET_FETCH,
      apiVersion: 7,
      apiName: 'OffsetFetch',
      encode: async () => {
        const asked = new Encoder().writeUVarIntString(topic).writeUVarInt(partitions + 1);
        for (let n = 0; n < partitions; n++) asked.writeInt32(n);
        // The first and every other 0 is an empty list of tagged fields; the first belongs to the request's header.
        return new Encoder()
          .writeInt8(0)
          .writeUVarIntString(group)
          .writeUVarIntArray([asked.writeInt8(0)], 'object')
          .writeBoolean(true)
          .writeInt8(0);
      },
    },
    response: { decode: async (payload) => offsetsIn(new Decoder(payload)), parse: async ({ value }) => value },
  };
}

function offsetsIn(decoder: Decoder): Answer<Map<number, number>> {
  decoder.readTaggedFields();
  const clientSideThrottleTime = decoder.readInt32();
  const offsets = new Map<number, number>();
  decoder.readUVarIntArray((topic) => {
    topic.readUVarIntString();
    topic.readUVarIntArray((partition) => {
      const n = partition.readInt32();
      const offset = Number(partition.readInt64());
      partition.readInt32();
      partition.readUVarIntString();
      throwIfError(partition.readInt16());
      partition.readTaggedFields();
      if (offset !== NOTHING_COMMITTED) offsets.set(n, offset);
    });
    topic.readTaggedFields();
  });
  throwIfError(decoder.readInt16());
  return { clientSideThrottleTime, value: offsets };
}

function throwIfError(code: number): void {
  if (code !== 0) throw createErrorFromCode(code);
}
