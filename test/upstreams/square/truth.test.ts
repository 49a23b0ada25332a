import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Decoded } from '../../../runtime/types.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import type { Delivery, GuestProfile, Order } from '../../../schemas/generated/types.ts';
import { topics } from '../../../schemas/topics.ts';
import type { Upstream } from '../../../upstreams/types.ts';
import { Reading } from '../contract.ts';
import {
  type CustomerTruth,
  customersTruth,
  identity,
  type OrderTruth,
  ordersTruth,
  squareOf,
  startTwin,
  trouble,
} from './twin.ts';

let sandbox: Sandbox;
let upstream: Upstream;
let orders: OrderTruth[];
let customers: CustomerTruth[];

beforeAll(async () => {
  sandbox = await startTwin(2500);
  upstream = squareOf(sandbox);
  [orders, customers] = await Promise.all([ordersTruth(sandbox), customersTruth(sandbox)]);
}, 60_000);

afterAll(async () => {
  await upstream.close();
  await sandbox.close();
});

/** What the twin's truth says of an order, in the words of our record. */
function expected({ order_id, version_ms, closed_at_ms, business_date, customer_id, ...same }: OrderTruth) {
  const { venue: venue_id, state, currency, net_minor, tax_minor, tip_minor } = same;
  return {
    order_id: `square:${order_id}`,
    version: version_ms,
    closed_at: closed_at_ms,
    business_date: business_date === null ? null : Date.parse(business_date) / 86_400_000,
    covers: null,
    ...{ venue_id, state, currency, net_minor, tax_minor, tip_minor },
    checks: [{ check_id: `square:${order_id}`, covers: null, email: null, net_minor }],
  };
}

function read({ order_id, version, closed_at, business_date, covers, checks, ...order }: Order) {
  const { venue_id, state, currency, net_minor, tax_minor, tip_minor } = order;
  return {
    ...{
      order_id,
      version,
      closed_at,
      business_date,
      covers,
      venue_id,
      state,
      currency,
      net_minor,
      tax_minor,
      tip_minor,
    },
    checks: checks.map(({ client_id: _, ...check }) => check),
  };
}

async function polled(): Promise<Reading> {
  const reading = new Reading(identity);
  for (const source of upstream.sources) await reading.poll(source, sandbox.clock.now_ms());
  expect(reading.refused).toEqual([]);
  return reading;
}

/** Those of the highest version; of two, the later in the log. */
function latest<T extends { readonly version: number }>(values: readonly unknown[], id: keyof T): Map<unknown, T> {
  const found = new Map<unknown, T>();
  for (const value of values as readonly (T & { readonly order_id?: string })[]) {
    // An order names a client, too.
    if (id === 'client_id' && value.order_id !== undefined) continue;
    const before = found.get(value[id]);
    if (value[id] !== undefined && (before === undefined || value.version >= before.version))
      found.set(value[id], value);
  }
  return found;
}

describe('a year of orders: refunds of lines and of amounts, tips, voids, checks rung up offline', () => {
  it('are what the till knows them to be, to the cent', async () => {
    const { values } = await polled();
    const found = latest<Order>(values, 'order_id');
    expect(found.size).toBe(orders.length);
    for (const one of orders) expect(read(found.get(`square:${one.order_id}`)!)).toEqual(expected(one));
    expect([...new Set(orders.map(({ state }) => state))].sort()).toEqual(['closed', 'open', 'voided']);
    expect(orders.filter(({ net_minor, tax_minor }) => net_minor === 0 && tax_minor > 0).length).toBeGreaterThan(0);
  }, 60_000);

  it('name the customer whose profile has the guest’s address', async () => {
    const { values } = await polled();
    const profiles = latest<GuestProfile>(values, 'client_id');
    expect(customers.length).toBeGreaterThan(100);
    for (const { customer_id, email, version_ms } of customers)
      expect(profiles.get(`square:${customer_id}`)).toMatchObject({ email, version: version_ms, visits: null });
    const found = latest<Order>(values, 'order_id');
    const closed = orders.filter(({ state }) => state === 'closed');
    for (const { order_id, customer_id, email } of closed) {
      const { client_id } = found.get(`square:${order_id}`)!;
      expect(client_id).toBe(customer_id === null ? null : `square:${customer_id}`);
      if (client_id !== null) expect(profiles.get(client_id)!.email).toBe(email);
    }
    expect(closed.filter(({ customer_id }) => customer_id === null).length).toBeGreaterThan(0);
  }, 60_000);
});

