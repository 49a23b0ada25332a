import { describe, expect, test } from 'vitest';
import type { GuestIdentity, GuestSpend, GuestSpendAt, Order } from '../../schemas/generated/types.ts';
import { type AnyTopic, type Topic, topics } from '../../schemas/topics.ts';
import { instantOf } from '../../sinks/audit/written.ts';
import { PARTITIONS, recordFor, tableOf, tick, write } from '../tasks/fixture.ts';
import { checkOf, failing, life, MEND, World } from './audit-fixture.ts';
import { check, day, order, putOrders } from './fixture.ts';

const INSTANT = /^2026-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(\d{3})?Z$/;

async function lived(): Promise<World> {
  const world = await World.open();
  await world.lived();
  return world;
}

/** Writes another value for one key of a topic, as a processor that is wrong would. */
async function falsified<T>(world: World, topic: Topic<T>, change: (value: T) => T): Promise<T> {
  const [value] = [...(await tableOf(world.log, topic)).values()];
  const wrong = change(value!);
  await write(world.log, [recordFor(topic, wrong)]);
  await world.taken();
  return wrong;
}

/** Removes one key, as if it had never been derived. */
async function removed(world: World, topic: AnyTopic & Topic<never>): Promise<string> {
  const [key] = [...(await tableOf(world.log, topic)).keys()];
  const { partition } = await placeOf(world, topic, key!);
  await write(world.log, [{ topic: topic.name, partition, key: Buffer.from(key!), value: null }]);
  await world.taken();
  return key!;
}

async function placeOf({ log }: World, topic: AnyTopic, key: string): Promise<{ partition: number; offset: number }> {
  let found: { partition: number; offset: number } | undefined;
  for (const [partition, { begin, end }] of (await log.ends(topic.name)).entries()) {
    await log.scan({ topic: topic.name, partition, from: begin, to: end }, ({ records }) => {
      for (const record of records) if (record.key.toString() === key) found = { partition, offset: record.offset };
    });
  }
  return found!;
}

describe('after a run', () => {
  test('log, warehouse and recomputation agree, and all of it was compared', async () => {
    const world = await lived();
    const report = await world.audit();
    expect(failing(report)).toEqual([]);
    expect(report.ok).toBe(true);
    const rows = await world.warehouse.counts();
    for (const name of ['orders', 'guest_spend', 'guest_spend_history', 'loyalty_changes']) {
      expect(checkOf(report, `log = ${name}`).compared).toBe(rows.get(name));
    }
    for (const name of ['guest_spend', 'guest_spend_history', 'loyalty_changes']) {
      expect(rows.get(name)).toBeGreaterThan(5);
      expect(checkOf(report, `recomputed = ${name}`).compared).toBe(rows.get(name));
    }
    expect(checkOf(report, 'members of order_checks = guest_members').compared).toBe(8);
    expect(report.checks.every(({ left_out }) => left_out === 0)).toBe(true);
  });

  test('a pipeline that has never had anything agrees too', async () => {
    const world = await World.open();
    await world.lived([]);
    expect(failing(await world.audit())).toEqual([]);
  });

  test('a tick that spend has not delivered yet is not asked of it, whose order is due then is left out', async () => {
    const world = await lived();
    await write(world.log, tick(day(150)));
    const report = await world.audit();
    expect(failing(report)).toEqual([]);
    expect(checkOf(report, 'recomputed = guest_spend').left_out).toBeGreaterThan(0);
    expect(checkOf(report, 'recomputed = guest_spend_history').left_out).toBe(0);
  });

  test('one partition may be ahead of the others with a tick', async () => {
    const world = await lived();
    await write(world.log, tick(day(150)).slice(0, 3));
    await world.start();
    await world.settled();
    await world.stop();
    const report = await world.audit();
    expect(failing(report)).toEqual([]);
    expect(checkOf(report, 'recomputed = guest_spend').left_out).toBeGreaterThan(0);
  });

  test('dead letters are told by cause and are no failure', async () => {
    const world = await World.open();
    await world.lived([...life(), order('toast:odd', { email: 'odd@example.com', closed_at: null })]);
    const report = await world.audit();
    expect(failing(report)).toEqual([]);
    expect(report.dead_letters).toEqual([{ stage: 'payers', reason: 'closed_without_closed_at', records: 1 }]);
  });

  test('two stages that refuse the same record write a letter each', async () => {
    const world = await World.open();
    await write(world.log, [
      { topic: topics.orders.name, partition: 0, key: Buffer.from('x|1'), value: Buffer.from('?') },
    ]);
    await world.lived();
    const letters = [...(await tableOf(world.log, topics.dead_letters)).values()];
    expect(letters.map(({ id }) => id).sort()).toEqual(['duckdb|orders|0|0', 'payers|orders|0|0']);
    const report = await world.audit();
    expect(failing(report)).toEqual([]);
    expect(report.dead_letters).toMatchObject([{ stage: 'duckdb' }, { stage: 'payers' }]);
  });

  test('a record that nothing can read is accounted for by its dead letter', async () => {
    const world = await World.open();
    await write(world.log, [
      { topic: topics.orders.name, partition: 0, key: Buffer.from('x|1'), value: Buffer.from('?') },
    ]);
    await world.lived();
    expect(failing(await world.audit())).toEqual([]);
    const letters = [...(await tableOf(world.log, topics.dead_letters)).keys()];
    const gone = letters.map((key) => ({ key: Buffer.from(key), value: null }));
    for (const { key, value } of gone) {
      const { partition } = await placeOf(world, topics.dead_letters, key.toString());
      await write(world.log, [{ topic: topics.dead_letters.name, partition, key, value }]);
    }
    await world.taken();
    expect(failing(await world.audit())).toEqual(['records = rows or dead letters']);
  });
});

