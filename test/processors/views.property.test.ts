import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guestsSql } from '../../processors/guests.sql.ts';
import { Driver } from '../../runtime/driver/driver.ts';
import { viewsDdl } from '../../schemas/table-views.ts';
import { type StoredTable, storeDdl, storedTableOf } from '../../schemas/tables.ts';
import { type AnyTopic, topics } from '../../schemas/topics.ts';
import { arrived } from '../../sinks/audit/arrived.ts';
import { live } from './live.ts';
import { pipelineOf, venues } from './pipeline.ts';
import { settings } from './settings.ts';
import { anyWorlds, choicesOf } from './world.ts';

const shown: readonly AnyTopic[] = [
  ...[topics.orders, topics.reservation_events, topics.guest_profiles, topics.reservations, topics.guest_identities],
  ...[topics.guest_reservations, topics.guest_spend, topics.loyalty_changes, topics.email_engagement],
];

/** What each view must have, in the words of the reference. */
const compared = {
  order_checks: 'order_id, check_id, guest_id, covers::INTEGER AS covers',
  guest_members: 'member, guest_id',
  guests: 'guest_id, canonical_client_id, email, phone, "name", opted_out',
} as const;

test('the views name the guests and covers that plain SQL does, whatever has happened', async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const db = await instance.connect();
  await db.run(`SET TimeZone = 'UTC'`);
  for (const statement of [...storeDdl(), ...viewsDdl()]) await db.run(statement);
  const rows = async (sql: string) => (await db.runAndReadAll(`${sql} ORDER BY ALL`)).getRowObjectsJson();
  await fc.assert(
    fc.asyncProperty(anyWorlds, async ({ worlds, last_tick }) => {
      const drivers = worlds.map((world) => {
        const driver = new Driver(pipelineOf(settings), { choose: choicesOf(world.seed) });
        live(driver, world, last_tick);
        return driver;
      });
      for (const topic of shown) await db.run(fill(storedTableOf(topic.name)!, drivers, topic));
      for (const [relation, columns] of Object.entries(compared)) {
        const expected = guestsSql({ ...arrived, venues }, relation as keyof typeof compared);
        expect(await rows(`SELECT ${columns} FROM main.${relation}`), relation).toEqual(
          await rows(`SELECT ${columns} FROM (${expected})`),
        );
      }
      // An order's own guest is its first check's.
      const checks = guestsSql({ ...arrived, venues }, 'order_checks');
      expect(
        await rows('SELECT order_id, guest_id FROM main.orders SEMI JOIN main.order_checks USING (order_id)'),
      ).toEqual(await rows(`SELECT order_id, guest_id FROM (${checks}) WHERE n = 0`));
    }),
    {
      numRuns: Number(process.env.REGULARS_TEST_RUNS ?? 40),
      interruptAfterTimeLimit: 120_000,
      markInterruptAsFailure: true,
    },
  );
  db.closeSync();
}, 300_000);

/** Statements that make the table what is on the topic. */
function fill(table: StoredTable, drivers: readonly Driver[], topic: AnyTopic): string {
  const latest = new Map<string, Record<string, unknown>>();
  for (const driver of drivers) {
    // Keys of tables are made of columns; a value is an object with these.
    for (const value of driver.table(topic as never).values() as Iterable<Record<string, unknown>>) {
      const key = topic.key
        .filter((name) => name !== 'version')
        .map((name) => value[name])
        .join('|');
      const before = latest.get(key);
      const older =
        table.keeps === 'highest_version' && before !== undefined && Number(value.version) < Number(before.version);
      if (!older) latest.set(key, value);
    }
  }
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ');
  const all = [...latest.values()].map(
    (value, n) => `(${[n, ...table.columns.map(({ name, type }) => literal(value[name], type))].join(', ')})`,
  );
  const insert = all.length === 0 ? '' : `INSERT INTO store."${table.name}" (_key, ${names}) VALUES ${all.join(', ')};`;
  return `DELETE FROM store."${table.name}"; ${insert}`;
}

function literal(value: unknown, type: string): string {
  if (value === null || value === undefined) return 'NULL';
  if (type === 'TIMESTAMPTZ') return `make_timestamptz(${value}::BIGINT * 1000)`;
  if (type === 'DATE') return `DATE '1970-01-01' + ${value}`;
  if (type.endsWith('[]')) return `${quoted(JSON.stringify(value))}::JSON::${type}`;
  return typeof value === 'string' ? quoted(value) : String(value);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
