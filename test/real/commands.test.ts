import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApplyReport, applyReport } from '../../cli/write-back/told.ts';
import type { Status } from '../../runtime/http/status.ts';
import { SANDBOX_VENUES, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { SEVENROOMS_CREDENTIALS, SEVENROOMS_GROUP } from '../../sandbox/sevenrooms/account.ts';
import { TOAST_CREDENTIALS } from '../../sandbox/toast/restaurants.ts';
import { type Ran, type RunningCommand, regulars, start } from '../cli/regulars.ts';
import { useStack } from './stack-fixture.ts';

const ORDERS = 300;
const TABLES = ['orders', 'order_checks', 'guest_spend_history', 'guest_spend', 'loyalty_changes', 'guest_members'];

const processors = [
  'versions',
  'bookings',
  'payers',
  'seatings',
  'answers',
  'clients',
  'members',
  'spend',
  'enrichment',
];

let folder: string;
let sandbox: Sandbox;
let running: RunningCommand | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'regulars-commands-'));
  const [stack, twins] = await Promise.all([useStack(), startSandbox({ orders: ORDERS, historyOnly: true })]);
  sandbox = twins;
  const polled = { since: 'P13M', requestsPerSecond: 1000, pollSeconds: 1 };
  const toast = { baseUrl: sandbox.urls.toast, ...TOAST_CREDENTIALS, ...polled };
  const account = { ...SEVENROOMS_CREDENTIALS, venueGroupId: SEVENROOMS_GROUP };
  const sevenrooms = { baseUrl: sandbox.urls.sevenrooms, ...account, ...polled };
  const config = {
    kafka: { ...stack, topicPrefix: `commands-${process.pid}-${Date.now()}.` },
    http: { port: 0 },
    venues: SANDBOX_VENUES,
    upstreams: { sevenrooms, toast },
  };
  writeFileSync(join(folder, 'regulars.config.json'), JSON.stringify(config));
});
afterAll(async () => {
  running?.child.kill('SIGKILL');
  await running?.ended;
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

function done({ code, out, err }: Ran): string {
  expect(code, err).toBe(0);
  return out;
}

async function rows(sql: string): Promise<unknown> {
  return JSON.parse(done(await regulars(['query', sql, '--json'], folder)));
}

/** How many PATCHes have changed a profile at the twin, and how many nothing. */
async function writes(): Promise<readonly [number, number]> {
  // The sandbox's own endpoint.
  const all = (await (await fetch(`${sandbox.urls.sandbox}/counts`)).json()) as Record<string, number>;
  return [all['sevenrooms.writes.changed'] ?? 0, all['sevenrooms.writes.unchanged'] ?? 0];
}

async function applied(...words: string[]): Promise<ApplyReport> {
  return applyReport.parse(JSON.parse(done(await regulars(['apply', '--json', ...words], folder))));
}

/** Every table in full. */
function everything(): Promise<unknown> {
  const all = TABLES.map((name) => `SELECT '${name}' AS name, to_json(one) AS one FROM ${name} AS one`);
  return rows(`${all.join(' UNION ALL ')} ORDER BY ALL`);
}

/** The address of the process that runs, once it is ready. */
async function ready(one: RunningCommand): Promise<string> {
  const address = () => /dashboard (\S+)\/$/m.exec(one.seen.out)?.[1];
  await expect.poll(address, { timeout: 60_000 }).toBeTruthy();
  const url = address() ?? '';
  await expect.poll(async () => (await fetch(`${url}/health/ready`)).status, { timeout: 60_000 }).toBe(200);
  return url;
}

describe('the commands, one after the other, as an operator would give them', () => {
  test('run --until-caught-up takes everything in and ends', async () => {
    const status: Status = JSON.parse(done(await regulars(['run', '--until-caught-up', '--json'], folder)));
    const count = Object.fromEntries(status.tables.map(({ name, rows }) => [name, rows]));
    expect(status.caught_up).toBe(true);
    expect(count.orders).toBeGreaterThan(ORDERS * 0.8);
    expect(count.guest_spend_history).toBeGreaterThan(0);
  });

  test('doctor finds nothing to mend', async () => {
    expect(done(await regulars(['doctor'], folder))).not.toContain('NOT OK');
  });

  test('audit proves that log, tables and SQL agree', async () => {
    const { code, out } = await regulars(['audit', '--json'], folder);
    expect([code, JSON.parse(out).ok], out).toEqual([0, true]);
  });

  test('of several queries at once without a pipeline each gets its turn', async () => {
    const asked = [1, 2, 3].map((n) => rows(`SELECT count(*) > 0 AS there, ${n} AS n FROM orders`));
    expect(await Promise.all(asked)).toEqual([1, 2, 3].map((n) => [{ there: true, n }]));
  });

  test('replay without a pipeline gives the same tables, row for row', async () => {
    const before = await everything();
    done(await regulars(['replay', '--from', 'beginning'], folder));
    expect(await everything()).toEqual(before);
  });

  test('plan tells what would be sent; apply without a pipeline sends one field of it', async () => {
    const { patches, sending } = JSON.parse(done(await regulars(['plan', '--json'], folder)));
    expect(patches.length).toBeGreaterThan(10);
    expect(sending).toMatchObject([{ upstream: 'sevenrooms', patches: patches.length, requests_per_second: 1000 }]);
    const report = await applied('--field', 'regulars_visits');
    expect(report).toMatchObject({ through: true, rejected: [], unchanged: 0, acknowledged: report.open });
    expect(await writes()).toEqual([report.open, 0]);
    expect(report.open).toBeGreaterThan(10);
  });

  test('beside a running pipeline: query, replay and health; a second one is refused', async () => {
    const before = await everything();
    running = start(['run'], folder);
    const url = await ready(running);
    expect(await rows('SELECT count(*) > 0 AS there FROM orders')).toEqual([{ there: true }]);
    const replayed = await regulars(['replay', '--from', 'beginning', '--json'], folder);
    expect(JSON.parse(done(replayed))).toEqual({ replayed: [...processors, 'duckdb'], through: true });
    await expect.poll(everything, { timeout: 60_000, interval: 500 }).toEqual(before);
    const second = await regulars(['run'], folder);
    expect([second.code, second.err]).toEqual([1, expect.stringContaining(`process ${running.child.pid}`)]);
    const [before_apply] = await writes();
    const rest = await applied();
    expect(rest.acknowledged).toBeGreaterThan(10);
    expect(await applied()).toMatchObject({ open: 0 });
    expect(await writes()).toEqual([before_apply + rest.acknowledged, 0]);
    const acknowledged = async () =>
      ((await (await fetch(`${url}/api/status`)).json()) as Status).patch_ledger?.acknowledged;
    await expect.poll(acknowledged, { timeout: 30_000 }).toBe(before_apply + rest.acknowledged);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    for (const stage of [...processors, 'duckdb']) expect(metrics).toContain(`regulars_lag_records{stage="${stage}"`);
    expect(metrics).toContain('regulars_upstream_calls_total{upstream="toast",status="200"}');
  });

  test('Ctrl-C ends it within 10 s, with nothing lost', async () => {
    const before = await everything();
    const asked_ms = performance.now();
    running?.child.kill('SIGINT');
    const ended = (await running?.ended) ?? { code: null, out: '', err: 'not running' };
    done(ended);
    // Node's own warnings are for us, not for operators.
    expect(ended.err).not.toContain('Warning');
    expect(performance.now() - asked_ms).toBeLessThan(10_000);
    running = undefined;
    expect(await everything()).toEqual(before);
  });
});