describe('a removal of a version of an order', () => {
  const put = (version: number) => recordFor(topics.orders, order('toast:o', { version, net_minor: 100 * version }));
  const gone = (version: number) => ({ ...put(version), value: null });

  test.each([
    { name: 'of the highest takes the lower ones along', records: [put(1), put(2), gone(2)], left: [] },
    { name: 'of a lower one leaves the highest', records: [put(1), put(2), gone(1)], left: [2] },
    { name: 'whose record compaction has taken does the same', records: [put(1), gone(2)], left: [] },
    { name: 'is not for what comes after it', records: [put(1), put(2), gone(2), put(1)], left: [1] },
    { name: 'is undone by the same version', records: [put(1), gone(1), put(1), put(2), gone(1)], left: [2] },
    { name: 'of each leaves nothing, in whatever order', records: [put(2), put(1), gone(1), gone(2)], left: [] },
  ])('$name, for sink, processors and audit alike', async ({ records, left }) => {
    const world = await World.open();
    for (const record of records) await write(world.log, [record]);
    await world.lived();
    const payers = [...(await tableOf(world.log, topics.order_payers)).values()];
    expect(payers.filter(({ order_id }) => order_id === 'toast:o').map(({ version }) => version)).toEqual(left);
    const rows = await world.warehouse.rows(`SELECT "version" FROM orders WHERE order_id = 'toast:o'`);
    expect(rows.map(({ version }) => version)).toEqual(left);
    const report = await world.audit();
    expect(failing(report)).toEqual([]);
    expect(report.checks.every(({ left_out }) => left_out === 0)).toBe(true);
  });
});

