import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import type { NewRecord } from '../../runtime/log/types.ts';
import type { Origin } from '../../runtime/types.ts';
import type { ReservationEvent } from '../../schemas/generated/types.ts';
import { renderTables } from '../../schemas/table-docs.ts';
import { tableViews } from '../../schemas/table-views.ts';
import { storedTables } from '../../schemas/tables.ts';
import { topics } from '../../schemas/topics.ts';
import { eventOf } from '../processors/orders.ts';
import { versionOf } from '../processors/versions.ts';
import { PARTITIONS, recordFor, write } from '../tasks/fixture.ts';
import { day, filled, folder, item, memoryLog, order, putOrders, spendAt, warehouseAt } from './fixture.ts';

const DAY_MS = 86_400_000;

const contract: Readonly<Record<string, string>> = {
  reservation_events:
    'event_id, upstream, reservation_id, venue_id, type, occurred_at, source, party_size, from_status, to_status, changes, data, client_id, email',
  orders:
    'order_id, upstream, venue_id, reservation_id, guest_id, client_id, email, phone, name, opened_at, closed_at, business_date, covers, net_minor, discount_minor, tax_minor, tip_minor, refunded_minor, currency, state, version',
  order_checks: 'order_id, check_id, guest_id, client_id, email, covers, net_minor',
  order_items: 'order_id, check_id, name, quantity, net_minor',
  guest_profiles:
    'client_id, upstream, email, phone, first_name, last_name, birthday, visits, tags, custom_fields, opted_out, created_at, updated_at',
  survey_responses: 'response_id, upstream, form_id, email, client_id, order_id, submitted_at, answers',
  email_engagement: 'event_id, upstream, email, kind, campaign, occurred_at',
  guests: 'guest_id, canonical_client_id, email, phone, name, visits, loyalty_tier, opted_out',
  guest_members: 'guest_id, member',
  guest_spend:
    'guest_id, currency, as_of, spend_90d_minor, covers_90d, orders_90d, avg_per_cover_90d_minor, lifetime_spend_minor, visits, loyalty_tier, spend_tier',
  guest_spend_history:
    'guest_id, order_id, currency, as_of, spend_90d_minor, covers_90d, orders_90d, avg_per_cover_90d_minor, lifetime_spend_minor, visits, loyalty_tier, spend_tier',
  loyalty_changes: 'guest_id, from_tier, to_tier, reason, order_id, changed_at',
  duplicate_clusters: 'cluster_id, client_id, canonical, status',
  duplicate_pairs: 'left_id, right_id, probability, decision, evidence',
  profile_patches:
    'patch_id, guest_id, client_id, fields, causes, status, attempts, http_status, created_at, acknowledged_at',
  survey_invitations: 'order_id, guest_id, via, status, closed_at, sent_at',
  dead_letters: 'id, stage, upstream, topic, partition, offset, reason, payload, received_at, redriven_at',
};

describe('the tables', () => {
  test('are all there in an empty warehouse, with the columns of the contract', async () => {
    const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
    for (const [table, columns] of Object.entries(contract)) {
      expect(await warehouse.rows(`SELECT ${columns.replace(/\w+/g, '"$&"')} FROM "${table}"`), table).toEqual([]);
    }
  });

  test('have the columns, types and comments that the docs say', async () => {
    const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
    const found = await warehouse.rows(
      `SELECT table_name, column_name, data_type, comment FROM duckdb_columns()
        WHERE schema_name = 'main' AND NOT internal ORDER BY table_name, column_index`,
    );
    const said = tableViews.flatMap(({ name, columns }) =>
      columns.map((column) => ({
        table_name: name,
        column_name: column.name,
        data_type: column.type === 'TIMESTAMPTZ' ? 'TIMESTAMP WITH TIME ZONE' : column.type,
        comment: column.doc,
      })),
    );
    const order = (a: { table_name: unknown }, b: { table_name: unknown }) =>
      String(a.table_name) < String(b.table_name) ? -1 : a.table_name === b.table_name ? 0 : 1;
    expect(found).toEqual(said.toSorted(order));
  });

  test('are described in docs/tables.md as they are', () => {
    const docs = new URL('../../docs/tables.md', import.meta.url);
    expect(existsSync(docs)).toBe(true);
    expect(readFileSync(docs, 'utf8')).toBe(renderTables());
  });

  test('refuse a NULL where the schema has none', async () => {
    const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
    expect(storedTables.length).toBeGreaterThan(10);
    await expect(warehouse.rows('INSERT INTO store.guest_spend (_key, guest_id) VALUES (1, $$g$$)')).rejects.toThrow(
      /NOT NULL/,
    );
  });
});

