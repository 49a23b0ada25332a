import { type Avro, isUnion } from '../../../schemas/avro.ts';
import { onlyOf } from '../../../schemas/tables.ts';
import type { Column, Space } from './column.ts';
import { ListColumn, StructColumn } from './nested.ts';
import { LongColumn, NumberColumn, numbers } from './numbers.ts';
import { TextColumn } from './texts.ts';

/** A column for values of the type. */
export function columnOf(type: Avro, space: Space, nullable = false): Column {
  if (isUnion(type)) return columnOf(onlyOf(type), space, true);
  if (typeof type === 'string') return primitive(type, space, nullable);
  switch (type.type) {
    case 'record': {
      const fields = type.fields.map((field) => columnOf(field.type, space));
      return new StructColumn(nullable, fields);
    }
    case 'array':
      return new ListColumn(nullable, space, columnOf(type.items, space));
    case 'map':
      throw new Error('no table has a map');
    default:
      return primitive(type.type, space, nullable);
  }
}

function primitive(name: string, space: Space, nullable: boolean): Column {
  if (name === 'string' || name === 'bytes') return new TextColumn(nullable, space, name === 'bytes');
  if (name === 'long') return new LongColumn(nullable, space);
  const kind = numbers[name];
  if (kind === undefined) throw new Error(`no column for the Avro type ${name}`);
  return new NumberColumn(nullable, space, kind);
}
