import fc from 'fast-check';
import { type Avro, type AvroRecord, isUnion } from '../../schemas/avro.ts';

/** Values that a schema describes, edges included. */
export function anyValueOf(type: Avro): fc.Arbitrary<unknown> {
  if (typeof type === 'string') return primitive(type);
  if (isUnion(type)) return fc.oneof(...type.map(anyValueOf));
  if (type.type === 'record') return recordOf(type);
  if (type.type === 'array') return fc.array(anyValueOf(type.items), { maxLength: 4 });
  if (type.type === 'map') return fc.dictionary(fc.string({ maxLength: 8 }), anyValueOf(type.values), { maxKeys: 4 });
  return primitive(type.type);
}

function recordOf(type: AvroRecord): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(type.fields.map((field) => [field.name, anyValueOf(field.type)])), {
    noNullPrototype: true,
  });
}

function primitive(name: string): fc.Arbitrary<unknown> {
  const known: Record<string, fc.Arbitrary<unknown>> = {
    null: fc.constant(null),
    string: fc.string({ unit: 'grapheme' }),
    long: fc.integer({ min: -(2 ** 52), max: 2 ** 52 - 1 }),
    int: fc.integer(),
    double: fc.double({ noNaN: true }),
    boolean: fc.boolean(),
    bytes: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  };
  const arbitrary = known[name];
  if (arbitrary === undefined) throw new Error(`no values for the Avro type ${name}`);
  return arbitrary;
}