describe('a row that was changed in the warehouse', () => {
  test.each([
    ['an amount of the history', 'guest_spend_history', 'spend_90d_minor = spend_90d_minor + 1'],
    ['a tier', 'guest_spend', "spend_tier = 'Platinum'"],
    ['an instant, by a microsecond', 'orders', 'closed_at = closed_at + INTERVAL 1 MICROSECOND'],
    ['an instant, by a day', 'orders', 'closed_at = closed_at + INTERVAL 1 DAY'],
    ['a business date', 'orders', 'business_date = business_date + 1'],
    ['a value to NULL', 'orders', 'covers = NULL'],
    ['the checks of an order', 'orders', 'checks = [checks[1], checks[1]]'],
    ['a reason', 'loyalty_changes', "reason = 'whim'"],
    ['a status', '_reservations', "status = 'seated'"],
    ['an instant of a visit', '_guest_reservations', 'completed_at = completed_at + INTERVAL 1 SECOND'],
    ['a name', 'guest_identities', "email = 'someone@else.example'"],
  ])('%s', async (_, table, change) => {
    const world = await lived();
    const [column] = change.split(' = ');
    await world.tamper(
      `UPDATE store."${table}" SET ${change} WHERE rowid = (SELECT min(rowid) FROM store."${table}"
        WHERE ${column} IS NOT NULL${column === 'spend_tier' ? " AND spend_tier <> 'Platinum'" : ''})`,
    );
    const report = await world.audit();
    expect(report.ok).toBe(false);
    const found = checkOf(report, `log = ${table}`);
    expect(found.difference).toMatchObject({ rows: 1, column });
    expect(found.difference?.expected).not.toEqual(found.difference?.found);
    if (column === 'closed_at') expect(found.difference?.found.value).toMatch(INSTANT);
    if (column === 'business_date') expect(found.difference?.found.value).toMatch(/^2026-0\d-\d\d$/);
    expect(JSON.stringify(report)).not.toContain('@');
  });
});

describe('a row that should be there, or should not', () => {
  test.each(['orders', 'guest_identities', 'guest_spend', 'guest_spend_history', 'loyalty_changes'])(
    'deleted from %s',
    async (table) => {
      const world = await lived();
      await world.tamper(`DELETE FROM store."${table}" WHERE rowid = (SELECT min(rowid) FROM store."${table}")`);
      const { difference } = checkOf(await world.audit(), `log = ${table}`);
      expect(difference).toMatchObject({ rows: 1, column: null, found: { side: 'warehouse', value: 'no row' } });
    },
  );

  test.each(['orders', 'guest_spend', 'guest_spend_history', 'loyalty_changes'])('twice in %s', async (table) => {
    const world = await lived();
    await world.tamper(`INSERT INTO store."${table}" SELECT * FROM store."${table}" LIMIT 1`);
    const report = await world.audit();
    expect(checkOf(report, `log = ${table}`).difference).toMatchObject({ rows: 1, found: { value: 'several' } });
  });

  test('added under a key of its own', async () => {
    const world = await lived();
    await world.tamper(
      `INSERT INTO store.orders SELECT * REPLACE (1 AS _key, 'toast:made-up' AS order_id) FROM store.orders LIMIT 1`,
    );
    const report = await world.audit();
    expect(checkOf(report, 'log = orders').difference).toMatchObject({
      key: 'order_id=toast:made-up',
      expected: { value: 'no row' },
    });
    expect(failing(report)).toContain('orders told of = rows of orders');
  });

  test('of every table that differs the count of rows is told', async () => {
    const world = await lived();
    await world.tamper('UPDATE store.guest_spend_history SET visits = visits + 1');
    const { compared, difference } = checkOf(await world.audit(), 'log = guest_spend_history');
    expect(difference?.rows).toBe(compared);
  });
});

