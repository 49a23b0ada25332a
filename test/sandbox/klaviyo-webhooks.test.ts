import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/options.ts';
import { truths } from './service-support.ts';
import { type Delivery, type Json, receiver, until, type Visitor, visit } from './support.ts';

const SECRET = 'klaviyo-secret-of-16';

let visitor: Visitor;
let hooks: Awaited<ReturnType<typeof receiver>>;
afterEach(async () => {
  await visitor?.sandbox.close();
  hooks?.close();
});

/** A campaign goes out at three. */
async function live(options: SandboxOptions = {}): Promise<void> {
  hooks = await receiver();
  const webhooks = { klaviyo: { url: hooks.url, secret: SECRET } };
  const anchor_ms = Date.parse('2026-11-20T14:58:00Z');
  visitor = await visit({ historyOnly: false, speed: 3_000, orders: 60_000, anchor_ms, webhooks, ...options });
}

const rightly = ({ headers, raw }: Delivery) =>
  headers['klaviyo-signature'] ===
  createHmac('sha256', SECRET).update(raw).update(String(headers['klaviyo-timestamp'])).digest('hex');

test('a webhook has one event or several, signed with the moment of the attempt', async () => {
  await live();
  await until('some arrive', () => hooks.got.length >= 20);
  const got = [...hooks.got];
  const told = new Map((await truths(visitor, 'engagement')).map((one) => [one.event_id, one]));
  for (const delivery of got) {
    const { body, headers } = delivery;
    expect(rightly(delivery)).toBe(true);
    expect(String(headers['klaviyo-timestamp'])).toMatch(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/);
    expect(Math.abs(Date.parse(String(headers['klaviyo-timestamp'])) - Date.now())).toBeLessThan(60_000);
    expect(body.meta.klaviyo_webhook_id).toBe(headers['klaviyo-webhook-id']);
    for (const { external_id, topic, payload } of body.data) {
      expect(payload.data.id).toBe(external_id);
      expect(payload.data.attributes.datetime).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00:00$/);
      if (/opened|clicked/.test(topic))
        expect(told.get(external_id)?.occurred_at_ms).toBe(payload.data.attributes.timestamp * 1000);
    }
  }
  const sizes = got.map(({ body }) => body.data.length);
  expect(Math.max(...sizes)).toBeGreaterThan(1);
  const ids = got.flatMap(({ body }) => body.data.map(({ external_id }: Json) => external_id));
  expect(new Set(ids).size).toBe(ids.length);
});

test('some are badly signed, and some are poison, where the faults say so', async () => {
  await live({ faults: { klaviyo: { webhook_bad_signature: { count: 1 }, webhook_poison: { count: 1, after: 1 } } } });
  await until('some arrive', () => hooks.got.length >= 5);
  expect(hooks.got.filter((delivery) => !rightly(delivery))).toHaveLength(1);
  const lost = hooks.got.filter(({ body }) =>
    body.data.some(({ payload }: Json) => payload.data.attributes === 'lost'),
  );
  expect(lost).toHaveLength(1);
});
