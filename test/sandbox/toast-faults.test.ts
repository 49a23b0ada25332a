import { afterEach, describe, expect, test } from 'vitest';
import { Faults } from '../../sandbox/faults.ts';
import { ANCHOR_MS, bulk, DAY_MS, type Json, links, SOHO, until, type Visitor, visit } from './support.ts';

let visitor: Visitor;
afterEach(() => visitor?.sandbox.close());

const FROM_MS = ANCHOR_MS - 25 * DAY_MS;
const BULK = bulk(FROM_MS, ANCHOR_MS, 20);

async function broken(toast: Json): Promise<void> {
  visitor = await visit({ orders: 2_000 });
  const answer = await visitor.faults(toast);
  expect(answer.status).toBe(200);
}

async function guids(answer: Response): Promise<string[]> {
  return ((await answer.json()) as Json[]).map((order) => order.guid);
}

describe('faults of the API, switched at run time', () => {
  test('unauthorized: the token ends in mid-scan, a new login gives a new one', async () => {
    visitor = await visit();
    const before = await visitor.logIn();
    await visitor.faults({ unauthorized: { count: 1, after: 1 } });
    expect((await visitor.get(BULK)).status).toBe(200);
    expect((await visitor.get(BULK)).status).toBe(401);
    expect((await visitor.get(BULK)).status).toBe(401);
    const token = await visitor.logIn();
    expect(token).not.toBe(before);
    const headers = { authorization: `Bearer ${token}`, 'toast-restaurant-external-id': SOHO };
    expect((await fetch(visitor.sandbox.urls.toast + BULK, { headers })).status).toBe(200);
  });

  test('rate_limited: a 429 that says when to come back, then all is well', async () => {
    await broken({ rate_limited: { count: 1 } });
    const refused = await visitor.get(BULK);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await visitor.get(BULK)).status).toBe(200);
  });

  test('rate_limited_bare: a 429 that says nothing', async () => {
    await broken({ rate_limited_bare: { count: 1 } });
    const refused = await visitor.get(BULK);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, null]);
  });

  test('server_error: a 500 with Toast’s error body', async () => {
    await broken({ server_error: { count: 1 } });
    const failed = await visitor.get(BULK);
    expect(failed.status).toBe(500);
    expect(await failed.json()).toMatchObject({ status: 500, requestId: expect.stringMatching(/-/) });
  });

  test('not_json: a 502 with a page of HTML', async () => {
    await broken({ not_json: { count: 1 } });
    const failed = await visitor.get(BULK);
    expect([failed.status, failed.headers.get('content-type')]).toEqual([502, 'text/html']);
    expect(await failed.text()).toContain('<h1>');
  });

  test('torn_body: a 200 whose connection is cut in the middle of the JSON', async () => {
    await broken({ torn_body: { count: 1 } });
    const torn = await visitor.get(BULK);
    expect(torn.status).toBe(200);
    await expect(torn.text()).rejects.toThrow();
    expect(await guids(await visitor.get(BULK))).toHaveLength(20);
  });

  test('slow: no answer before the delay is over', async () => {
    await broken({ slow: { count: 1, delay_ms: 300 } });
    const started = performance.now();
    expect((await visitor.get(BULK)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(295);
  });

  test('slow: an answer that waits for ever does not hold up the end of the sandbox', async () => {
    await broken({ slow: { count: 1 } });
    const waiting = visitor.get(BULK).catch((failure: Error) => failure);
    await expect.poll(async () => (await visitor.counts())['toast.faults.slow']).toBe(1);
    await visitor.sandbox.close();
    expect(await waiting).toBeInstanceOf(Error);
  });

  test('row_repeated: the last row of a page is the first of the next, too', async () => {
    await broken({ row_repeated: { count: 1 } });
    const first = await visitor.get(BULK);
    const second = await visitor.get(links(first).next!);
    expect((await guids(first)).at(-1)).toBe((await guids(second))[0]);
  });

  test('row_skipped: a row falls between two pages, and is there on the next scan', async () => {
    await broken({ row_skipped: { count: 1 } });
    const scan = async () => new Set((await visitor.window(SOHO, FROM_MS, ANCHOR_MS, 20)).map((order) => order.guid));
    const [once, twice] = [await scan(), await scan()];
    expect(twice.size).toBe(once.size + 1);
  });

  test('unknown_fields: keys and values that nobody documented, on an order that is otherwise whole', async () => {
    await broken({ unknown_fields: { count: 1 } });
    const [odd] = (await (await visitor.get(BULK)).json()) as Json[];
    const [plain] = (await (await visitor.get(BULK)).json()) as Json[];
    expect(odd).toMatchObject({ guid: plain!.guid, source: 'Hologram', carbonGrams: 1_234.5 });
    const { payments, ...rest } = plain!.checks[0];
    expect(odd!.checks[0]).toMatchObject(rest);
    expect(odd!.checks[0].payments.map((one: Json) => one.guid)).toEqual(payments.map((one: Json) => one.guid));
    expect(new Set(odd!.checks[0].payments.map((one: Json) => one.type))).toEqual(new Set(['BARTER']));
  });

  test('poison: in turn no GUID, amounts that are no numbers, and a date in the future', async () => {
    await broken({ poison: { rate: 1 } });
    const poisons: Json[] = [];
    for (let scan = 0; scan < 3; scan++) {
      const rows = await visitor.window(SOHO, ANCHOR_MS - 3 * DAY_MS, ANCHOR_MS);
      poisons.push(rows.at(-1)!);
    }
    expect('guid' in poisons[0]!).toBe(false);
    expect(poisons[1]!.checks[0].amount).toBe('NaN');
    const modified_ms = Date.parse(poisons[2]!.modifiedDate.replace('+0000', 'Z'));
    expect(modified_ms).toBeGreaterThan(ANCHOR_MS + DAY_MS);
    const truth = await visitor.truth();
    expect(poisons.filter((order) => truth.orders.has(order.guid))).toEqual([]);
  });

  test('drift: a later page is cut from the window as it has become meanwhile', async () => {
    visitor = await visit({ orders: 20_000, historyOnly: false, speed: 10_000 });
    const { now_ms } = visitor.sandbox.clock;
    const read_ms = now_ms();
    const first = await visitor.get(bulk(read_ms - 1_800_000, ANCHOR_MS + 10 * DAY_MS, 5));
    const second = async () => guids(await visitor.get(links(first).next!));
    const before = await second();
    await until('three hours have passed', () => now_ms() > read_ms + 10_800_000);
    expect(await second()).toEqual(before);
    await visitor.faults({ drift: { rate: 1 } });
    expect(await second()).not.toEqual(before);
  });

  test('are counted by name, and show what is left of them', async () => {
    await broken({ server_error: { count: 3 }, not_json: { rate: 0 } });
    await visitor.get(BULK);
    expect((await visitor.counts())['toast.faults.server_error']).toBe(1);
    const left = await (await fetch(`${visitor.sandbox.urls.sandbox}/faults`)).json();
    expect(left).toEqual({ toast: { server_error: { count: 2 }, not_json: { rate: 0 } } });
  });

  test('end when others are switched on in their place', async () => {
    await broken({ server_error: { rate: 1 } });
    expect((await visitor.get(BULK)).status).toBe(500);
    await visitor.faults({});
    expect((await visitor.get(BULK)).status).toBe(200);
  });

  test.each([
    [{ sever_error: { count: 1 } }, 'no fault "sever_error"'],
    [{ server_error: { rate: 2 } }, 'rate 2'],
    [{ server_error: true }, 'server_error'],
  ])('that do not exist are refused by name: %j', async (faults, message) => {
    visitor = await visit();
    const answer = await visitor.faults(faults);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as Json).error).toContain(message);
  });
});

describe('the chance of a fault', () => {
  const sequence = (seed: number, spec: Json) => {
    const faults = new Faults(seed, ['trouble'], () => {});
    faults.set({ trouble: spec });
    return Array.from({ length: 200 }, () => faults.strikes('trouble') !== null);
  };

  test('is the same sequence with the same seed, another with another', () => {
    expect(sequence(1, { rate: 0.3 })).toEqual(sequence(1, { rate: 0.3 }));
    expect(sequence(1, { rate: 0.3 })).not.toEqual(sequence(2, { rate: 0.3 }));
  });

  test('is about its rate, and no more often than its count', () => {
    expect(sequence(1, { rate: 0.3 }).filter(Boolean).length).toBeGreaterThan(40);
    expect(sequence(1, { rate: 0.3 }).filter(Boolean).length).toBeLessThan(80);
    expect(sequence(1, { rate: 0.3, count: 7 }).filter(Boolean)).toHaveLength(7);
    expect(sequence(1, { count: 2, after: 3 }).slice(0, 6)).toEqual([false, false, false, true, true, false]);
  });
});
