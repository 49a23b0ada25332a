import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LogRecord, RecordsOf } from '../../runtime/log/record.ts';
import { storedTableOf } from '../../schemas/tables.ts';
import { topics } from '../../schemas/topics.ts';
import { Rows } from '../../sinks/duckdb/rows.ts';
import { recordFor, tableOf, write } from '../tasks/fixture.ts';
import {
  caughtUp,
  check,
  filled,
  folder,
  item,
  memoryLog,
  order,
  putOrders,
  sinkOf,
  spendAt,
  stop,
  warehouseAt,
} from './fixture.ts';

const MANY = 5_000;

test('more rows than DuckDB takes at once, lists and long texts among them', async () => {
  const log = memoryLog(100_000);
  const orders = Array.from({ length: MANY }, (_, i) => {
    const order_id = `toast:${i}`;
    const checks = Array.from({ length: i % 4 }, (_, n) =>
      check(`${order_id}/${'c'.repeat(n * 9)}`, { covers: n || null }),
    );
    return order(order_id, {
      name: i % 3 === 0 ? null : `Zoë ${i} `.repeat(i % 7),
      checks,
      items: [item(order_id, 'soup', i)],
    });
  });
  await putOrders(log, orders);
  const warehouse = await filled(log);
  const rows = await warehouse.rows('SELECT order_id, name, checks, items FROM store.orders');
  const byId = new Map(rows.map((row) => [row.order_id, row]));
  expect(byId.size).toBe(MANY);
  for (const { order_id, name, checks, items } of orders) {
    expect(byId.get(order_id)).toEqual({ order_id, name, checks, items });
  }
});

test('a text that is no UTF-8 is stored as the codec reads it', async () => {
  const log = memoryLog();
  const record = recordFor(topics.orders, order('toast:1', { name: 'a long name, of 25 letters' }));
  const value = Buffer.from(record.value!);
  value[value.indexOf('long')] = 0xff;
  await write(log, [{ ...record, value }]);
  const [read] = (await tableOf(log, topics.orders)).values();
  expect(read?.name).toBe('a �ong name, of 25 letters');
  expect(await (await filled(log)).rows('SELECT name FROM orders')).toEqual([{ name: read?.name }]);
});

test('what waits above the most of a transaction goes with the next one', async () => {
  const log = memoryLog(100_000);
  const rows = Array.from({ length: 1_000 }, (_, i) => spendAt(`g_${i}`, 'toast:1', { visits: i }));
  await write(
    log,
    rows.map((row) => recordFor(topics.guest_spend_history, row)),
  );
  const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
  const sink = await sinkOf(log, warehouse, { max_records: 300 });
  await caughtUp(log, sink);
  await stop(sink);
  expect(await warehouse.rows('SELECT count(*) AS n, sum(visits) AS visits FROM guest_spend_history')).toEqual([
    { n: 1_000, visits: 499_500 },
  ]);
});

test('the last of a backlog does not wait until commits are due again', async () => {
  const log = memoryLog(100_000);
  const rows = Array.from({ length: 1_000 }, (_, i) => spendAt(`g_${i}`, 'toast:1', { visits: i }));
  await write(
    log,
    rows.map((row) => recordFor(topics.guest_spend_history, row)),
  );
  const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
  const sink = await sinkOf(log, warehouse, { max_records: 300, every_ms: 10 ** 9 });
  await caughtUp(log, sink);
  await stop(sink);
  expect(await warehouse.rows('SELECT count(*) AS n FROM guest_spend_history')).toEqual([{ n: 1_000 }]);
});

test('a record is taken as it lies under its own key only', () => {
  const table = storedTableOf(topics.orders.name)!;
  const part = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('a|b', 'a%7Cb', '1', '01'));
  const versions = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: 0, max: 12 }));
  fc.assert(
    fc.property(part, versions, part, fc.string(), (order_id, version, other, tail) => {
      const { key, value } = recordFor(topics.orders, order(order_id, { version }));
      for (const tried of [
        key.toString(),
        `${order_id}|${version}`,
        `${other}|${version}`,
        `${other}|${tail}`,
        `${key}${tail}`,
      ]) {
        const record = LogRecord.of({ offset: 7, timestamp_ms: 0, key: Buffer.from(tried), value });
        const rows = new Rows(table, 0, new RecordsOf([record]));
        const taken = rows.take(record);
        expect(taken && tried !== key.toString()).toBe(false);
        expect(rows.count).toBe(taken ? 1 : 0);
        if (taken) expect(rows.raw(0)).toEqual({ offset: 7, key, value });
      }
    }),
  );
  const { key, value } = recordFor(topics.orders, order('toast:1', { version: 1_700_000_000_000 }));
  const record = LogRecord.of({ offset: 0, timestamp_ms: 0, key, value });
  expect(new Rows(table, 0, new RecordsOf([record])).take(record)).toBe(true);
});
