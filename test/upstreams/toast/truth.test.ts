import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_VENUES, type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { Delivery, Order } from '../../../schemas/generated/types.ts';
import type { Upstream } from '../../../upstreams/types.ts';
import { pollContext } from '../poll-context.ts';
import { type OrderTruth, toastOf, truthOf } from './twin.ts';

let sandbox: Sandbox;
let upstream: Upstream;
let truth: OrderTruth[];

beforeAll(async () => {
  sandbox = await startSandbox({ orders: 2500, anchor_ms: Date.parse('2026-11-20T18:00:00Z'), historyOnly: true });
  upstream = toastOf(sandbox);
  truth = await truthOf(sandbox);
}, 60_000);

afterAll(async () => {
  await upstream.close();
  await sandbox.close();
});

/** What the twin's truth says of an order, in the words of our record. */
function expected({ order_guid, version_ms, closed_at_ms, business_date, checks, ...same }: OrderTruth) {
  const { state, covers, currency, net_minor, tax_minor, tip_minor } = same;
  return {
    order_id: `toast:${order_guid}`,
    version: version_ms,
    closed_at: closed_at_ms,
    business_date: Date.parse(business_date) / 86_400_000,
    ...{ state, covers, currency, net_minor, tax_minor, tip_minor },
    checks: checks.map((check) => ({
      check_id: `toast:${check.check_guid}`,
      email: check.email,
      net_minor: check.net_minor,
    })),
  };
}

function read({ order_id, version, closed_at, business_date, checks, ...order }: Order) {
  const { state, covers, currency, net_minor, tax_minor, tip_minor } = order;
  const paid =
    state === 'voided' ? [] : checks.map(({ check_id, email, net_minor }) => ({ check_id, email, net_minor }));
  return {
    order_id,
    version,
    closed_at,
    business_date,
    state,
    covers,
    currency,
    net_minor,
    tax_minor,
    tip_minor,
    checks: paid,
  };
}

describe('a year of orders: refunds, voids, split checks, tax inside and outside of prices', () => {
  it('are what the till knows them to be, to the cent, guest by guest', async () => {
    const orders = new Map<string, Order>();
    for (const source of upstream.sources) {
      for await (const { decoded } of source.poll(undefined, pollContext(sandbox.clock.now_ms()))) {
        for (const one of decoded) {
          expect(one.kind).toBe('record');
          // Toast's sources produce nothing but orders.
          if (one.kind === 'record') orders.set((one.value as Order).order_id, one.value as Order);
        }
      }
    }
    expect(orders.size).toBe(truth.length);
    for (const one of truth) expect(read(orders.get(`toast:${one.order_guid}`)!)).toEqual(expected(one));
    const states = new Set(truth.map(({ state }) => state));
    expect([...states].sort()).toEqual(['closed', 'open', 'voided']);
  }, 60_000);
});

describe('a webhook, which has no guest in it', () => {
  const deliver = (order_guid: string, restaurant: string | undefined, kind = 'order_updated'): Delivery => {
    const details = {
      restaurantGuid: '37-characters-and-none-of-them-a-guid',
      order: { guid: order_guid, checks: [] },
    };
    const message = {
      timestamp: '2026-11-20T18:00:00.000Z',
      eventCategory: kind,
      eventType: kind,
      guid: 'e-1',
      details,
    };
    const headers: Record<string, string> =
      restaurant === undefined ? {} : { 'toast-restaurant-external-id': restaurant };
    const body = Buffer.from(JSON.stringify(message));
    return {
      delivery_id: 'toast:e-1',
      upstream: 'toast',
      entity_id: `toast:${order_guid}`,
      received_at: 0,
      headers,
      body,
    };
  };
  const resolve = (delivery: Delivery) => upstream.webhook!.resolve(delivery, new AbortController().signal);
  const restaurantOf = ({ venue }: OrderTruth) => SANDBOX_VENUES.find(({ id }) => id === venue)!.toast;
  const known = () => truth.find((one) => one.state === 'closed' && one.checks[0]?.email !== null)!;

  it('brings the order with its guest, under the id and version that the poll gives it', async () => {
    const [one] = await resolve(deliver(known().order_guid, restaurantOf(known())));
    expect(one).toMatchObject({ kind: 'record', origin: { kind: 'delivery', delivery_id: 'toast:e-1' } });
    if (one?.kind === 'record') expect(read(one.value as Order)).toEqual(expected(known()));
  });

  it('brings nothing where it is about something else', async () => {
    expect(await resolve(deliver('x', undefined, 'low_quantity'))).toEqual([]);
  });

  it('is put aside where Toast does not know the order', async () => {
    const unknown = deliver('00000000-0000-4000-8000-000000000000', restaurantOf(known()));
    await expect(resolve(unknown)).rejects.toMatchObject({ kind: 'poison', reason: 'order_not_found' });
  });

  it('is put aside where it names no order', async () => {
    const delivery = deliver('', restaurantOf(known()));
    expect(await resolve(delivery)).toMatchObject([
      { kind: 'refused', reason: 'no_order_guid', payload: delivery.body },
    ]);
  });

  it('waits where Toast is in trouble', async () => {
    const body = JSON.stringify({ toast: { server_error: { count: 1 } } });
    await fetch(`${sandbox.urls.sandbox}/faults`, { method: 'POST', body });
    const delivery = deliver(known().order_guid, restaurantOf(known()));
    await expect(resolve(delivery)).rejects.toMatchObject({ kind: 'retry', after_ms: 60_000 });
    expect(await resolve(delivery)).toHaveLength(1);
  });
});
