import { afterEach, expect, test } from 'vitest';
import { untilCaughtUp } from '../../cli/pipeline/caught-up.ts';
import { type Opened, openComponents } from '../../cli/pipeline/components.ts';
import { processorsOf } from '../../pipeline.ts';
import { configOf } from '../../runtime/config/load.ts';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import { noMetrics } from '../../runtime/tasks/metrics.ts';
import { isRebuildable, isRebuilding, requestRebuild } from '../../runtime/tasks/rebuild.ts';
import { SANDBOX_VENUES, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { topics } from '../../schemas/topics.ts';
import type { Upstream } from '../../upstreams/types.ts';
import { type Delivery, receiver } from '../sandbox/support.ts';
import { codec, PARTITIONS, recordFor, tableOf, until, write } from '../tasks/fixture.ts';
import { upstreamOf } from '../upstreams/sevenrooms/twin.ts';
import { ledgerOf } from './profile-book.ts';

const ANCHOR_MS = Date.parse('2026-11-20T18:00:00Z');
const never = new AbortController().signal;
const log = openMemoryLog({ partitions: PARTITIONS });
const config = configOf({ venues: SANDBOX_VENUES, writeBack: { mode: 'live', settleSeconds: 0.05 } });

let sandbox: Sandbox | undefined;
let hooks: Awaited<ReturnType<typeof receiver>> | undefined;
let upstream: Upstream | undefined;
let opened: Opened | undefined;
afterEach(async () => {
  await stop();
  hooks?.close();
  await upstream?.close();
  await sandbox?.close();
});

/** The pipeline over SevenRooms' twin, in memory. */
function start(): void {
  const answers = { broker: async () => {}, registry: async () => {} };
  const connection = { log, codec, brokers: [], schemaRegistry: '', reachable: answers, close: async () => {} };
  opened = openComponents({
    ...{ instance: 'here', connection, config, upstreams: [upstream!], metrics: noMetrics, patched() {} },
    clock: { now_ms: () => sandbox!.clock.now_ms() },
    log: { info() {}, warn() {} },
    has: () => true,
    onFatal: (_component, failure) => {
      throw failure;
    },
  });
}

async function stop(): Promise<void> {
  for (const component of opened?.components ?? []) await component.stop();
  opened = undefined;
}

async function caughtUp(): Promise<void> {
  const { sources, profilePatches, components } = opened!;
  const stages = components.filter((one) => one !== sources);
  await untilCaughtUp({ log, sources, stages, profilePatches, clock: 'wall' }, never);
}

/** As the webhook server does. */
async function admit({ headers, raw }: Delivery): Promise<void> {
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const admission = upstream!.webhook!.admit({ headers: sent, body: raw, now_ms: Date.now() });
  if (admission.kind !== 'admitted') throw new Error(admission.reason);
  await write(log, [recordFor(topics.deliveries, admission.delivery)]);
}

async function writes(): Promise<{ changed: number; unchanged: number }> {
  // The sandbox's own endpoint.
  const all = (await (await fetch(`${sandbox!.urls.sandbox}/counts`)).json()) as Record<string, number>;
  return { changed: all['sevenrooms.writes.changed'] ?? 0, unchanged: all['sevenrooms.writes.unchanged'] ?? 0 };
}

test('our own write comes back by export and by webhook, and asks for nothing; nor does a replay or a restart', async () => {
  hooks = await receiver();
  const webhooks = { sevenrooms: { url: hooks.url, secret: 'hook' } };
  sandbox = await startSandbox({ orders: 2_000, anchor_ms: ANCHOR_MS, historyOnly: true, webhooks });
  upstream = upstreamOf(sandbox);
  start();
  await caughtUp();
  const ledger = await ledgerOf(log);
  const first = await writes();
  expect(first).toEqual({ changed: ledger.length, unchanged: 0 });
  expect(first.changed).toBeGreaterThan(100);
  expect(new Set(ledger.map(({ status }) => status))).toEqual(new Set(['acknowledged']));

  // Every profile shows what is wanted of it, as the export brought it back.
  const profiles = [...(await tableOf(log, topics.guest_profiles)).values()].sort((a, b) => a.version - b.version);
  const latest = new Map(profiles.map((profile) => [profile.client_id, profile]));
  for (const { client_id, fields } of (await tableOf(log, topics.profile_wants)).values()) {
    const shown = JSON.parse(latest.get(client_id)?.custom_fields ?? '{}');
    expect(shown.regulars_visits ?? '').toBe(JSON.parse(fields).visits);
  }

  await until(() => hooks!.got.length >= first.changed, 'every write was told of');
  for (const delivery of hooks.got) await admit(delivery);
  await caughtUp();
  expect(await writes()).toEqual(first);

  const replayed = processorsOf(config).filter(isRebuildable);
  for (const one of replayed) await requestRebuild(log, codec, one);
  for (const { name } of replayed)
    await until(async () => !(await isRebuilding(log, codec, name)), `${name} is through`);
  await caughtUp();
  expect(await writes()).toEqual(first);

  await stop();
  start();
  await caughtUp();
  expect(await writes()).toEqual(first);
  expect(await ledgerOf(log)).toHaveLength(ledger.length);
}, 120_000);
