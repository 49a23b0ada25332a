import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/options.ts';
import { type Delivery, grouped, type Json, RESTAURANTS, receiver, until, type Visitor, visit } from './support.ts';

const SECRET = 'whsec of this subscription';

type Receiver = Awaited<ReturnType<typeof receiver>>;
let visitor: Visitor;
let hooks: Receiver;
afterEach(async () => {
  await visitor.sandbox.close();
  hooks.close();
});

/** A world in live service, an hour in a third of a second, that sends its webhooks to us. */
async function live(answer?: (delivery: Delivery) => number | null, options: SandboxOptions = {}): Promise<void> {
  hooks = await receiver(answer);
  visitor = await visit({
    historyOnly: false,
    speed: 10_000,
    orders: 20_000,
    retryScale: 3_000,
    webhooks: { toast: { url: hooks.url, secret: SECRET } },
    ...options,
  });
}

function guids(deliveries: readonly Delivery[]): string[] {
  return deliveries.map(({ body }) => body.guid);
}

describe('a webhook of Toast', () => {
  test('has the documented envelope and headers', async () => {
    await live();
    await until('one arrives', () => hooks.got.length > 0);
    const { headers, body } = hooks.got[0]!;
    expect(Object.keys(body)).toEqual(['timestamp', 'eventCategory', 'eventType', 'guid', 'details']);
    expect(body).toMatchObject({ eventCategory: 'order_updated', eventType: 'order_updated' });
    expect(body.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Object.keys(body.details)).toEqual(['restaurantGuid', 'order', 'appliedPackagingInfo']);
    expect(RESTAURANTS).toContain(body.details.restaurantGuid);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'toast-attempt-number': '1',
      'toast-event-type': 'order_updated',
      'toast-event-category': 'order_updated',
      'toast-restaurant-external-id': body.details.restaurantGuid,
    });
  });

  test('is signed over the raw body and its own timestamp, which is the wall’s', async () => {
    await live();
    await until('some arrive', () => hooks.got.length >= 20);
    for (const { headers, raw, body } of hooks.got) {
      const signed = Buffer.concat([raw, Buffer.from(body.timestamp)]);
      expect(headers['toast-signature']).toBe(createHmac('sha256', SECRET).update(signed).digest('base64'));
      expect(Math.abs(Date.parse(body.timestamp) - Date.now())).toBeLessThan(60_000);
    }
  });

  test('tells nothing of the guest, whom the API names', async () => {
    await live();
    const named = async (order: Json) => {
      const answer = await visitor.get(`/orders/v2/orders/${order.guid}`, order.restaurant);
      return ((await answer.json()) as Json).checks.some((check: Json) => check.customer?.email);
    };
    await until('guests with an address have ordered', async () => {
      for (const { body } of hooks.got.slice(-5)) {
        if (await named({ guid: body.details.order.guid, restaurant: body.details.restaurantGuid })) return true;
      }
      return false;
    });
    for (const { raw, body } of hooks.got) {
      expect(raw.toString()).not.toContain('@');
      for (const check of body.details.order.checks) expect([check.customer, check.tabName]).toEqual([null, null]);
      expect(body.details.order.deliveryInfo).toBeNull();
    }
  });

  test('comes for every change of an order, on create too, each as it stood then', async () => {
    await live();
    let life: Json[] = [];
    await until('an order has lived from open to closed', () => {
      const byOrder = grouped(hooks.got, ({ body }) => String(body.details.order.guid));
      life = [...byOrder.values()].map((got) => got.map(({ body }) => body.details.order)).find(lived) ?? [];
      return life.length > 0;
    });
    const byTime = life.toSorted((one, other) => one.modifiedDate.localeCompare(other.modifiedDate));
    expect(byTime[0]!.modifiedDate).toBe(byTime[0]!.openedDate);
    expect(byTime[0]!.checks[0].paymentStatus).toBe('OPEN');
    expect(byTime.at(-1)!.checks[0].paymentStatus).toBe('CLOSED');
    const lines = byTime.map((order) => order.checks[0].selections.length);
    expect(lines[0]).toBe(0);
    expect(lines).toEqual(lines.toSorted((one, other) => one - other));
  });

  test('is repeated, byte for byte, until the third attempt, and then abandoned', async () => {
    await live(() => 503);
    await until('one is abandoned', async () => ((await visitor.counts())['toast.webhooks.abandoned'] ?? 0) > 0);
    const [guid] = guids(hooks.got);
    const attempts = hooks.got.filter(({ body }) => body.guid === guid);
    expect(attempts.map(({ headers }) => headers['toast-attempt-number'])).toEqual(['1', '2', '3']);
    expect(new Set(attempts.map(({ raw }) => raw.toString())).size).toBe(1);
    expect(new Set(attempts.map(({ headers }) => headers['toast-signature'])).size).toBe(1);
    const [first, second, third] = attempts.map(({ at }) => at);
    expect(second! - first!).toBeGreaterThanOrEqual(300_000 / 3_000 - 5);
    expect(third! - second!).toBeGreaterThanOrEqual(600_000 / 3_000 - 5);
  });

  test.each([404, 429, 500])('is repeated after a %i', async (status) => {
    await live(({ headers }) => (headers['toast-attempt-number'] === '1' ? status : 200));
    await until('a second attempt comes', () =>
      hooks.got.some(({ headers }) => headers['toast-attempt-number'] === '2'),
    );
  });

  test.each([301, 400, 401, 413])('is never repeated after a %i', async (status) => {
    await live(() => status);
    await until('many are refused', async () => ((await visitor.counts())['toast.webhooks.refused'] ?? 0) > 30);
    expect((await visitor.counts())['toast.webhooks.retried']).toBeUndefined();
    expect(new Set(guids(hooks.got)).size).toBe(hooks.got.length);
  });

  test('is given up after two seconds without an answer, and repeated', async () => {
    await live((delivery) => (delivery === hooks.got[0] ? null : 200));
    const attempts = () => hooks.got.filter(({ body }) => body.guid === hooks.got[0]?.body.guid);
    await until('a second attempt comes', () => attempts().length === 2);
    const [first, second] = attempts();
    expect(second!.headers['toast-attempt-number']).toBe('2');
    expect(second!.at - first!.at).toBeGreaterThan(2_000);
  });

  test('waits in no more than 10,000 for a receiver that is dead', async () => {
    hooks = await receiver(() => null);
    visitor = await visit({
      historyOnly: false,
      speed: 2_000_000,
      orders: 50_000,
      webhooks: { toast: { url: hooks.url, secret: SECRET } },
    });
    await until(
      'some are abandoned unsent',
      async () => ((await visitor.counts())['toast.webhooks.abandoned'] ?? 0) > 1_000,
    );
    expect((await visitor.counts())['toast.webhooks.sent']).toBeLessThan(200);
  });
});

