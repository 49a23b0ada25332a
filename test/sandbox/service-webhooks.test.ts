import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/options.ts';
import { eventsOf, truths, visit } from './service-support.ts';
import { type Delivery, type Json, receiver, until, type Visitor } from './support.ts';

const SECRET = `whsec_${Buffer.from('a key of twenty-four bytes').toString('base64')}`;

let visitor: Visitor;
let hooks: Awaited<ReturnType<typeof receiver>>;
afterEach(async () => {
  await visitor?.sandbox.close();
  hooks?.close();
});

async function live(answer?: (delivery: Delivery) => number | null, options: SandboxOptions = {}): Promise<void> {
  hooks = await receiver(answer);
  visitor = await visit({
    historyOnly: false,
    speed: 20_000,
    orders: 20_000,
    retryScale: 100,
    webhooks: { service: { url: hooks.url, secret: SECRET } },
    ...options,
  });
}

function signed(secret: string, id: unknown, timestamp: unknown, body: Buffer): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

function rightly({ headers, raw }: Delivery): boolean {
  return headers['webhook-signature'] === signed(SECRET, headers['webhook-id'], headers['webhook-timestamp'], raw);
}

test('the way of signing is that of the standard’s own vector', () => {
  const vector = JSON.parse(readFileSync(new URL('./standard-webhooks.json', import.meta.url), 'utf8')) as Json;
  const { secret, body } = vector;
  expect(signed(secret, vector['webhook-id'], vector['webhook-timestamp'], Buffer.from(body))).toBe(
    vector['webhook-signature'],
  );
});

describe('a webhook of Service', () => {
  test('is the event with its reservation_id, signed at the moment of the attempt', async () => {
    await live();
    await until('some arrive', () => hooks.got.length >= 20);
    for (const delivery of hooks.got) {
      const { body, headers } = delivery;
      expect(Object.keys(body)).toEqual(['object', 'id', 'type', 'created_at', 'data', 'reservation_id']);
      expect(rightly(delivery)).toBe(true);
      expect(Math.abs(Number(headers['webhook-timestamp']) * 1_000 - Date.now())).toBeLessThan(60_000);
      expect(headers['webhook-id']).toMatch(/^msg_\w{12}$/);
    }
    const { reservation_id, ...event } = hooks.got[0]!.body;
    expect(await eventsOf(visitor, reservation_id)).toContainEqual(event);
  });

  test('comes for every event from now on', async () => {
    await live();
    await until('many arrive', () => hooks.got.length > 60);
    const moments = hooks.got.map(({ body }) => Date.parse(body.created_at));
    const [first_ms, last_ms] = [Math.min(...moments), Math.max(...moments)];
    const expected = (await truths(visitor, 'events')).filter(
      ({ occurred_at_ms }) => occurred_at_ms >= first_ms && occurred_at_ms < last_ms,
    );
    const told = () => new Set(hooks.got.map(({ body }) => body.id));
    await until('all have arrived', () => expected.every(({ event_id }) => told().has(event_id)));
  });

  test('is repeated with the same id and bytes, signed anew', async () => {
    await live(({ headers }) => (headers['webhook-id'] === hooks.got[0]!.headers['webhook-id'] ? 400 : 200));
    const attempts = () => hooks.got.filter(({ body }) => body.id === hooks.got[0]?.body.id);
    await until('a third attempt comes', () => attempts().length > 2);
    expect(new Set(attempts().map(({ raw }) => raw.toString())).size).toBe(1);
    expect(new Set(attempts().map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(attempts().every(rightly)).toBe(true);
  });

  test('is never sent again to a receiver that says 410', async () => {
    await live(() => 410);
    await until('the endpoint is disabled', async () => (await visitor.counts())['service.webhooks.disabled'] > 0);
    const { length } = hooks.got;
    expect(length).toBeLessThan(20);
  });
});

describe('a fault of webhooks', () => {
  test.each([
    ['webhook_lost', { rate: 0.5 }],
    ['webhook_duplicated', { rate: 0.5 }],
    ['webhook_delayed', { rate: 0.2, delay_ms: 50 }],
    ['webhook_out_of_order', { rate: 0.3 }],
  ])('%s strikes, and is counted', async (name, spec) => {
    await live(undefined, { faults: { service: { [name]: spec } } });
    await until('enough arrive', () => hooks.got.length > 40);
    expect((await visitor.counts())[`service.faults.${name}`]).toBeGreaterThan(3);
    const ids = hooks.got.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size < ids.length).toBe(name === 'webhook_duplicated');
  });

  test('bad signature and poison: one of each', async () => {
    await live(undefined, {
      faults: { service: { webhook_bad_signature: { count: 1 }, webhook_poison: { count: 1, after: 3 } } },
    });
    await until('enough arrive', () => hooks.got.length > 10);
    expect(hooks.got.filter((delivery) => !rightly(delivery))).toHaveLength(1);
    const poison = hooks.got.filter(
      ({ body }) => body.id === undefined || Number.isNaN(Date.parse(body.created_at)) || Array.isArray(body.data),
    );
    expect(poison).toHaveLength(1);
  });
});
