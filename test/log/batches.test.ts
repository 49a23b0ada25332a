import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import crc from 'kafkajs/src/protocol/recordBatch/crc32C/index.js';
import { describe, expect, test } from 'vitest';
import { readRecordSet } from '../../runtime/log/kafka/batch-reader.ts';
import { BATCH, batchBytes, writeBatch } from '../../runtime/log/kafka/batch-writer.ts';
import { crc32c } from '../../runtime/log/kafka/crc32c.ts';
import { Listed } from '../../runtime/log/kafka/record-list.ts';
import { fastestPath } from '../../runtime/log/kafka/self-test.ts';
import type { LogRecord, Records } from '../../runtime/log/record.ts';
import type { NewRecord } from '../../runtime/log/types.ts';
import { keysOf, record, records, saidBy } from './reading.ts';

const NOW = 1_780_000_000_000;

interface Written {
  readonly base_offset?: number;
  readonly producer_id?: number;
  /** Bits of a batch's attributes: 0x10 transactional, 0x20 control. */
  readonly attributes?: number;
}

/** A batch as the broker keeps it. */
function batchOf(of: readonly NewRecord[], { base_offset = 0, producer_id = 1, attributes = 0 }: Written = {}): Buffer {
  const producer = { transactional_id: undefined, id: String(producer_id), epoch: 0 };
  const list = new Listed(of);
  const bytes = Buffer.alloc(batchBytes(list));
  const set = { topic: 't', partition: 0, records: list, first_sequence: 0 };
  const end = writeBatch(bytes, 0, set, { producer, now_ms: NOW });
  bytes.writeBigInt64BE(BigInt(base_offset), BATCH.base_offset);
  bytes.writeInt16BE(attributes, BATCH.attributes);
  return bytes.subarray(0, end);
}

function marker(kind: 'abort' | 'commit', producer_id: number, base_offset: number): Buffer {
  const key = Buffer.from([0, 0, 0, kind === 'abort' ? 0 : 1]);
  return batchOf([{ ...record('t', 0, ''), key }], { base_offset, producer_id, attributes: 0x30 });
}

const anyRecord = fc.record({
  topic: fc.constant('t'),
  partition: fc.constant(0),
  key: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  value: fc.option(fc.uint8Array({ maxLength: 20_000 }).map((bytes) => Buffer.from(bytes))),
  headers: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
});

test('what is written into a batch is read out of it', () => {
  const any = fc.array(anyRecord, { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(any, fc.constantFrom(0, 5_000_000_000), fc.nat(25), (written, base_offset, skipped) => {
      const bytes = batchOf(written, { base_offset });
      expect(bytes.readUInt32BE(BATCH.crc)).toBe(crc32c(bytes, BATCH.attributes));
      const { records: found, next_offset } = readRecordSet(bytes, base_offset + skipped, []);
      const expected = written.map(({ key, value, headers }, i) => ({
        offset: base_offset + i,
        timestamp_ms: NOW,
        key,
        value,
        headers,
      }));
      expect(saidBy(found)).toEqual(expected.slice(skipped));
      expect(saidBy(backwards(found))).toEqual(saidBy(found).toReversed());
      expect(next_offset).toBe(base_offset + written.length);
    }),
  );
});

function backwards(found: Records): LogRecord[] {
  return Array.from({ length: found.length }, (_, i) => found.at(found.length - 1 - i));
}

test('the checksum is CRC-32C', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  const any = fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(any, (bytes) => {
      expect(crc32c(bytes)).toBe(crc(bytes) >>> 0);
    }),
  );
});

test('this kafkajs writes and reads the same bytes, so our own way is taken', async () => {
  expect(await fastestPath()).toMatchObject({ path: { chunk_records: Number.POSITIVE_INFINITY } });
  expect((await fastestPath()).differs).toBeUndefined();
});

describe('reading', () => {
  test('leaves out aborted transactions and control records, wherever they overlap, and reads on after them', () => {
    const transactional = 0x10;
    const log = Buffer.concat([
      batchOf(records('t', 0, 'lost', 2), { base_offset: 0, producer_id: 7, attributes: transactional }),
      batchOf(records('t', 0, 'kept', 2), { base_offset: 2, producer_id: 8, attributes: transactional }),
      batchOf(records('t', 0, 'lost', 1), { base_offset: 4, producer_id: 9, attributes: transactional }),
      marker('abort', 9, 5),
      batchOf(records('t', 0, 'plain', 1), { base_offset: 6, producer_id: 7 }),
      marker('commit', 8, 7),
      marker('abort', 7, 8),
      batchOf(records('t', 0, 'again', 1), { base_offset: 9, producer_id: 7, attributes: transactional }),
      marker('commit', 7, 10),
    ]);
    // In the order in which they ended, as the broker lists them.
    const aborted = [
      { producer_id: 9, first_offset: 4 },
      { producer_id: 7, first_offset: 0 },
    ];
    const { records: found, next_offset } = readRecordSet(log, 0, aborted);
    expect(keysOf(found)).toEqual(['kept-0', 'kept-1', 'plain-0', 'again-0']);
    expect(next_offset).toBe(11);
  });

  test('stops before a batch that was cut off, and after one that compaction has emptied', () => {
    const empty = batchOf(records('t', 0, 'gone', 5)).subarray(0, BATCH.records);
    empty.writeInt32BE(BATCH.records - BATCH.leader_epoch, BATCH.length);
    empty.writeInt32BE(0, BATCH.count);
    const cut = batchOf(records('t', 0, 'cut', 2), { base_offset: 5 }).subarray(0, -1);
    for (const [bytes, next_offset] of [
      [Buffer.concat([empty, cut]), 5],
      [cut, undefined],
    ] as const) {
      const read = readRecordSet(bytes, 0, []);
      expect(read.records.length).toBe(0);
      expect(read.next_offset).toBe(next_offset);
    }
  });

  test('takes batches that another client has compressed with gzip, and refuses others by name', () => {
    const plain = batchOf(records('t', 0, 'k', 50));
    const zipped = Buffer.concat([plain.subarray(0, BATCH.records), gzipSync(plain.subarray(BATCH.records))]);
    zipped.writeInt32BE(zipped.length - BATCH.leader_epoch, BATCH.length);
    zipped.writeInt16BE(1, BATCH.attributes);
    expect(keysOf(readRecordSet(zipped, 48, []).records)).toEqual(['k-48', 'k-49']);
    zipped.writeInt16BE(4, BATCH.attributes);
    expect(() => readRecordSet(zipped, 0, [])).toThrow('the log holds records compressed with codec 4');
  });

  test('gives the time of appending where the topic says so', () => {
    const bytes = batchOf(records('t', 0, 'k', 1), { attributes: 0x08 });
    bytes.writeBigInt64BE(BigInt(NOW + 5), BATCH.max_timestamp);
    expect(readRecordSet(bytes, 0, []).records.at(0).timestamp_ms).toBe(NOW + 5);
  });
});
