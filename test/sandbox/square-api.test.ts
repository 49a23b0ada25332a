import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { ordersSince, QUAY, type SquareVisitor, visitSquare } from './square-support.ts';
import { ANCHOR_MS, DAY_MS, type Json, until } from './support.ts';

let one: SquareVisitor;
let orders: Json[];
beforeAll(async () => {
  one = await visitSquare();
  orders = await one.orders(0);
});
afterAll(() => one.sandbox.close());

const sum = (list: Json[], amount: (one: Json) => number) => list.reduce((total, row) => total + amount(row), 0);

describe('orders', () => {
  test('come by the time of their last change, page by page as at once, and are those of the truth', async () => {
    expect(orders.length).toBeGreaterThan(350);
    const times = orders.map(({ updated_at }) => updated_at);
    expect(times).toEqual([...times].sort());
    expect(await one.orders(0, 37)).toEqual(orders);
    const ids = new Set((await one.truths('orders')).map(({ order_id }) => order_id));
    expect(new Set(orders.map(({ id }) => id))).toEqual(ids);
    const since = ANCHOR_MS - 40 * DAY_MS;
    expect(await one.orders(since)).toEqual(orders.filter(({ updated_at }) => Date.parse(updated_at) >= since));
  });

  test('add up: totals are lines and service with tax and tip, and what was tendered', () => {
    const sales = orders.filter(({ returns }) => returns === undefined);
    for (const { line_items, service_charges = [], tenders = [], ...order } of sales) {
      const lines = sum(line_items, ({ total_money }) => total_money.amount);
      const service = sum(service_charges, ({ total_money }) => total_money.amount);
      const { total_money, total_tip_money, net_amounts, state, net_amount_due_money } = order;
      expect(total_money).toEqual({ amount: lines + service + total_tip_money.amount, currency: 'EUR' });
      expect(net_amounts.total_money).toEqual(total_money);
      if (state !== 'COMPLETED') continue;
      expect(sum(tenders, ({ amount_money }) => amount_money.amount)).toBe(total_money.amount);
      expect(net_amount_due_money.amount).toBe(0);
      expect(Date.parse(order.closed_at)).toBeLessThanOrEqual(Date.parse(order.updated_at));
    }
    expect(new Set(sales.map(({ state }) => state)).size).toBeGreaterThan(1);
  });

  test('that give back name their sale, which stays as it was', async () => {
    const given = orders.filter(({ returns }) => returns !== undefined);
    expect(given.length).toBeGreaterThan(3);
    for (const { id, returns, refunds, return_amounts, net_amounts } of given) {
      const [{ source_order_id }] = returns;
      const { order } = (await (await one.get(`/v2/orders/${source_order_id}`)).json()) as Json;
      expect(order).toEqual(orders.find((row) => row.id === source_order_id));
      expect(order.refunds).toBeUndefined();
      expect(sum(refunds, ({ amount_money }) => amount_money.amount)).toBe(return_amounts.total_money.amount);
      expect(net_amounts.total_money.amount).toBe(-return_amounts.total_money.amount);
      const [{ tender_id }] = refunds;
      const { payment } = (await (await one.get(`/v2/payments/${tender_id}`)).json()) as Json;
      expect(payment).toMatchObject({ order_id: source_order_id, refund_ids: [refunds[0].id] });
      const { refund } = (await (await one.get(`/v2/refunds/${refunds[0].id}`)).json()) as Json;
      expect(refund).toMatchObject({ order_id: id, payment_id: tender_id, amount_money: payment.refunded_money });
    }
  });

  test('are found by their ids, those that there are', async () => {
    const [first, second] = orders;
    const answer = await one.post('/v2/orders/batch-retrieve', { order_ids: [second!.id, 'nothing', first!.id] });
    expect(await answer.json()).toEqual({ orders: [second, first] });
    expect((await one.get('/v2/orders/nothing')).status).toBe(404);
  });

  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['no locations', { ...ordersSince(0), location_ids: [] }],
    ['eleven locations', { ...ordersSince(0), location_ids: Array.from({ length: 11 }, () => QUAY) }],
    ['1001 at a time', { ...ordersSince(0), limit: 1001 }],
    ['a cursor of another', { ...ordersSince(0), cursor: 'x' }],
    ['another order than the filter’s', { ...ordersSince(0), query: { ...ordersSince(0).query, sort: {} } }],
    [
      'no time',
      {
        location_ids: [QUAY],
        query: { ...ordersSince(0).query, filter: { date_time_filter: { updated_at: { start_at: 'now' } } } },
      },
    ],
  ])('%s is a 400 in Square’s words', async (_what, body) => {
    const answer = await one.post('/v2/orders/search', body);
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as Json;
    expect(errors).toMatchObject([
      { category: 'INVALID_REQUEST_ERROR', code: 'BAD_REQUEST', detail: expect.any(String) },
    ]);
  });

  test('of a location that is not there are none', async () => {
    const answer = await one.post('/v2/orders/search', { ...ordersSince(0), location_ids: ['L0'] });
    expect(await answer.json()).toEqual({});
  });
});

