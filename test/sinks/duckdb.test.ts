import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { topics } from '../../schemas/topics.ts';
import { recordFor, write } from '../tasks/fixture.ts';
import {
  caughtUp,
  check,
  day,
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

describe('the DuckDB sink', () => {
  test('an order with two checks is one order, two checks and its items', async () => {
    const log = memoryLog();
    await putOrders(log, [
      order('toast:1', {
        covers: 3,
        checks: [
          check('toast:1a', { email: 'ada@example.com', covers: 2, net_minor: 4_000 }),
          check('toast:1b', { client_id: 'toast:c9', covers: 1, net_minor: 1_000 }),
        ],
        items: [item('toast:1a', 'Rioja', 4_000), item('toast:1b', 'Pão "quente"', 1_000)],
        extra: '{"table":"7"}',
      }),
    ]);
    const warehouse = await filled(log);
    expect(
      await warehouse.rows('SELECT order_id, closed_at, business_date, covers, net_minor, extra FROM orders'),
    ).toEqual([
      {
        order_id: 'toast:1',
        closed_at: '2026-01-01T20:00:00.000Z',
        business_date: '2026-01-01',
        covers: 3,
        net_minor: 5000,
        extra: { table: '7' },
      },
    ]);
    expect(await warehouse.rows('SELECT * FROM order_checks ORDER BY check_id')).toEqual([
      {
        order_id: 'toast:1',
        check_id: 'toast:1a',
        guest_id: null,
        client_id: null,
        email: 'ada@example.com',
        covers: 2,
        net_minor: 4000,
      },
      {
        order_id: 'toast:1',
        check_id: 'toast:1b',
        guest_id: null,
        client_id: 'toast:c9',
        email: null,
        covers: 1,
        net_minor: 1000,
      },
    ]);
    expect(await warehouse.rows('SELECT name, quantity, net_minor FROM order_items ORDER BY name')).toEqual([
      { name: 'Pão "quente"', quantity: 1, net_minor: 1000 },
      { name: 'Rioja', quantity: 1, net_minor: 4000 },
    ]);
  });

  test('a row that is removed is gone, one written again has its last values', async () => {
    const log = memoryLog();
    const history = topics.guest_spend_history;
    await write(log, [recordFor(history, spendAt('g_1', 'toast:1')), recordFor(history, spendAt('g_1', 'toast:2'))]);
    const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
    const sink = await sinkOf(log, warehouse);
    await caughtUp(log, sink);
    await write(log, [
      { ...recordFor(history, spendAt('g_1', 'toast:1')), value: null },
      recordFor(history, spendAt('g_1', 'toast:2', { as_of: day(1), loyalty_tier: 'member' })),
    ]);
    await caughtUp(log, sink);
    await stop(sink);
    expect(await warehouse.rows('SELECT order_id, as_of, loyalty_tier FROM guest_spend_history')).toEqual([
      { order_id: 'toast:2', as_of: '2026-01-02T20:00:00.000Z', loyalty_tier: 'member' },
    ]);
  });
});
