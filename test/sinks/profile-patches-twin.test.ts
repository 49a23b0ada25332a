import { afterEach, describe, expect, test } from 'vitest';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import type { SandboxOptions } from '../../sandbox/options.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { SEVENROOMS_FAULTS } from '../../sandbox/sevenrooms/faults.ts';
import { topics } from '../../schemas/topics.ts';
import type { SevenroomsConfig } from '../../upstreams/sevenrooms/config.ts';
import type { ProfileWriter, Upstream } from '../../upstreams/types.ts';
import { profileOf } from '../processors/orders.ts';
import { PARTITIONS, recordFor, until, write } from '../tasks/fixture.ts';
import { pollContext } from '../upstreams/poll-context.ts';
import { truthOf, upstreamOf } from '../upstreams/sevenrooms/twin.ts';
import { isQuiet, ledgerOf, startLedger, startSink, want } from './profile-book.ts';

const ANCHOR_MS = Date.parse('2026-11-20T18:00:00Z');
const never = new AbortController().signal;

let sandbox: Sandbox;
let upstream: Upstream;
const log = () => openMemoryLog({ partitions: PARTITIONS });
const running: Component[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  await upstream.close();
  await sandbox.close();
});

async function begin(options: SandboxOptions = {}, config: Partial<SevenroomsConfig> = {}): Promise<void> {
  sandbox = await startSandbox({ orders: 1_200, anchor_ms: ANCHOR_MS, historyOnly: true, ...options });
  upstream = upstreamOf(sandbox, {}, config);
}

async function counts(): Promise<Record<string, number>> {
  // The sandbox's own endpoint.
  return (await (await fetch(`${sandbox.urls.sandbox}/counts`)).json()) as Record<string, number>;
}

async function faults(sevenrooms: object): Promise<void> {
  const answer = await fetch(`${sandbox.urls.sandbox}/faults`, {
    method: 'POST',
    body: JSON.stringify({ sevenrooms }),
  });
  expect(answer.status).toBe(200);
}

function profiles(): ProfileWriter {
  return upstream.profiles!;
}

/** So many of the twin's profiles, known to the log. */
async function known(to: ReturnType<typeof log>, number: number): Promise<string[]> {
  const ids = (await truthOf(sandbox)).profiles.slice(0, number).map(({ client_id }) => `sevenrooms:${client_id}`);
  for (const client_id of ids) {
    const found = await profiles().read(client_id, never);
    if (found.kind !== 'taken' || found.profile === null) throw new Error('no profile');
    await write(to, [recordFor(topics.guest_profiles, profileOf({ client_id, ...found.profile }))]);
  }
  return ids;
}

async function visitsOf(client_id: string): Promise<unknown> {
  const found = await profiles().read(client_id, never);
  return found.kind === 'taken' && JSON.parse(found.profile?.custom_fields ?? '{}').regulars_visits;
}

/** Every fault of writes, a few times each. */
const FAULTS = {
  ...{ rate_limited: { count: 1, after: 3 }, rate_limited_bare: { count: 2, after: 9 } },
  ...{ server_error: { count: 2, after: 5 }, not_json: { count: 2, after: 7 } },
  ...{ torn_body: { count: 2, after: 4 }, unauthorized: { count: 2, after: 11 }, slow: { count: 1, delay_ms: 50 } },
  ...{ write_answer_lost: { count: 3, after: 2 }, removal_refused: { count: 3, after: 20 } },
  ...{ write_conflict: { count: 2, after: 13 }, write_unprocessable: { count: 2, after: 15 } },
};

describe('over the twin', () => {
  test('with every fault of writes each profile ends as it was planned, or as the ledger says', async () => {
    await begin();
    const to = log();
    const ids = await known(to, 30);
    const ledger = startLedger(to);
    const outcomes: string[] = [];
    const sink = startSink(to, profiles(), () => ledger, { window: 6, patched: (one) => void outcomes.push(one) });
    running.push(sink, ledger);
    for (const client_id of ids) await want(to, client_id, { visits: '1', tag: 'Gold' });
    await until(() => isQuiet(to, ledger, sink), 'quiet', 30_000);
    const before = await counts();
    await faults(FAULTS);
    for (const client_id of ids) await want(to, client_id, { visits: '2', tag: 'Silver' });
    await until(() => isQuiet(to, ledger, sink), 'quiet', 30_000);
    const after = await counts();
    const struck = (name: string) => (after[`sevenrooms.faults.${name}`] ?? 0) as number;
    for (const name of Object.keys(FAULTS)) expect(struck(name), name).toBeGreaterThan(0);
    await faults({});

    const second = (await ledgerOf(to)).filter(({ patch_id }) => patch_id.endsWith('/2'));
    const rejected = new Set(second.filter(({ status }) => status === 'rejected').map(({ client_id }) => client_id));
    expect(second).toHaveLength(ids.length);
    expect(rejected.size).toBe(struck('write_conflict') + struck('write_unprocessable'));
    for (const client_id of ids) expect(await visitsOf(client_id)).toBe(rejected.has(client_id) ? '1' : '2');
    // One whose second try was lost may be taken whole by a third.
    const keeps = second.filter(({ fields }) => fields.includes('shown'));
    expect(keeps.length).toBeGreaterThan(0);
    for (const { fields } of keeps) expect(JSON.parse(fields)['tag:Spend tier'].shown).toBe('Gold, Silver');
    // What was done and not told was not done again.
    const changed = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
    expect(changed('sevenrooms.writes.changed')).toBe(ids.length - rejected.size);
    expect(changed('sevenrooms.writes.unchanged')).toBe(0);
    expect(outcomes.filter((one) => one === 'rejected')).toHaveLength(rejected.size);
    expect(outcomes.filter((one) => one === 'acknowledged')).toHaveLength(2 * ids.length - rejected.size);
  }, 90_000);

  test('writes go before polls, and all within the limit of requests', async () => {
    await begin({ vendorLimits: true }, { requestsPerSecond: 10 });
    const to = log();
    const ids = await known(to, 8);
    const ledger = startLedger(to);
    running.push(
      startSink(to, profiles(), () => ledger),
      ledger,
    );
    let polled = 0;
    const [source] = upstream.sources;
    const poll = async () => {
      const context = pollContext(ANCHOR_MS);
      for await (const _ of source!.poll(null, context)) if (never.aborted) break;
      polled++;
    };
    const polls = Promise.all(Array.from({ length: 25 }, poll));
    for (const client_id of ids) await want(to, client_id, { visits: '1' });
    await until(() => isQuiet(to, ledger, running[0]!), 'quiet', 30_000);
    expect(polled).toBeLessThan(25);
    await polls;
    for (const client_id of ids) expect(await visitsOf(client_id)).toBe('1');
    const { requests } = (await counts()) as unknown as {
      requests: { sevenrooms: Record<string, Record<string, number>> };
    };
    for (const [route, statuses] of Object.entries(requests.sevenrooms)) expect(statuses[429] ?? 0, route).toBe(0);
  }, 60_000);

  test('every fault of the twin that a write can meet is among these', () => {
    const ofPages = ['row_repeated', 'row_skipped', 'drift', 'unknown_fields', 'poison', 'result_cap'];
    const met = SEVENROOMS_FAULTS.filter((name) => !ofPages.includes(name) && !name.startsWith('webhook'));
    expect(Object.keys(FAULTS).sort()).toEqual([...met].sort());
  });
});
