import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { GROUP, tokenOf } from './sevenrooms-support.ts';
import { ANCHOR_MS, type Json, until } from './support.ts';

const MAIN = fileURLToPath(new URL('../../dist/sandbox/main.js', import.meta.url));

const children: ChildProcess[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function start(argument: string): ChildProcess {
  const child = spawn(process.execPath, [MAIN, argument], { stdio: ['pipe', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

/** The one line that it prints when it is ready. */
async function ready(child: ChildProcess): Promise<Json> {
  const [line] = await once(child.stdout!, 'data');
  return JSON.parse(String(line));
}

async function now_ms(urls: Json): Promise<number> {
  return ((await (await fetch(`${urls.sandbox}/clock`)).json()) as Json).now_ms;
}

const SMALL = { orders: 100, anchor_ms: ANCHOR_MS };

test('prints its addresses when it is ready, and ends when its parent’s pipe closes', async () => {
  const child = start(JSON.stringify(SMALL));
  const { urls, anchor_ms } = await ready(child);
  expect(anchor_ms).toBe(ANCHOR_MS);
  const answer = await fetch(`${urls.toast}/orders/v2/ordersBulk`);
  expect(answer.status).toBe(401);
  child.stdin!.end();
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});

test('ends on SIGTERM', async () => {
  const child = start(JSON.stringify(SMALL));
  await ready(child);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});

test('its clock never runs backwards over a kill, and the world is the same one', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-process-'));
  folders.push(dataDir);
  const first = start(JSON.stringify({ ...SMALL, dataDir, speed: 100_000 }));
  const { urls } = await ready(first);
  await until('an hour has passed', async () => (await now_ms(urls)) > ANCHOR_MS + 3_600_000);
  const shown_ms = await now_ms(urls);
  first.kill('SIGKILL');
  await once(first, 'exit');
  const second = start(JSON.stringify({ ...SMALL, dataDir, historyOnly: true, anchor_ms: ANCHOR_MS + 1 }));
  const again = await ready(second);
  expect(again.anchor_ms).toBe(ANCHOR_MS);
  expect(await now_ms(again.urls)).toBeGreaterThanOrEqual(shown_ms);
});

test('names every option that it cannot use, and ends with exit code 2', async () => {
  const child = start(JSON.stringify({ orders: -1, sped: 3, webhooks: { toast: { url: 'nowhere', secret: 's' } } }));
  const said: string[] = [];
  child.stderr!.on('data', (text) => said.push(String(text)));
  const [code] = await once(child, 'close');
  expect(code).toBe(2);
  expect(said.join('')).toMatch(/orders -1, sped 3, webhooks .*there are seed, orders/);
});

test('a port that is taken ends it with exit code 1', async () => {
  const { urls } = await ready(start(JSON.stringify(SMALL)));
  const child = start(JSON.stringify({ ...SMALL, port: Number(new URL(urls.toast).port) }));
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
});

test('what was written to SevenRooms outlives a kill right after the answer', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-process-'));
  folders.push(dataDir);
  const options = JSON.stringify({ ...SMALL, dataDir, historyOnly: true });
  const first = start(options);
  const group = `venue_group_id=${GROUP}`;
  const before = await ready(first);
  const headers = { authorization: await tokenOf(before.urls.sevenrooms) };
  const exported = await fetch(`${before.urls.sevenrooms}/api-ext/2_4/clients/export?${group}`, { headers });
  const ids: string[] = ((await exported.json()) as Json).data.results.map(({ id }: Json) => id);
  const answers = ids.map((id) =>
    fetch(`${before.urls.sevenrooms}/api-yoa/2_4/clients/${id}`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({ client_tags: [{ group: 'Loyalty', tag: 'member' }] }),
    }),
  );
  const shown: Json[] = [];
  for (const answer of await Promise.all(answers)) shown.push(((await answer.json()) as Json).data);
  first.kill('SIGKILL');
  await once(first, 'exit');
  const after = await ready(start(options));
  const again = { authorization: await tokenOf(after.urls.sevenrooms) };
  for (const client of shown) {
    const answer = await fetch(`${after.urls.sevenrooms}/api-ext/2_4/clients/${client.id}?${group}`, {
      headers: again,
    });
    expect(((await answer.json()) as Json).data).toEqual(client);
  }
  const told = await (await fetch(`${after.urls.sandbox}/truth/profiles`)).text();
  expect(told.match(/"received":1/g)).toHaveLength(ids.length);
});
