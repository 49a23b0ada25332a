import { Cursor } from './bytes.ts';
import { NO_TAGS, readLength, skipTags, throwIfError, writeText } from './flexible.ts';
import type { Answer, OwnRequest } from './send.ts';

const SUPPORTED_FEATURES = 0;

/**
 * ApiVersions v3, for the features that a broker knows and the highest level of each (kafkajs stops at v2, which does
 * not tell them). Empty for a broker before 2.7. Its answer comes without a flexible header, whatever its version.
 * https://kafka.apache.org/protocol#The_Messages_ApiVersions
 */
export function featuresRequest(): OwnRequest<Map<string, number>> {
  const name = 'regulars';
  return {
    apiKey: 18,
    apiVersion: 3,
    apiName: 'ApiVersions',
    timeout_ms: 8_000,
    bound: 16 + 2 * name.length,
    write(bytes, start) {
      // The first one belongs to the request's header.
      let at = bytes.writeUInt8(NO_TAGS, start);
      at = writeText(bytes, at, name);
      at = writeText(bytes, at, '1');
      return bytes.writeUInt8(NO_TAGS, at);
    },
    read: (payload) => featuresIn(new Cursor(payload)),
  };
}

function featuresIn(cursor: Cursor): Answer<Map<string, number>> {
  throwIfError(cursor.int16());
  for (let keys = readLength(cursor); keys > 0; keys--) {
    const key_and_range_bytes = 6;
    cursor.at += key_and_range_bytes;
    skipTags(cursor);
  }
  const throttle_ms = cursor.int32();
  const value = new Map<string, number>();
  for (let tags = cursor.uvarint(); tags > 0; tags--) {
    const tag = cursor.uvarint();
    const end = cursor.uvarint() + cursor.at;
    if (tag === SUPPORTED_FEATURES) readFeatures(cursor, value);
    cursor.at = end;
  }
  return { throttle_ms, value };
}

function readFeatures(cursor: Cursor, into: Map<string, number>): void {
  for (let features = readLength(cursor); features > 0; features--) {
    const name = cursor.text(readLength(cursor));
    cursor.int16();
    into.set(name, cursor.int16());
    skipTags(cursor);
  }
}
