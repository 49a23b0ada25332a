import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/options.ts';
import { type SquareVisitor, visitSquare } from './square-support.ts';
import { type Delivery, type Json, receiver, until } from './support.ts';

const SECRET = 'square-key';
const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Busy live service, told to a receiver. */
async function told(options: SandboxOptions = {}, answer?: (delivery: Delivery) => number | null) {
  const received = await receiver(answer);
  const webhooks = { square: { url: received.url, secret: SECRET } };
  const live = { historyOnly: false, speed: 20_000, squareOrders: 20_000, retryScale: 10_000 };
  const visitor: SquareVisitor = await visitSquare({ ...live, webhooks, ...options });
  ends.push(
    () => visitor.sandbox.close(),
    () => received.close(),
  );
  return { ...received, visitor };
}

const signature = (url: string, raw: Buffer) => createHmac('sha256', SECRET).update(url).update(raw).digest('base64');

test('say hardly more of an order than its id, signed with the address, under an id of their own', async () => {
  const { got, url, visitor } = await told();
  const kinds = () => new Set(got.map(({ body }) => body.type));
  await until('four kinds came', () => kinds().size >= 4 && kinds().has('payment.created'));
  for (const { headers, raw, body } of got) {
    expect(headers['x-square-hmacsha256-signature']).toBe(signature(url, raw));
    expect(headers['square-environment']).toBe('Sandbox');
    expect(headers['square-retry-number']).toBeUndefined();
    expect(Object.keys(body)).toEqual(['merchant_id', 'type', 'event_id', 'created_at', 'data']);
    expect(body.data.id).toBeTruthy();
  }
  const ids = got.map(({ body }) => body.event_id);
  expect(new Set(ids).size).toBe(ids.length);
  const orders = got.filter(({ body }) => /^order\./.test(body.type)).map(({ body }) => body.data);
  for (const { type, id, object } of orders.slice(0, 20)) {
    expect(Object.keys(object)).toEqual([type]);
    expect(Object.keys(object[type])).toEqual([
      'order_id',
      'version',
      'location_id',
      'state',
      'created_at',
      'updated_at',
    ]);
    const { order } = (await (await visitor.get(`/v2/orders/${id}`)).json()) as Json;
    expect(order.version ?? 1).toBeGreaterThanOrEqual(object[type].version);
  }
  const paid = got.find(({ body }) => body.type === 'payment.created')!.body.data.object.payment;
  expect(paid).toMatchObject({ order_id: expect.any(String), total_money: { currency: 'EUR' } });
});

test('come again until they are taken, the same event each time', async () => {
  let refused = '';
  const { got } = await told({}, ({ body }) => {
    refused ||= body.event_id;
    const tries = got.filter((one) => one.body.event_id === refused).length;
    return body.event_id === refused && tries <= 2 ? 503 : 200;
  });
  await until('the third attempt', () => got.filter(({ body }) => body.event_id === refused).length === 3);
  const attempts = got.filter(({ body }) => body.event_id === refused);
  expect(attempts.map(({ headers }) => headers['square-retry-number'])).toEqual([undefined, '1', '2']);
  expect(attempts.map(({ headers }) => headers['square-retry-reason'])).toEqual([
    undefined,
    'http_error',
    'http_error',
  ]);
  expect(new Set(attempts.map(({ raw }) => raw.toString())).size).toBe(1);
});

test('come twice, out of order, wrongly signed and without sense where faults say so', async () => {
  const faults = { webhook_duplicated: { rate: 0.3 }, webhook_out_of_order: { rate: 0.3 } };
  const wrong = { webhook_bad_signature: { count: 2 }, webhook_poison: { count: 1, after: 3 } };
  const { got, url } = await told({ faults: { square: { ...faults, ...wrong } } });
  await until('200 came', () => got.length > 200);
  const ids = got.map(({ body }) => body.event_id);
  expect(new Set(ids).size).toBeLessThan(ids.length);
  expect(
    got.filter(({ headers, raw }) => headers['x-square-hmacsha256-signature'] !== signature(url, raw)).length,
  ).toBeGreaterThan(0);
  expect(got.filter(({ body }) => body.data.id === undefined).length).toBeGreaterThan(0);
  const times = got.map(({ body }) => body.created_at);
  expect(times).not.toEqual(times.toSorted());
});
