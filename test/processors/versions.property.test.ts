import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bookings } from '../../processors/bookings.ts';
import { eventsSql } from '../../processors/versions.sql.ts';
import { versions } from '../../processors/versions.ts';
import { Driver } from '../../runtime/driver/driver.ts';
import type { ReservationEvent, ReservationVersion } from '../../schemas/generated/types.ts';
import { joinKey, keyOf } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { versionOf } from './versions.ts';

const KNOWN = 'pending confirmed declined cancelled no_show deleted partially_seated seated completed'.split(' ');

const instant = fc.integer({ min: 0, max: 40 });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const seldom = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: one });

const version = fc
  .record({
    reservation_id: fc.constantFrom('sevenrooms:a', 'sevenrooms:b|%', 'sevenrooms:c'),
    version: instant,
    status: maybe(fc.constantFrom(...KNOWN, 'ARRIVED', 'PAID')),
    // Rarely different, so that often the status alone has changed.
    party_size: seldom(fc.integer({ min: 1, max: 3 })),
    email: seldom(fc.constantFrom('ann@example.com', 'bob@example.com')),
    client_id: seldom(fc.constant('sevenrooms:c1')),
    created_at: maybe(instant),
    seated_at: maybe(instant),
    left_at: maybe(instant),
    order_ids: seldom(fc.constantFrom('["toast:1"]', '["toast:2"]')),
    payload: fc
      .record({ notes: maybe(fc.constantFrom('x', 'y')), updated: instant, tags: fc.constantFrom([], [{ a: 1 }]) })
      .map((fields) => JSON.stringify(fields)),
  })
  .map(versionOf);

interface World {
  readonly versions: readonly ReservationVersion[];
  /** What arrives, by its place in `versions`: each of them once at least. */
  readonly arrivals: readonly number[];
  readonly crashes: readonly number[];
  readonly seed: number;
}

const world: fc.Arbitrary<World> = fc
  .uniqueArray(version, { selector: (one) => keyOf(topics.reservation_versions, one), minLength: 1, maxLength: 14 })
  .chain((distinct) => {
    const place = fc.integer({ min: 0, max: distinct.length - 1 });
    const order = fc.shuffledSubarray([...distinct.keys()], { minLength: distinct.length });
    return fc.record({
      versions: fc.constant(distinct),
      arrivals: fc
        .tuple(fc.array(place, { maxLength: 6 }), order, fc.array(place, { maxLength: 6 }))
        .map((all) => all.flat()),
      crashes: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
      seed: fc.integer(),
    });
  });

function run({ versions: all, arrivals, crashes, seed }: World): Driver {
  let at = seed;
  const choose = (n: number) => {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) | 0;
    return (at >>> 8) % n;
  };
  const driver = new Driver([versions(), bookings(() => 0)], { choose, abort_one_in: 5 });
  for (const [step, place] of arrivals.entries()) {
    driver.write(topics.reservation_versions, all[place]!);
    if (choose(3) === 0) driver.run(2);
    if (crashes.includes(step)) driver.crash();
  }
  driver.run();
  return driver;
}

/** The slow, obvious way: sort, then compare each with the one before it. */
function reference(all: readonly ReservationVersion[]): Map<string, ReservationEvent> {
  const events: ReservationEvent[] = [];
  for (const id of new Set(all.map(({ reservation_id }) => reservation_id))) {
    const own = all.filter(({ reservation_id }) => reservation_id === id).sort((a, b) => a.version - b.version);
    const told: { version: ReservationVersion; says: boolean; occurred_at: number }[] = [];
    for (const [place, now] of own.entries()) {
      const before = own[place - 1];
      const says = before === undefined || before.status !== now.status;
      const type = typeOf(before, now);
      const spoken = told.filter(
        ({ version, says: said }) => (said && version.status !== now.status) || differs(version, now),
      );
      const occurred_at = Math.max(momentOf(type, now), ...spoken.map((one) => one.occurred_at));
      told.push({ version: now, says, occurred_at });
      const { upstream, reservation_id, venue_id, source, party_size, client_id, email, order_ids } = now;
      events.push({
        ...{ upstream, reservation_id, venue_id, source, party_size, client_id, email, order_ids, type, occurred_at },
        event_id: `${id}@${new Date(now.version).toISOString()}`,
        from_status: before !== undefined && says ? before.status : null,
        to_status: says ? now.status : null,
        changes: before === undefined ? null : differences(JSON.parse(before.payload), JSON.parse(now.payload)),
        data: now.payload,
      });
    }
  }
  return new Map(events.map((event) => [keyOf(topics.reservation_events, event), event]));
}

