import { afterEach, expect, test } from 'vitest';
import { type Host, host, tokenOf } from './sevenrooms-support.ts';
import type { Json } from './support.ts';

let one: Host;
afterEach(() => one?.visitor.sandbox.close());

async function broken(faults: Json): Promise<void> {
  one = await host({ orders: 1_000 });
  expect((await one.faults(faults)).status).toBe(200);
}

test('unauthorized: the token ends in mid-scan, others do not', async () => {
  await broken({ unauthorized: { count: 1, after: 1 } });
  const { sevenrooms } = one.visitor.sandbox.urls;
  const other = await tokenOf(sevenrooms);
  expect((await one.get('/venues')).status).toBe(200);
  expect((await one.get('/venues')).status).toBe(401);
  expect((await one.get('/venues')).status).toBe(401);
  const headers = { authorization: other };
  expect((await fetch(`${sevenrooms}/api-ext/2_4/clients/x`, { headers })).status).toBe(404);
});

test.each([
  ['rate_limited', 429, '1'],
  ['rate_limited_bare', 429, null],
  ['server_error', 500, null],
  ['not_json', 502, null],
])('%s: a %i for reads and writes, then all is well', async (name, status, after) => {
  await broken({ [name]: { count: 2 } });
  const answers = [await one.get('/venues'), await one.patch('clients', 'x', {})];
  for (const answer of answers) expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, after]);
  if (status < 502) expect(await answers[0]!.json()).toEqual({ status, msg: expect.any(String) });
  expect((await one.get('/venues')).status).toBe(200);
  expect((await one.visitor.counts())[`sevenrooms.faults.${name}`]).toBe(2);
});

test('torn_body: a 200 that breaks off', async () => {
  await broken({ torn_body: { count: 1 } });
  await expect((await one.get('/clients/export')).text()).rejects.toThrow();
});

test('row_repeated and row_skipped: in mid-scan, and mended by the next one', async () => {
  await broken({ row_repeated: { count: 1 } });
  const query = { limit: '25' };
  const twice = await one.rows('clients', query);
  expect(twice.length).toBe(new Set(twice.map(({ id }) => id)).size + 1);
  await one.faults({ row_skipped: { count: 1 } });
  const scan = async () => new Set((await one.rows('reservations', query)).map(({ id }) => id)).size;
  const [less, all] = [await scan(), await scan()];
  expect(less).toBe(all - 1);
});

test('result_cap: a query is refused as too large', async () => {
  await broken({ result_cap: { count: 1 } });
  const answer = await one.get('/reservations/export');
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { status: 400, msg: 'Result set limited to 4000 results' },
  ]);
  expect((await one.get('/reservations/export')).status).toBe(200);
});

test('unknown_fields: keys and a status that nobody knows, on a row that is otherwise whole', async () => {
  await broken({});
  const first = async () => ((await (await one.get('/reservations/export')).json()) as Json).data.results[0] as Json;
  const plain = await first();
  await one.faults({ unknown_fields: { count: 1 } });
  expect(await first()).toMatchObject({
    id: plain.id,
    updated: plain.updated,
    status: 'LEVITATED',
    aura: { colour: 'teal' },
  });
});

test('poison: one row too many, without an id, never updated, or a text', async () => {
  await broken({ poison: { rate: 1 } });
  const last = async () => (await one.rows('clients')).at(-1);
  const poisons: unknown[] = [await last(), await last(), await last()];
  expect(poisons[0]).not.toHaveProperty('id');
  expect(poisons[1]).toMatchObject({ id: 'poison1', updated: 'last week' });
  expect(poisons[2]).toBeTypeOf('string');
});
