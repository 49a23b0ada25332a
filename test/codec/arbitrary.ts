import fc from 'fast-check';
import { type Avro, type AvroRecord, isUnion } from '../../schemas/avro.ts';

/** Values that a schema describes, edges included; of other integers where `longs` is given. */
export function anyValueOf(type: Avro, longs: fc.Arbitrary<number> = fc.maxSafeInteger()): fc.Arbitrary<unknown> {
  const within = (inner: Avro) => anyValueOf(inner, longs);
  if (typeof type === 'string') return type === 'long' ? longs : primitive(type);
  if (isUnion(type)) return fc.oneof(...type.map(within));
  if (type.type === 'record') return recordOf(type, within);
  if (type.type === 'array') return fc.array(within(type.items), { maxLength: 4 });
  if (type.type === 'map') return fc.dictionary(fc.string({ maxLength: 8 }), within(type.values), { maxKeys: 4 });
  return type.type === 'long' ? longs : primitive(type.type);
}

function recordOf(
  type: AvroRecord,
  within: (inner: Avro) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(type.fields.map((field) => [field.name, within(field.type)])), {
    noNullPrototype: true,
  });
}

function primitive(name: string): fc.Arbitrary<unknown> {
  const known: Record<string, fc.Arbitrary<unknown>> = {
    null: fc.constant(null),
    string: fc.string({ unit: 'grapheme' }),
    int: fc.integer(),
    double: fc.double({ noNaN: true }),
    boolean: fc.boolean(),
    bytes: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  };
  const arbitrary = known[name];
  if (arbitrary === undefined) throw new Error(`no values for the Avro type ${name}`);
  return arbitrary;
}
