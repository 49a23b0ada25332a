import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedCovers } from '../../schemas/covers.ts';
import type { Check, Order } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { recordFor, write } from '../tasks/fixture.ts';
import { caughtUp, check, folder, item, memoryLog, order, sinkOf, warehouseAt } from './fixture.ts';

interface Written {
  readonly order: Order;
  readonly removed: boolean;
}

const version = fc.record({
  id: fc.integer({ min: 0, max: 2 }),
  version: fc.integer({ min: 1, max: 4 }),
  net: fc.integer({ min: 0, max: 999 }),
  covers: fc.option(fc.integer({ min: 0, max: 7 })),
  checks: fc.array(fc.option(fc.integer({ min: 0, max: 5 })), { maxLength: 3 }),
  removed: fc.boolean(),
});

/** Batches that are committed one by one, of records in log order. */
const lives = fc.array(fc.array(version, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 });

/** The rules, one record after the other: the highest version, the later of two; a removal takes away up to its version. */
function after(records: readonly Written[]): Order[] {
  const left = new Map<string, Order>();
  for (const { order: record, removed } of records) {
    const before = left.get(record.order_id);
    if (removed && before !== undefined && before.version <= record.version) left.delete(record.order_id);
    if (!removed && (before === undefined || record.version >= before.version)) left.set(record.order_id, record);
  }
  return [...left.values()].sort((a, b) => (a.order_id < b.order_id ? -1 : 1));
}

/** How many versions have arrived and have not been removed since. */
function arrivalsAfter(records: readonly Written[]): number {
  let left: Order[] = [];
  for (const { order: record, removed } of records) {
    const same = ({ order_id, version }: Order) => order_id === record.order_id && version === record.version;
    const taken = ({ order_id, version }: Order) => order_id === record.order_id && version <= record.version;
    left = left.filter((one) => (removed ? !taken(one) : !same(one)));
    if (!removed) left.push(record);
  }
  return left.length;
}

test('whatever versions of orders come in whatever batches, the tables hold what the rules say', async () => {
  const log = memoryLog();
  const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
  const sink = await sinkOf(log, warehouse);
  let run = 0;
  const rowsOf = (sql: string) => warehouse.rows(sql.replace('?', `'run${run}:%'`));
  await fc.assert(
    fc.asyncProperty(lives, async (batches) => {
      run++;
      const written: Written[] = [];
      for (const batch of batches) {
        const records = batch.map(({ removed, ...of }) => ({ removed, order: orderOf(run, of) }));
        written.push(...records);
        await write(
          log,
          records.map(({ order: value, removed }) => {
            const record = recordFor(topics.orders, value);
            return removed ? { ...record, value: null } : record;
          }),
        );
        await caughtUp(log, sink);
      }
      const left = after(written);
      expect(
        await rowsOf('SELECT order_id, "version", net_minor FROM orders WHERE order_id LIKE ? ORDER BY 1'),
      ).toEqual(left.map(({ order_id, version, net_minor }) => ({ order_id, version, net_minor })));
      expect(await rowsOf('SELECT check_id, covers FROM order_checks WHERE order_id LIKE ? ORDER BY 1')).toEqual(
        left.flatMap((each) => each.checks.map(({ check_id }, i) => ({ check_id, covers: countedCovers(each)[i] }))),
      );
      expect(await rowsOf('SELECT order_id, name FROM order_items WHERE order_id LIKE ?')).toEqual(
        expect.arrayContaining(left.map(({ order_id, net_minor }) => ({ order_id, name: `dish ${net_minor}` }))),
      );
      expect(await rowsOf('SELECT order_id, "version", via FROM order_arrivals WHERE order_id LIKE ?')).toHaveLength(
        arrivalsAfter(written),
      );
    }),
    { numRuns: 25 },
  );
});

interface Drawn {
  readonly id: number;
  readonly version: number;
  readonly net: number;
  readonly covers: number | null;
  readonly checks: readonly (number | null)[];
}

function orderOf(run: number, { id, version, net, covers, checks }: Drawn): Order {
  const order_id = `run${run}:${id}`;
  const own: Check[] = checks.map((share, i) => check(`${order_id}-${i}`, { covers: share }));
  return order(order_id, { version, net_minor: net, covers, checks: own, items: [item(order_id, `dish ${net}`, net)] });
}