function differs(a: ReservationVersion, b: ReservationVersion): boolean {
  const names = ['venue_id', 'party_size', 'client_id', 'email', 'order_ids'] as const;
  return names.some((name) => a[name] !== b[name]);
}

function typeOf(before: ReservationVersion | undefined, { status }: ReservationVersion): string {
  if (before === undefined) {
    const created = status === null || !KNOWN.includes(status) || status === 'pending' || status === 'confirmed';
    return created ? 'reservation.created' : `reservation.${status}`;
  }
  if (before.status === status || status === null || !KNOWN.includes(status)) return 'reservation.updated';
  return `reservation.${status}`;
}

function momentOf(type: string, { version: at, created_at, seated_at, left_at }: ReservationVersion): number {
  if (type === 'reservation.created') return created_at === null || created_at > at ? at : created_at;
  if (type === 'reservation.completed') return left_at ?? at;
  return type.endsWith('seated') ? (seated_at ?? at) : at;
}

function differences(from: Record<string, unknown>, to: Record<string, unknown>): string {
  const changed = ['notes', 'tags'].filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]));
  return JSON.stringify(Object.fromEntries(changed.map((name) => [name, { from: from[name], to: to[name] }])));
}

const COLUMNS = `reservation_id VARCHAR, "version" BIGINT, status VARCHAR, venue_id VARCHAR, party_size INTEGER, client_id VARCHAR,
  email VARCHAR, order_ids VARCHAR, created_at TIMESTAMPTZ, seated_at TIMESTAMPTZ, left_at TIMESTAMPTZ`;

/** What SQL makes of the versions, by the events' keys. */
async function recomputed(duckdb: DuckDBConnection, all: readonly ReservationVersion[]) {
  await duckdb.run(`CREATE OR REPLACE TABLE versions (${COLUMNS})`);
  await duckdb.run(
    `INSERT INTO versions SELECT v.* REPLACE (epoch_ms(v.created_at)::TIMESTAMPTZ AS created_at,
              epoch_ms(v.seated_at)::TIMESTAMPTZ AS seated_at, epoch_ms(v.left_at)::TIMESTAMPTZ AS left_at)
       FROM (SELECT unnest(from_json($1, '[{${COLUMNS.replaceAll('TIMESTAMPTZ', 'BIGINT').replace(/"?(\w+)"? (\w+)/g, '"$1":"$2"')}}]')) AS v)`,
    [JSON.stringify(all)],
  );
  const rows = (await duckdb.runAndReadAll(eventsSql({ versions: 'versions' }))).getRowObjectsJson();
  return new Map(rows.map((row) => [joinKey([String(row.reservation_id), String(row.event_id)]), row]));
}

describe('versions in any order, repeated, with crashes and aborted transactions', () => {
  let duckdb: DuckDBConnection;
  beforeAll(async () => {
    duckdb = await (await DuckDBInstance.create(':memory:')).connect();
    await duckdb.run("SET TimeZone = 'UTC'");
  });

  test('give the events that sorting them gives', () => {
    fc.assert(
      fc.property(world, (one) => {
        const events = run(one).table(topics.reservation_events);
        expect(new Map(events)).toEqual(reference(one.versions));
      }),
      { numRuns: 200 },
    );
  });

  test('give the events that SQL gives', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (one) => {
        const events = run(one).table(topics.reservation_events);
        const rows = await recomputed(duckdb, one.versions);
        expect([...rows.keys()].toSorted()).toEqual([...events.keys()].toSorted());
        for (const [key, row] of rows) {
          expect(events.get(key)).toMatchObject({ ...row, occurred_at: Number(row.occurred_at) });
        }
      }),
      { numRuns: 100 },
    );
  });

  test('leave each reservation as its latest version has it, whatever it says of the time', () => {
    fc.assert(
      fc.property(world, (one) => {
        const rows = run(one).table(topics.reservations);
        const latest = one.versions.toSorted((a, b) => b.version - a.version);
        for (const id of new Set(latest.map(({ reservation_id }) => reservation_id))) {
          const own = latest.filter(({ reservation_id }) => reservation_id === id);
          const row = rows.get(joinKey([id]));
          const [status] = own.flatMap((version) => (version.status === null ? [] : [version.status]));
          const [party_size] = own.flatMap((version) => (version.party_size === null ? [] : [version.party_size]));
          expect(row).toMatchObject({ status: status ?? null, party_size: party_size ?? null });
          if (own[0]!.status !== null) expect(row!.completed_at !== null).toBe(own[0]!.status === 'completed');
        }
      }),
      { numRuns: 150 },
    );
  });
});