describe('customers', () => {
  test('are those of the truth, by when they were made, and one by one', async () => {
    const customers = await one.customers(0);
    const truths = await one.truths('customers');
    expect(customers.map(({ id, updated_at }) => [id, Date.parse(updated_at)])).toEqual(
      truths.map(({ customer_id, version_ms }) => [customer_id, version_ms]),
    );
    expect(await one.customers(0, 7)).toEqual(customers);
    const { customer } = (await (await one.get(`/v2/customers/${customers[3]!.id}`)).json()) as Json;
    expect(customer).toEqual(customers[3]);
    const named = orders.flatMap(({ customer_id, tenders = [] }) => customer_id ?? tenders[0]?.customer_id ?? []);
    expect(named.filter((id) => !customers.some((row) => row.id === id))).toEqual([]);
    expect(new Set(named).size).toBeGreaterThan(50);
  });
});

describe('the account', () => {
  test('has one location', async () => {
    const { locations } = (await (await one.get('/v2/locations')).json()) as Json;
    expect(locations).toMatchObject([{ id: QUAY, currency: 'EUR', country: 'IE', status: 'ACTIVE' }]);
  });

  test('opens to its own token alone', async () => {
    const answer = await one.get('/v2/locations', 'Bearer another');
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ errors: [{ category: 'AUTHENTICATION_ERROR', code: 'UNAUTHORIZED' }] });
  });

  test('keeps a limit where vendors’ limits hold', async () => {
    const limited = await visitSquare({ vendorLimits: true });
    const answers = await Promise.all(Array.from({ length: 40 }, () => limited.get('/v2/locations')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]!.headers.get('retry-after')).toBeNull();
    expect(await refused[0]!.json()).toMatchObject({
      errors: [{ category: 'RATE_LIMIT_ERROR', code: 'RATE_LIMITED' }],
    });
    await limited.sandbox.close();
  });
});

test('the other restaurants are what they are without it', async () => {
  const truthWith = async (squareOrders: number) => {
    const sandbox = await startSandbox({ orders: 200, squareOrders, anchor_ms: ANCHOR_MS, historyOnly: true });
    const answer = await fetch(`${sandbox.urls.sandbox}/truth/orders`);
    const text = await answer.text();
    await sandbox.close();
    return text;
  };
  expect(await truthWith(0)).toBe(await truthWith(300));
});

test('orders that were rung up offline come late, under the till’s time', async () => {
  const live = await visitSquare({ historyOnly: false, speed: 20_000, squareOrders: 20_000 });
  const seen = new Set((await live.orders(0)).map(({ id }) => id));
  await until('one comes that is a day old', async () => {
    const now_ms = live.sandbox.clock.now_ms();
    const fresh = (await live.orders(now_ms - 5 * DAY_MS)).filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    return fresh.some(({ updated_at }) => now_ms - Date.parse(updated_at) > DAY_MS);
  });
  await live.sandbox.close();
}, 30_000);
