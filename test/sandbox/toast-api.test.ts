import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ANCHOR_MS,
  bulk,
  CREDENTIALS,
  DAY_MS,
  type Json,
  links,
  login,
  SOHO,
  toastDate,
  type Visitor,
  visit,
} from './support.ts';

let visitor: Visitor;
beforeAll(async () => {
  visitor = await visit({ orders: 2_000 });
});
afterAll(() => visitor.sandbox.close());

const FROM_MS = ANCHOR_MS - 20 * DAY_MS;

async function refusal(answer: Response): Promise<Json> {
  const body = (await answer.json()) as Json;
  expect(Object.keys(body)).toEqual([
    'status',
    'code',
    'message',
    'messageKey',
    'fieldName',
    'link',
    'requestId',
    'developerMessage',
    'errors',
  ]);
  expect(body.status).toBe(answer.status);
  return body;
}

describe('logging in', () => {
  test('gives a bearer token for a day, in the documented envelope', async () => {
    const answer = await login(visitor.sandbox.urls.toast);
    const body = (await answer.json()) as Json;
    expect(body.status).toBe('SUCCESS');
    expect(Object.keys(body.token)).toEqual([
      'tokenType',
      'scope',
      'expiresIn',
      'accessToken',
      'idToken',
      'refreshToken',
    ]);
    expect(body.token).toMatchObject({ tokenType: 'Bearer', idToken: null, refreshToken: null });
    expect(body.token.scope.split(' ')).toContain('guest.pi:read');
    expect(body.token.expiresIn).toBeGreaterThan(86_000);
    expect(body.token.accessToken.split('.')).toHaveLength(3);
  });

  test('gives the same token again', async () => {
    expect(await visitor.logIn()).toBe(await visitor.logIn());
  });

  test.each([
    ['a wrong secret', { ...CREDENTIALS, clientSecret: 'guess' }, 401],
    ['a user access type of people', { ...CREDENTIALS, userAccessType: 'TOAST_USER' }, 400],
    ['no JSON', 'clientId=sandbox', 400],
  ])('refuses %s', async (_, body, status) => {
    const answer = await login(visitor.sandbox.urls.toast, body);
    expect(answer.status).toBe(status);
    await refusal(answer);
  });
});

describe('what a request must carry', () => {
  const ask = (headers: Record<string, string>) =>
    fetch(visitor.sandbox.urls.toast + bulk(FROM_MS, ANCHOR_MS), { headers });

  test('a token: else 401', async () => {
    const answer = await ask({ 'toast-restaurant-external-id': SOHO });
    expect(answer.status).toBe(401);
    await refusal(answer);
  });

  test('a token that is ours: else 401', async () => {
    const answer = await ask({ authorization: 'Bearer a.b.c', 'toast-restaurant-external-id': SOHO });
    expect(answer.status).toBe(401);
  });

  test('the restaurant: else 400, naming the header', async () => {
    const answer = await ask({ authorization: `Bearer ${await visitor.logIn()}` });
    expect(answer.status).toBe(400);
    expect(await refusal(answer)).toMatchObject({ fieldName: 'Toast-Restaurant-External-ID' });
  });

  test('a restaurant of this client: else 403', async () => {
    const answer = await visitor.get(bulk(FROM_MS, ANCHOR_MS), '00000000-0000-4000-8000-000000000000');
    expect(answer.status).toBe(403);
    await refusal(answer);
  });
});