describe('a fault of webhooks', () => {
  test('lost: some changes are never told', async () => {
    await live(undefined, { faults: { toast: { webhook_lost: { rate: 0.5 } } } });
    await until('enough arrive', () => hooks.got.length > 40);
    const lost = (await visitor.counts())['toast.faults.webhook_lost'];
    expect(lost).toBeGreaterThan(10);
  });

  test('duplicated: the same message arrives twice', async () => {
    await live(undefined, { faults: { toast: { webhook_duplicated: { count: 3 } } } });
    await until('enough arrive', () => hooks.got.length > 20);
    const seen = guids(hooks.got);
    expect(seen.length - new Set(seen).size).toBe(3);
  });

  test('delayed: one comes late, after others that happened later', async () => {
    await live(undefined, { faults: { toast: { webhook_delayed: { count: 1, delay_ms: 700 } } } });
    const late = () =>
      hooks.got.find(({ at, body }) => at - hooks.got[0]!.at > 500 && Date.now() - Date.parse(body.timestamp) > 600);
    await until('the late one arrives', () => late() !== undefined);
    expect((await visitor.counts())['toast.faults.webhook_delayed']).toBe(1);
  });

  test('out of order: the later change of the pair arrives first', async () => {
    hooks = await receiver();
    const faults = { toast: { webhook_out_of_order: { rate: 0.3 } } };
    visitor = await visit({
      historyOnly: false,
      speed: 3_000,
      orders: 20_000,
      faults,
      webhooks: { toast: { url: hooks.url, secret: SECRET } },
    });
    const modified = () => hooks.got.map(({ body }) => String(body.details.order.modifiedDate));
    await until(
      'some have been held back',
      async () => ((await visitor.counts())['toast.faults.webhook_out_of_order'] ?? 0) > 3,
    );
    await until('two have changed places', () => modified().some((date, at) => at > 0 && date < modified()[at - 1]!));
  });

  test('huge: a body of 600 KB, signed like any other', async () => {
    await live(undefined, { faults: { toast: { webhook_huge: { count: 1 } } } });
    await until('it arrives', () => hooks.got.some(({ raw }) => raw.length > 600_000));
    const { raw, body, headers } = hooks.got.find((one) => one.raw.length > 600_000)!;
    expect(raw.length).toBeLessThan(1_000_000);
    const signature = createHmac('sha256', SECRET).update(raw).update(body.timestamp).digest('base64');
    expect(headers['toast-signature']).toBe(signature);
  });

  test('bad signature: one is signed with another secret', async () => {
    await live(undefined, { faults: { toast: { webhook_bad_signature: { count: 1 } } } });
    await until('enough arrive', () => hooks.got.length > 10);
    const wrong = hooks.got.filter(
      ({ raw, body, headers }) =>
        headers['toast-signature'] !== createHmac('sha256', SECRET).update(raw).update(body.timestamp).digest('base64'),
    );
    expect(wrong).toHaveLength(1);
  });

  test('poison: an order that the API does not know, or none at all', async () => {
    await live(undefined, { faults: { toast: { webhook_poison: { rate: 1 } } } });
    await until('enough arrive', () => hooks.got.length > 20);
    const orders = hooks.got.map(({ body }) => body.details.order as Json);
    expect(orders.some((order) => order.guid === undefined)).toBe(true);
    expect(orders.some((order) => order.checks[0].amount === 'NaN')).toBe(true);
    const known = orders.find((order) => order.guid !== undefined)!;
    const answers = await Promise.all(RESTAURANTS.map((one) => visitor.get(`/orders/v2/orders/${known.guid}`, one)));
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
  });
});

function lived(orders: readonly Json[]): boolean {
  const statuses = orders.map((order) => order.checks[0].paymentStatus);
  const inStore = orders.every((order) => order.source === 'In Store' && order.table !== null && !order.voided);
  return inStore && orders.length >= 5 && statuses.includes('OPEN') && statuses.includes('CLOSED') && wholeLife(orders);
}

function wholeLife(orders: readonly Json[]): boolean {
  return orders.some((order) => order.modifiedDate === order.openedDate);
}
