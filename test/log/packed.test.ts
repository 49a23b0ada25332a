import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Listed, Slice } from '../../runtime/log/kafka/record-list.ts';
import { Packed } from '../../runtime/log/packed.ts';
import type { RecordList } from '../../runtime/log/types.ts';

interface Put {
  readonly key: Buffer;
  readonly value: Buffer | null;
}

/** A value whose length takes one, two or three bytes to tell; and keys that come again. */
const value = fc.oneof(
  fc.constant(null),
  fc.constantFrom(0, 1, 63, 64, 200, 8_191, 8_192, 70_000).map((length) => Buffer.alloc(length, length % 251)),
);
const key = fc.oneof(
  { weight: 3, arbitrary: fc.nat(20).map((n) => Buffer.from(`g_${n}|USD`)) },
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
const puts = fc.array(fc.record({ key, value }), { maxLength: 60 });

function pack(packed: Packed, all: readonly Put[]): Packed {
  for (const put of all) {
    if (put.value === null) packed.tombstone(put.key, put.key.length);
    else {
      packed.begin(put.key, put.key.length);
      packed.sink.raw(put.value);
      packed.end();
    }
  }
  return packed;
}

/** Texts are compared sooner than buffers. */
function textOf({ key, value }: Put): string {
  return `${key.toString('latin1')} ${value?.toString('latin1')}`;
}

function contentOf(list: RecordList): string[] {
  return Array.from({ length: list.length }, (_, i) => textOf(list.at(i)));
}

/** As a record batch holds them. */
function bodiesOf(list: RecordList): string[] {
  return Array.from({ length: list.length }, (_, i) => {
    const bytes = Buffer.alloc(list.bodyBytes(i) + 3);
    expect(list.writeBody(i, bytes, 2)).toBe(bytes.length - 1);
    return bytes.toString('latin1', 2, bytes.length - 1);
  });
}

/** Of each key the last, where the last one stands. */
function lastOfEach(all: readonly Put[]): Put[] {
  return all.filter((put, i) => !all.slice(i + 1).some((later) => later.key.equals(put.key)));
}

describe('packed records', () => {
  test('are the records that were put, with the bytes that records as objects have', () => {
    const packed = new Packed('t', 1, 'all');
    fc.assert(
      fc.property(puts, (all) => {
        packed.clear();
        expect(contentOf(pack(packed, all))).toEqual(all.map(textOf));
        expect(bodiesOf(packed)).toEqual(bodiesOf(new Listed(all)));
        const part = new Slice(packed, Math.min(2, all.length), all.length);
        expect(contentOf(part)).toEqual(all.slice(2).map(textOf));
        expect(bodiesOf(part)).toEqual(bodiesOf(new Listed(all.slice(2))));
      }),
    );
  });

  test('are the last of each key, where only those count', () => {
    const packed = new Packed('t', 1, 'last');
    fc.assert(
      fc.property(puts, (all) => {
        packed.clear();
        expect(contentOf(pack(packed, all))).toEqual(lastOfEach(all).map(textOf));
        expect(bodiesOf(packed)).toEqual(bodiesOf(new Listed(lastOfEach(all))));
      }),
    );
  });

  test('may be many, and come again and again', () => {
    const packed = new Packed('t', 0, 'last');
    const all = Array.from({ length: 50_000 }, (_, i) => ({
      key: Buffer.from(`g_${(i * 7_919) % 20_000}`),
      value: Buffer.from(String(i)),
    }));
    pack(packed, all);
    const last = new Map(all.map((put) => [put.key.toString(), textOf(put)]));
    expect(last.size).toBe(20_000);
    expect(contentOf(packed).sort()).toEqual([...last.values()].sort());
  });

  test('forget a value that could not be written', () => {
    const packed = new Packed('t', 0, 'last');
    pack(packed, [{ key: Buffer.from('a'), value: Buffer.from('1') }]);
    packed.begin(Buffer.from('a'), 1);
    packed.sink.raw(Buffer.from('half of a'));
    pack(packed, [{ key: Buffer.from('b'), value: Buffer.from('2') }]);
    expect(contentOf(packed)).toEqual(['a 1', 'b 2']);
  });
});