describe('ordersBulk', () => {
  test('is a bare array with a link header that never says last', async () => {
    const first = await visitor.get(bulk(FROM_MS, ANCHOR_MS, 10));
    expect(await first.json()).toHaveLength(10);
    expect(Object.keys(links(first))).toEqual(['first', 'self', 'next']);
    const second = await visitor.get(links(first).next!);
    expect(Object.keys(links(second))).toEqual(['first', 'self', 'prev', 'next']);
    expect(links(second).prev).toBe(links(first).self);
    expect(links(second).first).toBe(links(first).first);
  });

  test('ends with a page that has no next', async () => {
    let answer = await visitor.get(bulk(FROM_MS, ANCHOR_MS, 7));
    let pages = 1;
    for (; links(answer).next; pages++) answer = await visitor.get(links(answer).next!);
    const rows = (await answer.json()) as Json[];
    const all = await visitor.window(SOHO, FROM_MS, ANCHOR_MS);
    expect((pages - 1) * 7 + rows.length).toBe(all.length);
    expect(Object.keys(links(answer))).toEqual(['first', 'self', 'prev']);
  });

  test('a page after the last is an empty array', async () => {
    const answer = await visitor.get(`${bulk(FROM_MS, ANCHOR_MS)}&page=500`);
    expect(await answer.json()).toEqual([]);
    expect(links(answer).next).toBeUndefined();
  });

  test('selects by modified time, the start included and the end not', async () => {
    const some = await visitor.window(SOHO, FROM_MS, ANCHOR_MS);
    const at_ms = Date.parse(some[40]!.modifiedDate.replace('+0000', 'Z'));
    const from = await visitor.window(SOHO, at_ms, at_ms + 1);
    expect(from.map((order) => order.guid)).toContain(some[40]!.guid);
    const before = await visitor.window(SOHO, at_ms - 1, at_ms);
    expect(before.map((order) => order.guid)).not.toContain(some[40]!.guid);
  });

  test('selects by business date, whenever the orders were modified', async () => {
    const truth = [...(await visitor.truth()).orders.values()];
    const wanted = truth.filter((order) => order.venue === 'soho' && order.business_date === '2026-11-14');
    const answer = await visitor.get('/orders/v2/ordersBulk?businessDate=20261114');
    const rows = (await answer.json()) as Json[];
    expect(wanted.length).toBeGreaterThan(1);
    expect(rows.map((order) => order.guid).sort()).toEqual(wanted.map((order) => order.order_guid).sort());
    expect(new Set(rows.map((order) => order.businessDate))).toEqual(new Set([20261114]));
  });

  test('takes dates with a colon in the offset, with Z, and of other zones', async () => {
    const guids = async (start: string) => {
      const query = new URLSearchParams({ startDate: start, endDate: toastDate(ANCHOR_MS) });
      const answer = await visitor.get(`/orders/v2/ordersBulk?${query}`);
      return ((await answer.json()) as Json[]).map((order) => order.guid);
    };
    const expected = await guids('2026-11-18T12:00:00.000+0000');
    expect(expected.length).toBeGreaterThan(0);
    for (const start of ['2026-11-18T12:00:00.000Z', '2026-11-18T07:00:00.000-05:00', '2026-11-18T16:00:00.000+0400']) {
      expect(await guids(start)).toEqual(expected);
    }
  });

  const period = `startDate=${encodeURIComponent(toastDate(FROM_MS))}&endDate=${encodeURIComponent(toastDate(ANCHOR_MS))}`;
  test.each([
    ['more than 100 rows a page', `${period}&pageSize=101`, 'pageSize'],
    ['no rows a page', `${period}&pageSize=0`, 'pageSize'],
    ['a page before the first', `${period}&page=0`, 'page'],
    ['more than a month', `startDate=2026-09-01T00:00:00.000Z&endDate=2026-10-15T00:00:00.000Z`, 'endDate'],
    ['an end before the start', `startDate=2026-10-15T00:00:00.000Z&endDate=2026-10-14T00:00:00.000Z`, 'endDate'],
    ['a start alone', `startDate=2026-10-15T00:00:00.000Z`, 'endDate'],
    ['nothing to select by', 'pageSize=10', 'startDate'],
    ['an offset whose + was not encoded', period.replaceAll('%2B', '+'), 'startDate'],
    ['a date without a fraction of a second', period.replace('.000', ''), 'startDate'],
    ['a date before Toast', `startDate=2015-10-15T00:00:00.000Z&endDate=2015-10-16T00:00:00.000Z`, 'startDate'],
    ['a business date that is none', 'businessDate=20260231', 'businessDate'],
  ])('refuses %s with 400', async (_, query, field) => {
    const answer = await visitor.get(`/orders/v2/ordersBulk?${query}`);
    expect(answer.status).toBe(400);
    expect(await refusal(answer)).toMatchObject({ fieldName: field });
  });
});

describe('one order', () => {
  test('is the same as in ordersBulk', async () => {
    const [order] = await visitor.window(SOHO, FROM_MS, ANCHOR_MS);
    const answer = await visitor.get(`/orders/v2/orders/${order!.guid}`);
    expect(await answer.json()).toEqual(order);
  });

  test('of another restaurant is not found', async () => {
    const [order] = await visitor.window(SOHO, FROM_MS, ANCHOR_MS);
    const other = '5c1e3a52-6f0b-4d84-9b7e-0d1f5a8c2e02';
    const answer = await visitor.get(`/orders/v2/orders/${order!.guid}`, other);
    expect(answer.status).toBe(404);
    await refusal(answer);
  });

  test.each([
    ['that never was', '89488287-f259-435b-a654-0bc391596af0', 404],
    ['with a malformed GUID', 'order-1', 400],
  ])('%s', async (_, guid, status) => {
    const answer = await visitor.get(`/orders/v2/orders/${guid}`);
    expect(answer.status).toBe(status);
    await refusal(answer);
  });
});

test('what is not Toast is 404, what is not GET is 405', async () => {
  expect((await visitor.get('/menus/v2/menus')).status).toBe(404);
  const posted = await fetch(`${visitor.sandbox.urls.toast}/orders/v2/ordersBulk`, { method: 'POST', body: '{}' });
  expect(posted.status).toBe(405);
});
