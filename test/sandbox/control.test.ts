import { afterAll, beforeAll, expect, test } from 'vitest';
import { SANDBOX_VENUES } from '../../sandbox/sandbox.ts';
import { ANCHOR_MS, bulk, DAY_MS, type Json, SOHO, until, type Visitor, visit } from './support.ts';

let visitor: Visitor;
beforeAll(async () => {
  visitor = await visit({ historyOnly: false, speed: 1_000, orders: 5_000 });
});
afterAll(() => visitor.sandbox.close());

async function ask(path: string): Promise<Response> {
  return fetch(visitor.sandbox.urls.sandbox + path);
}

test('the clock tells the time, its anchor and its speed', async () => {
  const clock = (await (await ask('/clock')).json()) as Json;
  expect(Object.keys(clock)).toEqual(['now_ms', 'speed', 'anchor_ms']);
  expect(clock).toMatchObject({ speed: 1_000, anchor_ms: ANCHOR_MS });
  expect(clock.now_ms).toBeGreaterThanOrEqual(ANCHOR_MS);
  expect(clock.now_ms).toBeLessThanOrEqual(visitor.sandbox.clock.now_ms());
});

test('the truth is of one moment, and can be asked for of an earlier one again', async () => {
  const first = await visitor.truth();
  await until('an hour has passed', () => visitor.sandbox.clock.now_ms() > first.at_ms + 3_600_000);
  expect(await visitor.truth(first.at_ms)).toEqual(first);
  expect((await visitor.truth()).orders).not.toEqual(first.orders);
});

test.each(['the future', 'the time before the anchor'])('the truth of %s is not told', async (when) => {
  const at_ms = when === 'the future' ? ANCHOR_MS + 1_000 * DAY_MS : ANCHOR_MS - 1;
  expect((await ask(`/truth/orders?at_ms=${at_ms}`)).status).toBe(400);
});

test('the truth can be told of one venue alone', async () => {
  const text = await (await ask('/truth/orders?venue=fulton')).text();
  const venues = text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as Json).venue);
  expect(new Set(venues)).toEqual(new Set(['fulton']));
});

test('requests are counted by route and status, logins besides', async () => {
  await visitor.get(bulk(ANCHOR_MS - DAY_MS, ANCHOR_MS));
  await visitor.get(bulk(ANCHOR_MS, ANCHOR_MS - DAY_MS));
  await visitor.get('/orders/v2/orders/no-guid');
  expect(await visitor.counts()).toMatchObject({
    requests: {
      toast: {
        'POST /authentication/v1/authentication/login': { 200: 1 },
        'GET /orders/v2/ordersBulk': { 200: 1, 400: 1 },
        'GET /orders/v2/orders/{guid}': { 400: 1 },
      },
    },
    'toast.logins': 1,
  });
});

test('what is not there says what is', async () => {
  const answer = await ask('/weather');
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('truth/orders');
});

test('the venues are ready for a configuration', () => {
  expect(SANDBOX_VENUES).toContainEqual({
    id: 'soho',
    timezone: 'America/New_York',
    country: 'US',
    currency: 'USD',
    closeoutHour: 4,
    toast: SOHO,
    service: 'ven_4Jm2sQ0xTdWc7sohoNY1',
    sevenrooms: 'ahNzfnNldmVucm9vbXMtc2VjdXJlchwLEg9uaWdodGxvb3BfVmVudWUYgIDsohoM',
  });
  expect(SANDBOX_VENUES.map(({ currency }) => currency)).toEqual(['USD', 'USD', 'EUR', 'EUR']);
  expect(SANDBOX_VENUES.filter(({ square }) => square !== undefined).map(({ id }) => id)).toEqual(['quay']);
});
