import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  corrections,
  csv,
  differences,
  digests,
  profilesCsv,
  reservationsCsv,
  seededOrders,
  shuffled,
} from './order-files.ts';
import { Regulars } from './regulars.ts';
import { useStack } from './stack-fixture.ts';

const venues = [
  { id: 'soho', timezone: 'America/New_York', currency: 'USD' },
  { id: 'temple', timezone: 'Europe/Dublin', currency: 'EUR', country: 'IE' },
];
const config = { venues };
const orders = seededOrders(4_000, 7);
const corrected = corrections(orders, 8);

/** Imports the files one after the other and runs the pipeline until it has caught up. */
async function imported(regulars: Regulars, files: readonly string[]): Promise<void> {
  for (const [index, content] of files.entries()) {
    await regulars.run(['import', 'orders', regulars.write(`orders-${index}.csv`, content)]);
  }
  await regulars.run(['run', '--until-caught-up']);
}

describe('orders from a file', () => {
  const open: Regulars[] = [];
  const fresh = async () => {
    const regulars = new Regulars(await useStack(), config);
    open.push(regulars);
    return regulars;
  };
  let straight: Regulars;

  beforeAll(async () => {
    straight = await fresh();
    await imported(straight, [csv(orders), csv(corrected)]);
  });
  afterAll(async () => {
    await Promise.all(open.map((one) => one.remove()));
  });

  test('give a spend history that equals the SQL window function, row for row', async () => {
    const [found] = await straight.rows(differences);
    expect(found).toMatchObject({ missing: 0, wrong: 0 });
    expect(found?.seen).toBe(found?.expected);
    expect(Number(found?.seen)).toBeGreaterThan(3_500);
  });

  test('give the same tables shuffled, twice, and with the corrections first', async () => {
    const other = await fresh();
    await imported(other, [csv(corrected), csv(shuffled(orders, 9)), csv(shuffled([...orders, ...corrected], 10))]);
    expect(await other.rows(digests)).toEqual(await straight.rows(digests));
  });

  test('agree with the audit', async () => {
    const { stdout } = await straight.run(['audit', '--json']);
    expect(stdout).toMatch(/"ok":\s*true/);
  });

  test('are replayed from the beginning into the same tables', async () => {
    const before = await straight.rows(digests);
    await straight.run(['replay', '--from', 'beginning']);
    expect(await straight.rows(digests)).toEqual(before);
  });

  test('take visits and party sizes of reservations, and move with a profile; the audit and a replay agree', async () => {
    const [before] = await straight.rows(visits);
    await straight.run(['import', 'reservations', straight.write('reservations.csv', reservationsCsv(orders))]);
    await straight.run(['import', 'guests', straight.write('guests.csv', profilesCsv(orders))]);
    await straight.run(['run', '--until-caught-up']);
    const [after] = await straight.rows(visits);
    for (const what of ['visits', 'covers', 'guests', 'profiles']) {
      expect(Number(after?.[what]), what).toBeGreaterThan(Number(before?.[what]));
    }
    const { stdout } = await straight.run(['audit', '--json']);
    expect(stdout).toMatch(/"ok":\s*true/);
    const tables = await straight.rows(digests);
    await straight.run(['replay', '--from', 'beginning']);
    expect(await straight.rows(digests)).toEqual(tables);
  });
});

const visits = `
  SELECT (SELECT sum(visits) FROM guests) AS visits, (SELECT sum(covers) FROM order_checks) AS covers,
         (SELECT count(*) FROM guests) AS guests, (SELECT count(canonical_client_id) FROM guests) AS profiles`;
