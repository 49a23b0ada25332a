import { afterEach, expect, test } from 'vitest';
import { ask, eventsOf, KEY, reservations, switchFaults, truths, visit } from './service-support.ts';
import { type Json, until, type Visitor } from './support.ts';

let visitor: Visitor;
afterEach(() => visitor?.sandbox.close());

const LIST = '/v1/reservations?limit=10';
const SINCE = '2026-11-20T22:00:00Z';

async function broken(service: Json): Promise<void> {
  visitor = await visit({ orders: 1_000 });
  expect((await switchFaults(visitor, { service })).status).toBe(200);
}

test('unauthorized: once, and the same key opens again', async () => {
  await broken({ unauthorized: { count: 1 } });
  expect((await ask(visitor, LIST, KEY)).status).toBe(401);
  expect((await ask(visitor, LIST, KEY)).status).toBe(200);
});

test.each([
  ['rate_limited', 429, '1'],
  ['rate_limited_bare', 429, null],
  ['server_error', 500, null],
  ['not_json', 502, null],
])('%s: a %i, then all is well', async (name, status, after) => {
  await broken({ [name]: { count: 1 } });
  const answer = await ask(visitor, LIST);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, after]);
  if (status < 502)
    expect(((await answer.json()) as Json).error.type).toBe(status === 429 ? 'rate_limit_error' : 'api_error');
  expect((await ask(visitor, LIST)).status).toBe(200);
  expect((await visitor.counts())[`service.faults.${name}`]).toBe(1);
});

test('torn_body and slow: half an answer, and a late one', async () => {
  await broken({ torn_body: { count: 1 }, slow: { count: 1, after: 1, delay_ms: 200 } });
  const torn = await ask(visitor, LIST);
  await expect(torn.text()).rejects.toThrow();
  const started = performance.now();
  expect((await ask(visitor, LIST)).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThanOrEqual(195);
});

test('row_repeated and row_skipped: between two pages, and mended by the next scan', async () => {
  await broken({ row_repeated: { count: 1 } });
  const twice = await reservations(visitor, { limit: '10' });
  expect(twice.length).toBe(new Set(twice.map(({ id }) => id)).size + 1);
  await switchFaults(visitor, { service: { row_skipped: { count: 1 } } });
  const scan = async () => new Set((await reservations(visitor)).map(({ id }) => id)).size;
  const [less, all] = [await scan(), await scan()];
  expect(less).toBe(all - 1);
});

test('unknown_fields: an unknown type and unknown keys, under the id of a known event', async () => {
  await broken({});
  const [row] = await reservations(visitor);
  const plain = await eventsOf(visitor, row!.id);
  await switchFaults(visitor, { service: { unknown_fields: { rate: 1 } } });
  const [odd, ...rest] = await eventsOf(visitor, row!.id);
  expect(odd).toMatchObject({ id: plain[0]!.id, created_at: plain[0]!.created_at, type: 'reservation.levitated' });
  expect(rest).toEqual(plain.slice(1));
  const [listed] = await reservations(visitor);
  expect(listed).toMatchObject({ ...row, livemode: false });
});

test('poison: one too many, without an id, of no moment, or with data that is none', async () => {
  await broken({ poison: { rate: 1 } });
  const { data } = (await (await ask(visitor, '/v1/reservations?limit=1')).json()) as Json;
  const poisons = [];
  for (let time = 0; time < 3; time++) poisons.push((await eventsOf(visitor, data[0].id)).at(-1)!);
  expect('id' in poisons[0]!).toBe(false);
  expect(Date.parse(poisons[1]!.created_at)).toBeNaN();
  expect(poisons[2]!.data).toBeInstanceOf(Array);
  const told = new Set((await truths(visitor, 'events')).map(({ event_id }) => event_id));
  expect(poisons.some(({ id }) => told.has(id))).toBe(false);
});

test('drift: later pages are cut from what has changed meanwhile', async () => {
  visitor = await visit({ orders: 20_000, historyOnly: false, speed: 10_000 });
  const recent = `${LIST}&updated_since=${SINCE}`;
  const first = (await (await ask(visitor, recent)).json()) as Json;
  const second = async () => {
    const answer = await ask(visitor, `${recent}&starting_after=${first.data.at(-1).id}`);
    return (await answer.json()) as Json;
  };
  const before = await second();
  const { now_ms } = visitor.sandbox.clock;
  const read_ms = now_ms();
  await until('three hours have passed', () => now_ms() > read_ms + 10_800_000);
  expect(await second()).toEqual(before);
  await switchFaults(visitor, { service: { drift: { rate: 1 } } });
  const row = first.data.at(-1).id;
  const drifted = async () => (await ask(visitor, `${recent}&starting_after=${row}`)).text();
  await until(
    'what was read last, or what came after it, has changed',
    async () => (await drifted()) !== JSON.stringify(before),
  );
});
