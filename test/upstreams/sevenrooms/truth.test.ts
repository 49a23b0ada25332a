import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processorsOf } from '../../../pipeline.ts';
import { configOf } from '../../../runtime/config/load.ts';
import { Driver } from '../../../runtime/driver/driver.ts';
import { SANDBOX_VENUES, type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { GuestProfile } from '../../../schemas/generated/types.ts';
import { topics } from '../../../schemas/topics.ts';
import type { Upstream } from '../../../upstreams/types.ts';
import { pollContext } from '../poll-context.ts';
import { type Truth, truthOf, upstreamOf } from './twin.ts';

let sandbox: Sandbox;
let upstream: Upstream;
let truth: Truth;
let driver: Driver;

beforeAll(async () => {
  const anchor_ms = Date.parse('2026-11-20T18:00:00Z');
  sandbox = await startSandbox({ orders: 1500, anchor_ms, historyOnly: true });
  upstream = upstreamOf(sandbox);
  truth = await truthOf(sandbox);
  driver = new Driver(processorsOf(configOf({ venues: SANDBOX_VENUES })), { avro: false });
  for (const source of upstream.sources) {
    for await (const { decoded } of source.poll(undefined, pollContext(sandbox.clock.now_ms()))) {
      for (const one of decoded) {
        expect(one).toMatchObject({ kind: 'record' });
        // Produced for its topic, so of its type.
        if (one.kind === 'record') driver.write(one.topic, one.value as never);
      }
    }
  }
  driver.run();
}, 60_000);

afterAll(async () => {
  await upstream.close();
  await sandbox.close();
});

/** SevenRooms' words for what the world knows better. */
const SAID: Readonly<Record<string, string>> = { declined: 'cancelled', partially_seated: 'ARRIVED' };

describe('a year of reservations', () => {
  it('are what the restaurant knows them to be: whose, where, how many, and how they ended', () => {
    const rows = driver.table(topics.reservations);
    expect(rows.size).toBe(truth.reservations.length);
    for (const one of truth.reservations) {
      expect(rows.get(`sevenrooms:${one.reservation_id}`)).toMatchObject({
        venue_id: one.venue,
        payer: one.email ?? (one.client_id === null ? null : `sevenrooms:${one.client_id}`),
        status: SAID[one.status] ?? one.status,
        party_size: one.party_size,
        completed_at: one.completed_at_ms,
        order_ids: one.orders.map((id) => `toast:${id}`).sort(),
      });
    }
    const statuses = new Set(truth.reservations.map(({ status }) => status));
    expect([...statuses]).toEqual(expect.arrayContaining(['completed', 'cancelled', 'no_show', 'confirmed']));
  });

  it('are expected when they are, and each has the one event that can be known of it', () => {
    expect(driver.table(topics.reservation_events).size).toBe(truth.reservations.length);
    const versions = driver.records(topics.reservation_versions).map(({ value }) => value!);
    const arrivals = new Map(versions.map(({ reservation_id, arrival_at }) => [reservation_id, arrival_at]));
    for (const { reservation_id, starts_at_ms } of truth.reservations) {
      expect(arrivals.get(`sevenrooms:${reservation_id}`)).toBe(starts_at_ms);
    }
  });
});

describe('the profiles of a year', () => {
  it('are what their guests are', () => {
    const profiles = new Map<string, GuestProfile>();
    for (const { value } of driver.records(topics.guest_profiles)) profiles.set(value!.client_id, value!);
    expect(profiles.size).toBe(truth.profiles.length);
    for (const one of truth.profiles) {
      const profile = profiles.get(`sevenrooms:${one.client_id}`)!;
      expect(profile).toMatchObject({
        version: one.updated_at_ms,
        email: one.email,
        phone: one.phone,
        first_name: one.first_name,
        last_name: one.last_name,
        birthday: one.birthday,
        created_at: one.created_at_ms,
        visits: one.visits,
        opted_out: one.opted_at_ms === null ? null : !one.opted_in,
      });
      expect(JSON.parse(profile.tags ?? 'null')).toEqual(one.tags);
      expect(JSON.parse(profile.custom_fields ?? 'null')).toEqual(one.custom_fields);
    }
  });
});