describe('a wrong result on the log, which the warehouse holds as it is', () => {
  test.each<[string, (row: GuestSpendAt) => GuestSpendAt]>([
    ['spend_90d_minor', (row) => ({ ...row, spend_90d_minor: row.spend_90d_minor + 1 })],
    ['lifetime_spend_minor', (row) => ({ ...row, lifetime_spend_minor: 0 })],
    ['visits', (row) => ({ ...row, visits: row.visits + 1 })],
    ['as_of', (row) => ({ ...row, as_of: row.as_of + 1 })],
    ['spend_tier', (row) => ({ ...row, spend_tier: 'Wood' })],
  ])('%s of the history', async (column, change) => {
    const world = await lived();
    const wrong = await falsified(world, topics.guest_spend_history, change);
    const report = await world.audit();
    expect(failing(report)).toEqual(['recomputed = guest_spend_history']);
    const { difference } = checkOf(report, 'recomputed = guest_spend_history');
    expect(difference).toMatchObject({ rows: 1, column, key: `guest_id=${wrong.guest_id} order_id=${wrong.order_id}` });
    if (column === 'as_of') expect(difference?.found.value).toBe(new Date(wrong.as_of).toISOString());
  });

  test('of a reservation', async () => {
    const world = await lived();
    const { reservation_id } = await falsified(world, topics.reservations, (row) => ({ ...row, status: 'lost' }));
    await world.start(['seatings', 'clients', 'members', 'spend'], 'no sink');
    await world.settled();
    await world.stop();
    const report = await world.audit();
    expect(failing(report)).toEqual(['recomputed = reservations']);
    const { difference } = checkOf(report, 'recomputed = reservations');
    expect(difference).toMatchObject({ rows: 1, column: 'status', key: `reservation_id=${reservation_id}` });
  });

  test('of an event that versions tell', async () => {
    const world = await lived();
    const events = [...(await tableOf(world.log, topics.reservation_events)).values()];
    const wrong = events.find(({ type, upstream }) => type === 'reservation.seated' && upstream === 'sevenrooms')!;
    await write(world.log, [recordFor(topics.reservation_events, { ...wrong, occurred_at: wrong.occurred_at + 1 })]);
    await world.start();
    await world.settled();
    await world.stop();
    const report = await world.audit();
    expect(failing(report)).toEqual(['recomputed = reservation_events of versions']);
    const { difference } = checkOf(report, 'recomputed = reservation_events of versions');
    expect(difference).toMatchObject({ rows: 1, column: 'occurred_at' });
    expect(difference?.key).toContain('reservation_id=sevenrooms:v1');
  });

  test('of a visit', async () => {
    const world = await lived();
    await falsified(world, topics.guest_reservations, (row) => ({ ...row, party_size: row.party_size + 1 }));
    expect(failing(await world.audit())).toContain('recomputed = guest reservations');
  });

  test.each<[string, (fields: string) => string | null]>([
    ['another value', (fields) => fields.replace(/"after":"[^"]+"/, '"after":"77"')],
    ['a field less', (fields) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(fields)).slice(1)))],
    ['a field more', (fields) => fields.replace('{', '{"regulars_kitchen_note":{"before":"","after":"x"},')],
    ['no row', () => null],
  ])('of the PATCHes: %s', async (_, change) => {
    const world = await lived();
    const planned = [...(await tableOf(world.log, topics.profile_patches)).values()];
    const { client_id, fields, ...row } = planned.find(({ status }) => status === 'planned')!;
    const changed = change(fields);
    expect(changed).not.toBe(fields);
    const wrong = recordFor(topics.profile_patches, { ...row, client_id, fields: changed ?? '' });
    await write(world.log, [changed === null ? { ...wrong, value: null } : wrong]);
    await world.taken();
    const report = await world.audit();
    expect(failing(report)).toEqual(['recomputed = profile_patches']);
    const { compared, difference } = checkOf(report, 'recomputed = profile_patches');
    expect(compared).toBe(3);
    expect(difference).toMatchObject({ rows: 1, key: `client_id=${client_id}` });
  });

  test('of who wants no mail', async () => {
    const world = await lived();
    const row = (await tableOf(world.log, topics.guest_identities)).get('guest2@example.com')!;
    expect(row).toMatchObject({ opted_out: true });
    await write(world.log, [recordFor(topics.guest_identities, { ...row, opted_out: false })]);
    await world.taken();
    const report = await world.audit();
    expect(failing(report)).toEqual(['recomputed = guests']);
    expect(checkOf(report, 'recomputed = guests').difference).toMatchObject({ column: 'opted_out' });
  });

  test('of what profiles tell of a guest', async () => {
    const world = await lived();
    const member = 'guest1@example.com';
    const row = (await tableOf(world.log, topics.guest_identities)).get(member)!;
    expect(row).toMatchObject({ canonical_client_id: 'sevenrooms:c2', name: 'Una', opted_out: true });
    await write(world.log, [recordFor(topics.guest_identities, { ...row, canonical_client_id: 'sevenrooms:c1' })]);
    await world.taken();
    const report = await world.audit();
    // What is written goes by the profiles themselves.
    expect(failing(report)).toEqual(['recomputed = guests']);
    const { difference } = checkOf(report, 'recomputed = guests');
    expect(difference).toMatchObject({ column: 'canonical_client_id', expected: { value: 'sevenrooms:c2' } });
  });

  test.each<[string, (row: GuestSpend) => GuestSpend]>([
    ['as_of', (row) => ({ ...row, as_of: row.as_of - 1 })],
    ['orders_90d', (row) => ({ ...row, orders_90d: row.orders_90d + 1 })],
    ['loyalty_tier', (row) => ({ ...row, loyalty_tier: row.loyalty_tier === null ? 'member' : null })],
  ])('%s of what a guest spends now', async (column, change) => {
    const world = await lived();
    await falsified(world, topics.guest_spend, change);
    const report = await world.audit();
    expect(failing(report)).toContain('recomputed = guest_spend');
    expect(checkOf(report, 'recomputed = guest_spend').difference).toMatchObject({ rows: 1, column });
  });

  test('who became a member, by what and when', async () => {
    const world = await lived();
    await falsified(world, topics.loyalty_changes, (row) => ({ ...row, changed_at: row.changed_at + 1 }));
    expect(failing(await world.audit())).toEqual(['recomputed = loyalty_changes']);
  });

  test.each([topics.guest_spend_history, topics.guest_spend, topics.loyalty_changes])(
    'a result that was never derived: $name',
    async (topic) => {
      const world = await lived();
      // The topic of a row whose type does not matter here.
      await removed(world, topic as Topic<never>);
      expect(failing(await world.audit())).toContain(`recomputed = ${topic.name}`);
    },
  );

  test('a member that no guest is known of', async () => {
    const world = await lived();
    await removed(world, topics.guest_identities as Topic<never>);
    const report = await world.audit();
    expect(failing(report)).toContain('members of order_checks = guest_members');
    expect(JSON.stringify(report)).not.toContain('@');
  });

  test('a member at a guest that is not its own', async () => {
    const world = await lived();
    await falsified(world, topics.guest_identities, (row: GuestIdentity) => ({ ...row, guest_id: 'g_other' }));
    expect(failing(await world.audit())).toContain('guests of members = derivation');
  });

  test('checks that do not add up to their order', async () => {
    const world = await World.open();
    const checks = [check('toast:c', { email: 'ada@example.com', net_minor: 1 })];
    await world.lived([order('toast:o', { net_minor: 2, checks })]);
    const report = await world.audit();
    expect(failing(report)).toEqual(['orders = sum of order_checks']);
    expect(checkOf(report, 'orders = sum of order_checks').difference).toMatchObject({
      key: 'order_id=toast:o',
      expected: { value: '2' },
      found: { value: '1' },
    });
  });
});

