import { type Avro, isUnion } from '../avro.ts';
import type { AvroCursor } from './cursor.ts';

export type Pass = (cursor: AvroCursor) => void;

/** Reads over a value of the type. Throws NotAvro where there is none. */
export function passOver(type: Avro): Pass {
  if (isUnion(type)) {
    const other = passOver(type.find((member) => member !== 'null')!);
    return (cursor) => {
      if (cursor.isSecond()) other(cursor);
    };
  }
  if (typeof type === 'string') return primitives[type]!;
  switch (type.type) {
    case 'record': {
      const fields = type.fields.map((field) => passOver(field.type));
      return (cursor) => {
        for (const field of fields) field(cursor);
      };
    }
    case 'array':
      return eachItem(passOver(type.items));
    case 'map': {
      const value = passOver(type.values);
      return eachItem((cursor) => {
        cursor.span();
        value(cursor);
      });
    }
    default:
      return primitives[type.type]!;
  }
}

function eachItem(item: Pass): Pass {
  return (cursor) => {
    for (let n = cursor.items(); n > 0; n = cursor.items()) for (; n > 0; n--) item(cursor);
  };
}

const primitives: Readonly<Record<string, Pass>> = {
  string: (cursor) => void cursor.span(),
  bytes: (cursor) => void cursor.span(),
  long: (cursor) => void cursor.long(),
  int: (cursor) => void cursor.int(),
  double: (cursor) => void cursor.double(),
  boolean: (cursor) => void cursor.boolean(),
};