test('an order that only the poll brought is a missed delivery, one announced in time is not', async () => {
  const log = memoryLog();
  const version = Date.now() + 60_000;
  const page = { kind: 'page', source: 'toast:orders', page: '1' } as const;
  const delivery = { kind: 'delivery', delivery_id: 'toast:1' } as const;
  await putOrders(
    log,
    ['silent', 'told', 'older'].map((id) => order(`toast:${id}`, { version })),
    page,
  );
  await putOrders(log, [order('toast:told', { version: version + 1 }), order('toast:older')], delivery);
  await putOrders(log, [order('toast:pushed')], delivery);
  await putOrders(log, [order('file:1')], { kind: 'file', file: 'a.csv', row: 1 });
  const warehouse = await filled(log);
  expect(await warehouse.rows('FROM missed_deliveries')).toEqual([]);
  // Half an hour goes by.
  await warehouse.rows('UPDATE store.offsets SET committed_at = committed_at + INTERVAL 30 MINUTE');
  expect(await warehouse.rows('SELECT order_id, announced_at FROM missed_deliveries ORDER BY 1')).toEqual([
    { order_id: 'toast:older', announced_at: null },
    { order_id: 'toast:silent', announced_at: null },
  ]);
  expect(await warehouse.rows('SELECT via, count(*) AS n FROM order_arrivals GROUP BY 1 ORDER BY 1')).toEqual([
    { via: 'delivery', n: 3 },
    { via: 'file', n: 1 },
    { via: 'page', n: 3 },
  ]);
});

test('what the first poll of a venue brings as history is no missed delivery', async () => {
  const page = { kind: 'page', source: 'toast:orders', page: '1' } as const;
  const began = day(1);
  let now = began - DAY_MS;
  const log = openMemoryLog({ partitions: PARTITIONS, now: () => now });
  const changed = (id: string, version: number, venue_id = 'soho') => order(`toast:${id}`, { version, venue_id });
  await putOrders(log, [changed('import', began)], { kind: 'file', file: 'a.csv', row: 1 });
  now = began;
  await putOrders(log, [changed('year', began - 300 * DAY_MS), changed('just', began - 1)], page);
  now += DAY_MS;
  // Another venue is added a day later.
  await putOrders(log, [changed('new', began), changed('late', began - 1), changed('far', now - 1, 'ennis')], page);
  await putOrders(log, [changed('year', began + 5)], page);
  const warehouse = await filled(log);
  await warehouse.rows('UPDATE store.offsets SET committed_at = committed_at + INTERVAL 30 MINUTE');
  expect(await warehouse.rows('SELECT order_id, "version" FROM missed_deliveries ORDER BY 1')).toEqual([
    { order_id: 'toast:new', version: began },
    { order_id: 'toast:year', version: began + 5 },
  ]);
});