test.each([
  ['0', '1970-01-01T00:00:00.000Z'],
  ['1767297600123000', '2026-01-01T20:00:00.123Z'],
  ['1767297600123004', '2026-01-01T20:00:00.123004Z'],
  ['-1', '1969-12-31T23:59:59.999999Z'],
  ['9000000000000000000', '9000000000000000000'],
  ['infinity', 'infinity'],
])('%s microseconds are written as %s', (us, written) => {
  expect(instantOf(us)).toBe(written);
});

describe('a stage that is behind', () => {
  test.each([
    ['payers', [], 'sink'],
    ['clients', ['payers'], 'sink'],
    ['members', ['payers', 'clients'], 'sink'],
    ['spend', ['payers', 'clients', 'members'], 'sink'],
    ['enrichment', ['bookings', 'payers', 'seatings', 'clients', 'members', 'spend'], 'sink'],
    [
      'duckdb',
      ['versions', 'bookings', 'payers', 'seatings', 'clients', 'members', 'spend', 'enrichment', 'patches'],
      'no sink',
    ],
  ] as const)('%s is named', async (stage, running, sink) => {
    const world = await World.open();
    await putOrders(world.log, life());
    await world.start(running, sink);
    await world.settled();
    await world.stop();
    await expect(world.audit()).rejects.toMatchObject({ reason: 'lagging', message: expect.stringContaining(stage) });
    await expect(world.audit()).rejects.toThrow(MEND);
  });

  test('is waited for while it comes along, and that is told', async () => {
    const world = await World.open();
    await putOrders(world.log, life());
    const lines: string[] = [];
    const auditing = world.audit({ deadline_ms: Date.now() + 30_000, note: (line) => void lines.push(line) });
    const begun = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (lines.length === 0) return;
        clearInterval(look);
        resolve();
      }, 5);
    });
    await begun;
    expect(lines[0]).toMatch(/^waiting for payers: it lags by \d+ records of orders$/);
    await world.start();
    expect(failing(await auditing)).toEqual([]);
  });

  test('what is compared is told where it takes its time', async () => {
    const world = await lived();
    const lines: string[] = [];
    let now_ms = 0;
    const hour = () => {
      now_ms += 3_600_000;
      return now_ms;
    };
    const report = await world.audit({ now_ms: hour, deadline_ms: 0, note: (line) => void lines.push(line) });
    expect(failing(report)).toEqual([]);
    expect(lines).toContain('comparing orders');
    expect(lines).toContain('comparing with spend, visits and loyalty computed anew');
    expect(lines.at(-1)).toBe('comparing profiles with the ledger of PATCHes');
  });
});

