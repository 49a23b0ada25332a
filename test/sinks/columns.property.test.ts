import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Avro, type AvroField, isUnion } from '../../schemas/avro.ts';
import { keyOf } from '../../schemas/keys.ts';
import { onlyOf, type StoredColumn, type StoredTable, storedTables } from '../../schemas/tables.ts';
import type { Warehouse } from '../../sinks/duckdb/warehouse.ts';
import { anyValueOf } from '../codec/arbitrary.ts';
import { recordFor, write } from '../tasks/fixture.ts';
import { caughtUp, folder, memoryLog, sinkOf, stop, warehouseAt } from './fixture.ts';

type Value = Readonly<Record<string, unknown>>;

/**
 * Whatever values a topic has, the sink stores what the plain way gives: each value as an object, as JSON, read by
 * DuckDB's own JSON parser.
 */
describe('columns filled from the bytes of the log hold what JSON would have given', () => {
  test.each(storedTables)('$name', async (table) => {
    const log = memoryLog(7);
    const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
    const sink = await sinkOf(log, warehouse);
    await fc.assert(
      fc.asyncProperty(fc.array(valuesOf(table), { minLength: 1, maxLength: 30 }), async (values) => {
        await warehouse.rows(`DELETE FROM store."${table.name}"`);
        await write(
          log,
          values.map((value) => recordFor(table.topic, value as never)),
        );
        await caughtUp(log, sink);
        await expectedIn(warehouse, table, keptOf(table, values));
        const stored = `SELECT * FROM store."${table.name}"`;
        expect(await warehouse.rows(`${stored} EXCEPT ALL FROM temp.expected`)).toEqual([]);
        expect(await warehouse.rows(`FROM temp.expected EXCEPT ALL ${stored}`)).toEqual([]);
      }),
      { numRuns: 15 },
    );
    await stop(sink);
  });
});

/** Keys that come again, and odd ones. */
const keyParts = fc.oneof(fc.constantFrom('a', 'b', 'c', 'a|b', '%7C'), fc.string({ unit: 'grapheme', minLength: 1 }));

function valuesOf({ topic }: StoredTable): fc.Arbitrary<Value> {
  const texts = topic.schema.fields.filter(
    ({ name, type }) => (topic.key as string[]).includes(name) && type === 'string',
  );
  const keys = fc.record(Object.fromEntries(texts.map(({ name }) => [name, keyParts])));
  // Values of a record's schema are objects.
  const values = anyValueOf(topic.schema).map((value) => storable(topic.schema, value) as Value);
  return fc.tuple(values, keys).map(([value, key]) => ({ ...value, ...key }));
}

/** Without what JSON cannot hold, and with dates that DuckDB has. `nested`: not of the topic's own record. */
function storable(type: Avro, value: unknown, nested = false): unknown {
  if (value === null) return null;
  if (isUnion(type)) return storable(onlyOf(type), value, nested);
  if (type === 'double') return Number.isFinite(value) && value !== 0 ? value : 0.5;
  if (typeof type === 'string') return value;
  if (type.type === 'array') return (value as unknown[]).map((item) => storable(type.items, item, true));
  if (type.type === 'record') {
    const fields = value as Value;
    const within = (field: AvroField) => {
      const stored = storable(field.type, fields[field.name], true);
      // Only a column of its own takes what is no JSON.
      return field.json && nested ? JSON.stringify(stored) : stored;
    };
    return Object.fromEntries(type.fields.map((field) => [field.name, within(field)]));
  }
  if (type.type === 'map') throw new Error('no table has a map');
  return type.logicalType === 'date' ? Number(value) % 1_000_000 : value;
}

/** By key: the last value, or the one with the highest version. */
function keptOf({ topic, keeps }: StoredTable, values: readonly Value[]): Map<string, Value> {
  const kept = new Map<string, Value>();
  for (const value of values) {
    const key = keyOf(topic, value as never);
    const row = keeps === 'latest' ? key : key.slice(0, key.indexOf('|'));
    const before = kept.get(row);
    if (keeps === 'latest' || before === undefined || Number(value.version) >= Number(before.version))
      kept.set(row, value);
  }
  return kept;
}

async function expectedIn(warehouse: Warehouse, { name, columns }: StoredTable, kept: ReadonlyMap<string, Value>) {
  const rows = [...kept].map(([k, v]) => ({ k, v: inJson(v) }));
  const values = Object.fromEntries(columns.map(({ field }) => [field.name, jsonType(field.type)]));
  const structure = JSON.stringify([{ k: 'VARCHAR', v: values }]);
  const json = JSON.stringify(rows).replaceAll("'", "''");
  const fields = columns.map((column) => `r.v."${column.name}" AS "${column.name}"`).join(', ');
  await warehouse.rows(
    `CREATE OR REPLACE TEMP TABLE read AS SELECT r.k AS _row, ${fields}
       FROM (SELECT unnest(from_json('${json}', '${structure}')) AS r)`,
  );
  await warehouse.rows(`CREATE OR REPLACE TEMP TABLE expected AS FROM store."${name}" LIMIT 0`);
  await warehouse.rows(`INSERT INTO expected SELECT md5_number(_row), ${columns.map(columnSql).join(', ')} FROM read`);
}

function inJson(value: Value): Value {
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, v]) => [name, v instanceof Uint8Array ? Buffer.from(v).toString('base64') : v]),
  );
}

function jsonType(type: Avro): unknown {
  if (isUnion(type)) return jsonType(onlyOf(type));
  if (typeof type === 'string') return primitives[type];
  if (type.type === 'array') return [jsonType(type.items)];
  if (type.type === 'record') return Object.fromEntries(type.fields.map((field) => [field.name, jsonType(field.type)]));
  return 'BIGINT';
}

const primitives: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  bytes: 'VARCHAR',
  long: 'BIGINT',
  int: 'INTEGER',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
};

function columnSql({ name, type, field }: StoredColumn): string {
  const value = `"${name}"`;
  if (field.json) return `CASE WHEN ${value} IS NULL OR json_valid(${value}) THEN ${value} ELSE to_json(${value}) END`;
  if (type === 'TIMESTAMPTZ') return `make_timestamptz(${value} * 1000)`;
  if (type === 'DATE') return `DATE '1970-01-01' + ${value}::INTEGER`;
  return type === 'BLOB' ? `from_base64(${value})` : value;
}