describe('a webhook, which has hardly more than an id', () => {
  const deliver = (type: string, object: object, id = 'x'): Delivery => {
    const message = { type, event_id: 'e-1', created_at: '2026-11-20T18:00:00Z', data: { type: 'x', id, object } };
    const body = Buffer.from(JSON.stringify(message));
    return { delivery_id: 'square:e-1', upstream: 'square', entity_id: 'square:x', received_at: 0, headers: {}, body };
  };
  const resolve = (delivery: Delivery) => upstream.webhook!.resolve(delivery, new AbortController().signal);
  const thin = (order_id: string) => deliver('order.updated', { order_updated: { order_id, version: 1 } });
  const values = (all: readonly Decoded[]) => all.flatMap((one) => (one.kind === 'record' ? [one.value] : []));

  it('brings each order as the poll brings it, what was given back of it included', async () => {
    const found = latest<Order>((await polled()).values, 'order_id');
    const given = orders.filter(
      ({ state, version_ms, closed_at_ms }) => state === 'closed' && version_ms > closed_at_ms!,
    );
    expect(given.length).toBeGreaterThan(20);
    for (const { order_id } of [...given, ...orders.slice(0, 40)]) {
      expect(values(await resolve(thin(order_id)))).toContainEqual(found.get(`square:${order_id}`));
    }
  }, 60_000);

  it('of a refund brings the sale, too, under one version with the poll', async () => {
    const found = latest<Order>((await polled()).values, 'order_id');
    const returns = [...found.values()].filter(({ extra }) => extra?.includes('source_order_id'));
    expect(returns.length).toBeGreaterThan(20);
    for (const { order_id, extra } of returns.slice(0, 20)) {
      const [{ source_order_id }] = JSON.parse(extra!).returns;
      const id = order_id.replace('square:', '');
      const brought = values(await resolve(deliver('refund.updated', { refund: { order_id: id, payment_id: 'p' } })));
      expect(brought).toEqual([found.get(`square:${source_order_id}`), found.get(order_id)]);
    }
  }, 60_000);

  it('of a payment brings its order, of a payment without one nothing', async () => {
    const { order_id } = orders[0]!;
    expect(values(await resolve(deliver('payment.updated', { payment: { id: 'p', order_id } })))).toHaveLength(1);
    expect(await resolve(deliver('payment.created', { payment: { id: 'p' } }))).toEqual([]);
  });

  it('of a customer brings the profile that the poll brings', async () => {
    const profiles = latest<GuestProfile>((await polled()).values, 'client_id');
    const { customer_id } = customers[7]!;
    const [one] = await resolve(deliver('customer.updated', {}, customer_id));
    expect(one).toMatchObject({ kind: 'record', topic: topics.guest_profiles });
    expect(values([one!])).toEqual([profiles.get(`square:${customer_id}`)]);
    expect(await resolve(deliver('customer.created', {}, 'nobody'))).toEqual([]);
  });

  it('brings nothing where it is about something else, and puts aside what names no order, or none that is there', async () => {
    expect(await resolve(deliver('inventory.count.updated', {}))).toEqual([]);
    await expect(resolve(thin('nothing'))).rejects.toMatchObject({ kind: 'poison', reason: 'order_not_found' });
    const nameless = { ...thin(''), body: Buffer.from('{"type":"order.created","event_id":"e-1"}') };
    expect(await resolve(nameless)).toMatchObject([{ kind: 'refused', reason: 'no_order_id', payload: nameless.body }]);
  });

  it('waits where Square is in trouble', async () => {
    await trouble(sandbox, { server_error: { count: 1 } });
    const delivery = thin(orders[0]!.order_id);
    await expect(resolve(delivery)).rejects.toMatchObject({ kind: 'retry', after_ms: 60_000 });
    expect(await resolve(delivery)).toHaveLength(1);
  });
});

it('orders in yen are in whole yen', async () => {
  await trouble(sandbox, { zero_decimal: { count: 1 } });
  const reading = new Reading(identity);
  await reading.poll(upstream.sources[0]!, sandbox.clock.now_ms());
  const yen = (reading.values as Order[]).filter(({ currency }) => currency === 'JPY');
  expect(yen).toMatchObject([{ net_minor: 1136, tax_minor: 114, state: 'closed' }]);
});
