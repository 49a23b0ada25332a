import avsc from 'avsc';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Codec, createCodec, UnknownSchema } from '../../runtime/codec/codec.ts';
import { Failure } from '../../runtime/failures.ts';
import type { AvroRecord } from '../../schemas/avro.ts';
import { type AnyTopic, allTopics, topics } from '../../schemas/topics.ts';
import { anyValueOf } from './arbitrary.ts';

const ids = new Map(allTopics.map((topic, i) => [topic.name, 100 + i]));

function codecWith(others: Record<number, unknown> = {}): Codec {
  return createCodec({ ids, load: async (id) => others[id] });
}

const codec = codecWith();
const tick = { at: 1_780_000_000_000 };

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

test.each(allTopics)('every value of $name comes back from its bytes as it was', (topic: AnyTopic) => {
  fc.assert(
    fc.property(anyValueOf(topic.schema), (value) => {
      const back: unknown = codec.decode(topic, codec.encode(topic, value));
      expect(back).toEqual(value);
    }),
    { numRuns: 50 },
  );
});

/** Beyond these avsc writes other numbers than it is given. */
const longsOfAvsc = fc.integer({ min: -(2 ** 52), max: 2 ** 52 - 1 });

test.each(allTopics)('the bytes of $name are those of any Avro library', (topic: AnyTopic) => {
  const type = avsc.Type.forSchema(topic.schema as avsc.Schema, { logicalTypes: {}, wrapUnions: false });
  fc.assert(
    fc.property(anyValueOf(topic.schema, longsOfAvsc), (value) => {
      expect(codec.encode(topic, value).subarray(5).equals(type.toBuffer(value))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('a value larger than any before it still comes back', () => {
  const body = Buffer.alloc(1_500_000, 7);
  const delivery = { delivery_id: 'd', upstream: 'u', entity_id: 'e', received_at: 1, headers: {}, body };
  expect(codec.decode(topics.deliveries, codec.encode(topics.deliveries, delivery)).body.equals(body)).toBe(true);
});

test('encoded values do not share memory', () => {
  const first = codec.encode(topics.clock, tick);
  const copy = Buffer.from(first);
  codec.encode(topics.clock, { at: 5 });
  expect(first.equals(copy)).toBe(true);
});

test('the frame is that of Confluent clients: a zero, the schema id, Avro', () => {
  const bytes = codec.encode(topics.clock, { at: 1 });
  expect(bytes[0]).toBe(0);
  expect(bytes.readInt32BE(1)).toBe(ids.get('_clock'));
  expect([...bytes.subarray(5)]).toEqual([2]);
});

test.each([
  ['an integer beyond 2^53', { at: 2 ** 53 }],
  ['a fraction', { at: 1.5 }],
  ['a missing field', {}],
  ['a string in place of a number', { at: '1' }],
])('%s is poison, named by its field and not by its value', (_, value) => {
  const failure = thrownBy(() => codec.encode(topics.clock, value));
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ kind: 'poison', reason: 'not_of_the_schema', message: /_clock.*\(at\)/ });
});

test.each([
  ['no bytes', Buffer.alloc(0), 'no_schema_id'],
  ['bytes without the zero in front', Buffer.from('{"at":1}'), 'no_schema_id'],
  ['a frame without a value', codec.encode(topics.clock, tick).subarray(0, 5), 'undecodable'],
  ['a torn value', codec.encode(topics.clock, tick).subarray(0, 8), 'undecodable'],
  ['bytes after the value', Buffer.concat([codec.encode(topics.clock, tick), Buffer.from([1])]), 'undecodable'],
])('%s is poison', (_, bytes, reason) => {
  expect(thrownBy(() => codec.decode(topics.clock, bytes))).toMatchObject({ kind: 'poison', reason });
});

test('an integer beyond 2^53 on the log is poison', () => {
  const bytes = Buffer.concat([
    codec.encode(topics.clock, tick).subarray(0, 5),
    Buffer.from('ffffffffffffffffff01', 'hex'),
  ]);
  expect(thrownBy(() => codec.decode(topics.clock, bytes))).toMatchObject({ kind: 'poison', reason: 'undecodable' });
});

const olderTick: AvroRecord = {
  ...topics.clock.schema,
  fields: [...topics.clock.schema.fields, { name: 'by', type: 'string', doc: 'A field that was dropped.' }],
};

test('a record of another schema asks for that schema, then is read through it', async () => {
  const older = createCodec({ ids: new Map([['_clock', 7]]), load: async () => olderTick });
  const bytes = Buffer.concat([older.encode(topics.clock, tick), Buffer.from([2, 65])]);
  const now = codecWith({ 7: olderTick });
  const unknown = thrownBy(() => now.decode(topics.clock, bytes));
  expect(unknown).toBeInstanceOf(UnknownSchema);
  await now.load((unknown as UnknownSchema).schema_id);
  expect(now.decode(topics.clock, bytes)).toEqual(tick);
});

test('a record of a schema that cannot be read as ours is poison', async () => {
  const strange = {
    type: 'record',
    name: 'Tick',
    namespace: 'regulars.internal',
    fields: [{ name: 'at', type: 'string' }],
  };
  const now = codecWith({ 8: strange });
  await now.load(8);
  const bytes = Buffer.from([0, 0, 0, 0, 8, 2, 65]);
  expect(thrownBy(() => now.decode(topics.clock, bytes))).toMatchObject({
    kind: 'poison',
    reason: 'unreadable_schema',
  });
});

test('bytes of any kind are a value or poison, and are decided at once', () => {
  fc.assert(
    fc.property(fc.constantFrom(...allTopics), fc.uint8Array({ maxLength: 60 }), (topic, noise) => {
      const bytes = Buffer.concat([Buffer.from([0, 0, 0, 0, ids.get(topic.name)!]), noise]);
      const thrown = thrownBy(() => codec.decode(topic, bytes));
      expect(thrown === undefined || (thrown instanceof Failure && thrown.kind === 'poison')).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