test('an event that only the poll brought is a missed delivery, as is the version of one', async () => {
  const page = { kind: 'page', source: 'service:events', page: '1' } as const;
  const delivery = { kind: 'delivery', delivery_id: 'service:1' } as const;
  const began = day(1);
  let now = began;
  const log = openMemoryLog({ partitions: PARTITIONS, now: () => now });
  const put = (records: readonly NewRecord[], origin?: Origin) =>
    write(
      log,
      records.map((record) => ({ ...record, headers: origin === undefined ? {} : { origin: JSON.stringify(origin) } })),
    );
  const event = (id: string, told: Partial<ReservationEvent> = {}) =>
    recordFor(
      topics.reservation_events,
      eventOf({ reservation_id: 'service:r', event_id: `service:${id}`, occurred_at: began, ...told }),
    );
  const version = (n: number) =>
    recordFor(topics.reservation_versions, versionOf({ reservation_id: 'sevenrooms:r', version: began + n }));
  const ofVersion = (n: number) => {
    const event_id = `sevenrooms:r@${new Date(began + n).toISOString()}`;
    const told = { reservation_id: 'sevenrooms:r', upstream: 'sevenrooms', occurred_at: began + n };
    return event(event_id, { ...told, event_id });
  };
  await put([event('history', { occurred_at: began - DAY_MS }), event('silent'), event('both'), event('late')], page);
  await put([version(1), version(2), version(3)], page);
  await put([event('both'), event('pushed'), version(2)], delivery);
  await put([event('file')], { kind: 'file', file: 'a.csv', row: 1 });
  await put([ofVersion(1), ofVersion(2), ofVersion(3)]);
  now += 30 * 60_000;
  await put([event('late')], delivery);
  // It never was.
  await put([
    { ...version(3), value: null },
    { ...ofVersion(3), value: null },
  ]);
  const warehouse = await filled(log);
  const committed = (at_ms: number) =>
    warehouse.rows(`UPDATE store.offsets SET committed_at = make_timestamptz(${at_ms * 1_000})`);
  await committed(began + 10 * 60_000);
  expect(await warehouse.rows('FROM missed_event_deliveries')).toEqual([]);
  await committed(now);
  const at = (ms: number) => new Date(ms).toISOString();
  const missed = { upstream: 'service', reservation_id: 'service:r', polled_at: at(began) };
  expect(await warehouse.rows('FROM missed_event_deliveries ORDER BY event_id')).toEqual([
    { ...missed, event_id: 'service:late', delivered_at: at(now) },
    { ...missed, event_id: 'service:silent', delivered_at: null },
    {
      ...{ event_id: `sevenrooms:r@${at(began + 1)}`, upstream: 'sevenrooms', reservation_id: 'sevenrooms:r' },
      ...{ polled_at: at(began), delivered_at: null },
    },
  ]);
  expect(await warehouse.rows('SELECT via, count(*) AS n FROM event_arrivals GROUP BY 1 ORDER BY 1')).toEqual([
    { via: 'delivery', n: 4 },
    { via: 'file', n: 1 },
    { via: 'page', n: 6 },
  ]);
});

test('the counts of tables are those of their rows', async () => {
  const log = memoryLog();
  await putOrders(log, [
    order('toast:1', { items: [item('toast:1', 'Tea', 1), item('toast:1', 'Rum', 2)] }),
    order('toast:2'),
  ]);
  const warehouse = await filled(log);
  const counts = await warehouse.counts();
  expect([...counts.keys()].toSorted()).toEqual(Object.keys(contract).toSorted());
  expect(counts.get('order_items')).toBe(2);
  for (const [table, count] of counts) {
    expect(await warehouse.rows(`SELECT count(*) AS n FROM "${table}"`), table).toEqual([{ n: count }]);
  }
});

test('guests have the visits and tier of their spend', async () => {
  const log = memoryLog();
  const { parts: _, venue_id: __, business_date: ___, order_id: ____, ...spend } = spendAt('g_1', 'toast:1');
  await write(log, [
    recordFor(topics.guest_spend, { ...spend, visits: 6, loyalty_tier: 'member', as_of: day(2) }),
    recordFor(topics.guest_spend, { ...spend, currency: 'EUR', visits: 6, loyalty_tier: 'member' }),
    recordFor(topics.loyalty_changes, {
      ...{ guest_id: 'g_1', from_tier: null, to_tier: 'member', reason: 'visits', order_id: null, changed_at: day(2) },
    }),
    ...['b@example.com', 'a@example.com'].map((member) =>
      recordFor(topics.guest_identities, {
        ...{ member, guest_id: 'g_1', email: member, canonical_client_id: null, phone: null, name: null },
        ...{ canonical_visits: null, canonical_created_at: null, opted_out: null, decided: true },
      }),
    ),
  ]);
  const warehouse = await filled(log);
  expect(await warehouse.rows('FROM guests')).toEqual([
    {
      guest_id: 'g_1',
      canonical_client_id: null,
      email: 'a@example.com',
      phone: null,
      name: null,
      visits: 6,
      loyalty_tier: 'member',
      opted_out: null,
    },
  ]);
});
