import avsc from 'avsc';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incompatibilities } from '../../runtime/registry/compatibility.ts';
import type { Avro, AvroField, AvroRecord } from '../../schemas/avro.ts';
import { allTopics } from '../../schemas/topics.ts';

function recordOf(...fields: Omit<AvroField, 'doc'>[]): AvroRecord {
  return { type: 'record', name: 'Guest', doc: 'A guest.', fields: fields.map((field) => ({ doc: 'Any.', ...field })) };
}

const name = { name: 'name', type: 'string' };
const visits = (type: Avro) => ({ name: 'visits', type });

test('every topic reads what it writes', () => {
  for (const topic of allTopics) expect(incompatibilities(topic.schema, topic.schema)).toEqual([]);
});

test('a field may go, and one with a default may come', () => {
  const older = recordOf(name, visits('int'));
  const newer = recordOf(name, { name: 'email', type: ['null', 'string'], default: null });
  expect(incompatibilities(newer, older)).toEqual([]);
});

test('numbers may widen and values may become optional', () => {
  expect(incompatibilities(recordOf(visits('long')), recordOf(visits('int')))).toEqual([]);
  expect(incompatibilities(recordOf(visits(['null', 'long'])), recordOf(visits('int')))).toEqual([]);
  const instant = { type: 'long', logicalType: 'timestamp-millis' } as const;
  expect(incompatibilities(recordOf(visits(instant)), recordOf(visits('long')))).toEqual([]);
});

test.each<[string, AvroRecord, AvroRecord, string, string]>([
  [
    'a field without a default comes',
    recordOf(name, visits('int')),
    recordOf(name),
    'visits',
    'is new and has no default',
  ],
  ['a type changes', recordOf(visits('string')), recordOf(visits('long')), 'visits', 'was long, is string'],
  ['a number narrows', recordOf(visits('int')), recordOf(visits('long')), 'visits', 'was long, is int'],
  [
    'a value is no longer optional',
    recordOf(visits('int')),
    recordOf(visits(['null', 'int'])),
    'visits',
    'was null, is int',
  ],
  [
    'a union loses what was written',
    recordOf(visits(['null', 'int'])),
    recordOf(visits('string')),
    'visits',
    'was string, is null or int',
  ],
  [
    'something changes inside a list',
    recordOf({ name: 'checks', type: { type: 'array', items: recordOf(name, visits('int')) } }),
    recordOf({ name: 'checks', type: { type: 'array', items: recordOf(name) } }),
    'checks[].visits',
    'is new and has no default',
  ],
  [
    'something changes inside an optional record',
    recordOf({ name: 'order', type: ['null', recordOf(visits('int'))] }),
    recordOf({ name: 'order', type: recordOf(visits('string')) }),
    'order.visits',
    'was string, is int',
  ],
])('it is named where and why when %s', (_, reader, writer, field, problem) => {
  expect(incompatibilities(reader, writer)).toEqual([{ field, problem }]);
});

const anyType: fc.Arbitrary<Avro> = fc.letrec<{ type: Avro; plain: Avro }>((tie) => ({
  plain: fc.oneof(
    fc.constantFrom('int', 'long', 'double', 'string', 'bytes', 'boolean'),
    fc.record({ type: fc.constant('array' as const), items: tie('type') }),
    fc.record({ type: fc.constant('map' as const), values: tie('type') }),
  ),
  type: fc.oneof(
    { depthSize: 'small' },
    tie('plain'),
    tie('plain').map((plain) => ['null', plain]),
  ),
})).type;

test('the Avro library agrees on which schemas read which', () => {
  fc.assert(
    fc.property(anyType, anyType, fc.boolean(), (to, from, added) => {
      const reader = recordOf(visits(to), ...(added ? [name] : []));
      const writer = recordOf(visits(from));
      const resolves = () => {
        const compiled = [reader, writer].map((one) => avsc.Type.forSchema(one as avsc.Schema, { logicalTypes: {} }));
        return compiled[0]!.createResolver(compiled[1]!);
      };
      if (incompatibilities(reader, writer).length === 0) expect(resolves).not.toThrow();
      else expect(resolves).toThrow();
    }),
    { numRuns: 500 },
  );
});
