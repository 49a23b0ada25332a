import type { RecordList } from '../types.ts';
import { varintBytes, writeInt64, writeVarint } from './bytes.ts';
import { crc32c } from './crc32c.ts';
import type { ProducerIdentity, RecordSet } from './record-path.ts';

const MAGIC = 2;
const TRANSACTIONAL = 0x10;
const NO_TIMESTAMP_DELTA = 0;
const NO_ATTRIBUTES = 0;

/** Where the parts of a batch's header lie. https://kafka.apache.org/documentation/#recordbatch */
export const BATCH = {
  base_offset: 0,
  length: 8,
  leader_epoch: 12,
  magic: 16,
  crc: 17,
  attributes: 21,
  last_offset_delta: 23,
  base_timestamp: 27,
  max_timestamp: 35,
  producer_id: 43,
  producer_epoch: 51,
  base_sequence: 53,
  count: 57,
  records: 61,
} as const;

/** Who writes it, and when. */
export interface BatchOrigin {
  readonly producer: ProducerIdentity;
  readonly now_ms: number;
}

/** The most that a batch of these records takes. */
export function batchBytes(records: RecordList): number {
  let bytes: number = BATCH.records;
  for (let i = 0; i < records.length; i++) bytes += 5 + recordBytes(records, i);
  return bytes;
}

/** Writes the records as one batch at `at`, all with the same time of writing. Returns where to write on. */
export function writeBatch(
  bytes: Buffer,
  at: number,
  { records, first_sequence }: RecordSet,
  { producer, now_ms }: BatchOrigin,
): number {
  let end = at + BATCH.records;
  for (let i = 0; i < records.length; i++) end = writeRecord(bytes, end, records, i);
  writeInt64(bytes, 0, at + BATCH.base_offset);
  bytes.writeInt32BE(end - at - BATCH.leader_epoch, at + BATCH.length);
  // For the broker to fill in.
  bytes.writeInt32BE(0, at + BATCH.leader_epoch);
  bytes[at + BATCH.magic] = MAGIC;
  bytes.writeInt16BE(producer.transactional_id === undefined ? 0 : TRANSACTIONAL, at + BATCH.attributes);
  bytes.writeInt32BE(records.length - 1, at + BATCH.last_offset_delta);
  writeInt64(bytes, now_ms, at + BATCH.base_timestamp);
  writeInt64(bytes, now_ms, at + BATCH.max_timestamp);
  writeInt64(bytes, Number(producer.id), at + BATCH.producer_id);
  bytes.writeInt16BE(producer.epoch, at + BATCH.producer_epoch);
  bytes.writeInt32BE(first_sequence, at + BATCH.base_sequence);
  bytes.writeInt32BE(records.length, at + BATCH.count);
  bytes.writeUInt32BE(crc32c(bytes, at + BATCH.attributes, end), at + BATCH.crc);
  return end;
}

/** length, attributes, timestamp delta, offset delta, key, value, headers; all numbers varints. */
function writeRecord(bytes: Buffer, at: number, records: RecordList, index: number): number {
  let to = writeVarint(bytes, recordBytes(records, index), at);
  bytes[to++] = NO_ATTRIBUTES;
  bytes[to++] = NO_TIMESTAMP_DELTA;
  to = writeVarint(bytes, index, to);
  return records.writeBody(index, bytes, to);
}

/** Without the length in front. */
function recordBytes(records: RecordList, index: number): number {
  return 2 + varintBytes(index) + records.bodyBytes(index);
}
