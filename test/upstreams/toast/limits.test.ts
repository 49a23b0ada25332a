import { afterEach, describe, expect, it } from 'vitest';
import { SANDBOX_VENUES, type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { Order } from '../../../schemas/generated/types.ts';
import type { Upstream } from '../../../upstreams/types.ts';
import { newFolder } from '../folder.ts';
import { pollContext } from '../poll-context.ts';
import { countsOf, toastOf } from './twin.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function limitedTwin(): Promise<Sandbox> {
  const anchor_ms = Date.parse('2026-11-20T18:00:00Z');
  const sandbox = await startSandbox({ orders: 600, anchor_ms, historyOnly: true, vendorLimits: true });
  open.push(sandbox);
  return sandbox;
}

function reader(sandbox: Sandbox, dataDir: string): Upstream {
  const upstream = toastOf(sandbox, { requestsPerSecond: 20 }, { dataDir });
  open.push(upstream);
  return upstream;
}

async function poll(upstream: Upstream, now_ms: number): Promise<Order[]> {
  const orders: Order[] = [];
  const one = async (source: Upstream['sources'][number]) => {
    for await (const { decoded } of source.poll(undefined, pollContext(now_ms))) {
      // Toast's sources produce nothing but orders.
      orders.push(...decoded.flatMap((each) => (each.kind === 'record' ? [each.value as Order] : [])));
    }
  };
  await Promise.all(upstream.sources.map(one));
  return orders;
}

describe('the limits that Toast sets', () => {
  it('are never run into: a backfill of three restaurants, and sixty webhooks meanwhile', async () => {
    const sandbox = await limitedTwin();
    const upstream = reader(sandbox, newFolder());
    const orders = await poll(upstream, sandbox.clock.now_ms());
    const backfill = poll(upstream, sandbox.clock.now_ms());
    const deliveries = orders.slice(0, 60).map((order) => {
      const restaurant = SANDBOX_VENUES.find(({ id }) => id === order.venue_id)!.toast!;
      const details = { order: { guid: order.order_id.replace('toast:', '') } };
      const message = { timestamp: '', eventType: 'order_updated', guid: order.order_id, details };
      const delivery = {
        delivery_id: order.order_id,
        upstream: 'toast',
        entity_id: order.order_id,
        received_at: 0,
        headers: { 'toast-restaurant-external-id': restaurant },
        body: Buffer.from(JSON.stringify(message)),
      };
      return upstream.webhook!.resolve(delivery, new AbortController().signal);
    });
    expect((await Promise.all(deliveries)).flat()).toHaveLength(60);
    expect(await backfill).toHaveLength(orders.length);
    const { requests, ...counts } = await countsOf(sandbox);
    const answers = Object.values(requests.toast ?? {}).flatMap((statuses) => Object.keys(statuses));
    expect([...new Set(answers)]).toEqual(['200']);
    expect(counts['toast.logins']).toBe(1);
  }, 120_000);

  it('allow two logins an hour: four processes of one data directory make one', async () => {
    const sandbox = await limitedTwin();
    const dataDir = newFolder();
    const lines = await Promise.all(Array.from({ length: 4 }, () => reader(sandbox, dataDir).check()));
    expect(lines.flat().filter(({ ok }) => !ok)).toEqual([]);
    expect((await countsOf(sandbox))['toast.logins']).toBe(1);
  }, 60_000);
});
