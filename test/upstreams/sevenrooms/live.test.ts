import { afterEach, expect, it } from 'vitest';
import { processorsOf } from '../../../pipeline.ts';
import { configOf } from '../../../runtime/config/load.ts';
import { Driver } from '../../../runtime/driver/driver.ts';
import type { Decoded } from '../../../runtime/types.ts';
import { SANDBOX_VENUES, type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { ReservationEvent } from '../../../schemas/generated/types.ts';
import { type Topic, topics } from '../../../schemas/topics.ts';
import type { Upstream } from '../../../upstreams/types.ts';
import { type Delivery, grouped, receiver, until } from '../../sandbox/support.ts';
import { Reading } from '../contract.ts';
import { identity } from './book.ts';
import { truthOf, upstreamOf } from './twin.ts';

const ANCHOR_MS = Date.parse('2026-11-20T18:00:00Z');

let sandbox: Sandbox | undefined;
let hooks: Awaited<ReturnType<typeof receiver>> | undefined;
let upstream: Upstream | undefined;
afterEach(async () => {
  await sandbox?.close();
  hooks?.close();
  await upstream?.close();
});

/** What the delivery tells, as the pipeline takes it in: admitted by its signature, then resolved. */
async function taken({ headers, raw }: Delivery): Promise<readonly Decoded[]> {
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const admission = upstream!.webhook!.admit({ headers: sent, body: raw, now_ms: Date.now() });
  if (admission.kind !== 'admitted') throw new Error(admission.reason);
  return upstream!.webhook!.resolve(admission.delivery, new AbortController().signal);
}

/** Profiles and versions of reservations; the processors come to rest. */
function tellAll(driver: Driver, values: readonly unknown[]): void {
  for (const value of values) {
    const topic = identity(value).key.startsWith('clients:') ? topics.guest_profiles : topics.reservation_versions;
    // Of that topic by its kind.
    driver.write(topic as Topic<unknown>, value);
  }
  driver.run();
}

const newDriver = () => new Driver(processorsOf(configOf({ venues: SANDBOX_VENUES })), { avro: false });

it('changes by webhook and by poll are events, each of which follows from the one before', async () => {
  hooks = await receiver();
  const webhooks = { sevenrooms: { url: hooks.url, secret: 'hook' } };
  sandbox = await startSandbox({ orders: 20_000, anchor_ms: ANCHOR_MS, speed: 10_000, webhooks });
  upstream = upstreamOf(sandbox, {}, { since: { kind: 'ago', months: 0, ms: 3 * 86_400_000 } });
  const read = new Reading(identity);
  await until('a hundred changes were told', async () => {
    for (const source of upstream!.sources) await read.poll(source, sandbox!.clock.now_ms());
    return hooks!.got.length > 100;
  });
  const truth = await truthOf(sandbox);
  for (const source of upstream.sources) await read.poll(source, sandbox.clock.now_ms());
  const pushed = (await Promise.all(hooks.got.map(taken))).flat().map(valueIn);
  const polled = read.values;

  const driver = newDriver();
  tellAll(driver, [...pushed.toReversed(), ...polled]);
  const other = newDriver();
  tellAll(other, [...polled, ...pushed, ...polled.toReversed()]);
  expect(new Map(driver.table(topics.reservation_events))).toEqual(new Map(other.table(topics.reservation_events)));

  const rows = driver.table(topics.reservations);
  const events = grouped([...driver.table(topics.reservation_events).values()], ({ reservation_id }) => reservation_id);
  let settled = 0;
  for (const one of truth.reservations) {
    const own = events.get(`sevenrooms:${one.reservation_id}`)?.toSorted(byId);
    // What has changed since, or long before, is another story.
    if (own?.at(-1)?.event_id.endsWith(new Date(one.updated_at_ms).toISOString()) !== true) continue;
    settled++;
    expect(rows.get(`sevenrooms:${one.reservation_id}`)).toMatchObject({
      party_size: one.party_size,
      completed_at: one.completed_at_ms,
      venue_id: one.venue,
    });
    let status: string | null = null;
    for (const { from_status, to_status } of own) {
      if (to_status === null) continue;
      expect(from_status).toBe(status);
      status = to_status;
    }
  }
  expect(settled).toBeGreaterThan(30);
  expect([...events.values()].some((own) => own.length > 3)).toBe(true);
}, 60_000);

function valueIn(one: Decoded): unknown {
  if (one.kind === 'refused') throw new Error(one.detail);
  return one.value;
}

function byId(a: ReservationEvent, b: ReservationEvent): number {
  return a.event_id < b.event_id ? -1 : 1;
}