/** Goes on writing, a batch after the other, until what is done meanwhile is done. */
async function whileFed<T>(world: World, batch: (n: number) => readonly Order[], act: () => Promise<T>): Promise<T> {
  let going = true;
  const feeding = (async () => {
    for (let n = 0; going; n++) {
      await putOrders(world.log, batch(n));
      if (n % 3 === 0) await write(world.log, tick(day(100) + n * 3_600_000));
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  })();
  try {
    return await act();
  } finally {
    going = false;
    await feeding;
  }
}

describe('beside a running pipeline', () => {
  const patient = () => ({ deadline_ms: Date.now() + 30_000 });

  test('audits agree while orders, corrections and ticks go on', { timeout: 180_000 }, async () => {
    const world = await World.open();
    await putOrders(world.log, life());
    await write(world.log, tick(day(100)));
    await world.start();
    const live = (n: number) => {
      const email = `guest${n % 97}@example.com`;
      const corrected = { email, version: 10 + n, closed_at: day(n % 90), net_minor: 50 + n };
      return [order(`toast:live-${n}`, { email, closed_at: day(n) }), order(`toast:${n % 60}`, corrected)];
    };
    await whileFed(world, live, async () => {
      const compared: number[] = [];
      for (let round = 0; round < 2; round++) {
        const report = await world.audit(patient());
        expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
        compared.push(checkOf(report, 'log = orders').compared);
      }
      expect(compared.at(-1)).toBeGreaterThan(compared[0]!);
    });
    await world.settled();
    const last = await world.audit(patient());
    expect(failing(last)).toEqual([]);
    expect(last.checks.every(({ left_out }) => left_out === 0)).toBe(true);
  });

  test('a wrong row of a guest at rest is found while others move', { timeout: 180_000 }, async () => {
    const world = await lived();
    await world.tamper(
      `UPDATE store.guest_spend SET covers_90d = covers_90d + 1
        WHERE rowid = (SELECT min(rowid) FROM store.guest_spend WHERE guest_id IN
          (SELECT guest_id FROM store.guest_identities WHERE member = 'sevenrooms:c9'))`,
    );
    await world.start();
    const mover = (n: number) => [order(`toast:live-${n}`, { email: 'mover@example.com', closed_at: day(n) })];
    const report = await whileFed(world, mover, () => world.audit(patient()));
    expect(failing(report)).toEqual(['log = guest_spend', 'recomputed = guest_spend']);
  });
});

test('every table of the store is compared with its topic, and the log has as many partitions as it says', async () => {
  const world = await lived();
  const report = await world.audit();
  const tables = await world.warehouse.rows(
    "SELECT table_name AS name FROM duckdb_tables() WHERE schema_name = 'store' ORDER BY 1",
  );
  const own = ['order_arrivals', 'event_arrivals', 'offsets', 'ticks', 'meta'];
  const expected = tables.map(({ name }) => String(name)).filter((name) => !own.includes(name));
  const compared = report.checks.filter(({ name }) => name.startsWith('log = ')).map(({ name }) => name.slice(6));
  expect(compared.sort()).toEqual(expected);
  expect(world.log.partitions).toBe(PARTITIONS);
});
