import { afterEach, expect, it } from 'vitest';
import { processorsOf } from '../../../pipeline.ts';
import { configOf } from '../../../runtime/config/load.ts';
import { Driver } from '../../../runtime/driver/driver.ts';
import type { Decoded } from '../../../runtime/types.ts';
import { SANDBOX_VENUES, type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { Order } from '../../../schemas/generated/types.ts';
import { type Topic, topics } from '../../../schemas/topics.ts';
import { square } from '../../../upstreams/square/square.ts';
import type { Upstream } from '../../../upstreams/types.ts';
import { type Delivery, receiver, until } from '../../sandbox/support.ts';
import { Reading } from '../contract.ts';
import { ANCHOR_MS, configFor, depsFor, HOOK, identity, ordersTruth } from './twin.ts';

let sandbox: Sandbox | undefined;
let hooks: Awaited<ReturnType<typeof receiver>> | undefined;
let upstream: Upstream | undefined;
afterEach(async () => {
  await sandbox?.close();
  hooks?.close();
  await upstream?.close();
});

/** What the delivery tells, as the pipeline takes it in: admitted by its signature, then resolved. */
async function taken({ headers, raw }: Delivery): Promise<readonly Decoded[]> {
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const admission = upstream!.webhook!.admit({ headers: sent, body: raw, now_ms: Date.now() });
  if (admission.kind !== 'admitted') throw new Error(admission.reason);
  return upstream!.webhook!.resolve(admission.delivery, new AbortController().signal);
}

/** Orders and profiles; the processors come to rest. */
function driverAfter(values: readonly unknown[]): Driver {
  const driver = new Driver(processorsOf(configOf({ venues: SANDBOX_VENUES })), { avro: false });
  for (const value of values) {
    const topic = 'order_id' in (value as object) ? topics.orders : topics.guest_profiles;
    // Of that topic by its kind.
    driver.write(topic as Topic<unknown>, value);
  }
  driver.run();
  return driver;
}

it('an order that comes by webhooks, out of order and twice, and by polls counts once', async () => {
  hooks = await receiver();
  const webhooks = { square: { url: hooks.url, secret: HOOK.key } };
  const faults = {
    square: { webhook_out_of_order: { rate: 0.3 }, webhook_duplicated: { rate: 0.3 }, webhook_lost: { rate: 0.2 } },
  };
  const world = { orders: 50, guests: 200, squareOrders: 20_000, anchor_ms: ANCHOR_MS };
  sandbox = await startSandbox({ ...world, speed: 20_000, webhooks, faults });
  const since = { kind: 'ago', months: 0, ms: 3 * 86_400_000 } as const;
  upstream = square(configFor(sandbox.urls.square, { webhookUrl: hooks.url, since }), SANDBOX_VENUES, depsFor());
  const read = new Reading(identity);
  const pushed: unknown[] = [];
  let seen = 0;
  await until('a hundred changes were told', async () => {
    await read.pollAll({ upstream: upstream!, now_ms: () => sandbox!.clock.now_ms() } as never);
    for (; seen < hooks!.got.length; seen++) pushed.push(...(await taken(hooks!.got[seen]!)).map(valueIn));
    return seen > 100;
  });
  const truth = await ordersTruth(sandbox);
  await read.pollAll({ upstream, now_ms: () => sandbox!.clock.now_ms() } as never);
  const polled = read.values;

  const driver = driverAfter([...pushed.toReversed(), ...polled]);
  const other = driverAfter([...polled, ...pushed, ...polled.toReversed()]);
  for (const topic of [topics.guest_spend_history, topics.loyalty_changes, topics.guest_identities]) {
    const table = new Map<string, unknown>(driver.table(topic as Topic<object>));
    expect(table.size, topic.name).toBeGreaterThan(topic === topics.loyalty_changes ? -1 : 20);
    expect(table).toEqual(new Map(other.table(topic as Topic<object>)));
  }
  const latest = new Map<string, Order>();
  for (const one of [...pushed, ...polled] as Order[]) {
    if (one.order_id !== undefined && one.version >= (latest.get(one.order_id)?.version ?? 0))
      latest.set(one.order_id, one);
  }
  let settled = 0;
  for (const { order_id, version_ms, state, net_minor, closed_at_ms } of truth) {
    const one = latest.get(`square:${order_id}`);
    // What has changed since, or long before, is another story.
    if (one?.version !== version_ms) continue;
    settled++;
    expect(one).toMatchObject({ state, net_minor, closed_at: closed_at_ms });
  }
  expect(settled).toBeGreaterThan(20);
}, 60_000);

function valueIn(one: Decoded): unknown {
  if (one.kind === 'refused') throw new Error(one.detail);
  return one.value;
}
