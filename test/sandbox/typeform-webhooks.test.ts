import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/options.ts';
import { truths } from './service-support.ts';
import { type Delivery, receiver, until, type Visitor, visit } from './support.ts';

const SECRET = 'typeform-secret';

let visitor: Visitor;
let hooks: Awaited<ReturnType<typeof receiver>>;
afterEach(async () => {
  await visitor?.sandbox.close();
  hooks?.close();
});

async function live(answer?: (delivery: Delivery) => number | null, options: SandboxOptions = {}): Promise<void> {
  hooks = await receiver(answer);
  const webhooks = { typeform: { url: hooks.url, secret: SECRET } };
  visitor = await visit({ historyOnly: false, speed: 20_000, orders: 20_000, webhooks, ...options });
}

const rightly = ({ headers, raw }: Delivery) =>
  headers['typeform-signature'] === `sha256=${createHmac('sha256', SECRET).update(raw).digest('base64')}`;

test('a webhook is the response with its form’s definition, signed over the bytes alone', async () => {
  await live();
  await until('some arrive', () => hooks.got.length >= 20);
  const got = [...hooks.got];
  const told = new Map((await truths(visitor, 'responses')).map((one) => [one.token, one]));
  for (const delivery of got) {
    const { body, headers } = delivery;
    expect(rightly(delivery)).toBe(true);
    expect(headers['user-agent']).toBe('Typeform Webhooks');
    expect(Object.keys(body)).toEqual(['event_id', 'event_type', 'form_response']);
    expect(body.event_type).toBe('form_response');
    const { token, form_id, definition, submitted_at } = body.form_response;
    expect(definition.id).toBe(form_id);
    expect(told.get(token)?.submitted_at_ms).toBe(Date.parse(submitted_at));
  }
  expect(new Set(got.map(({ body }) => body.event_id)).size).toBe(got.length);
});

test.each([404, 410])('a %i ends them for good', async (status) => {
  await live(() => status);
  await until('they are switched off', async () => (await visitor.counts())['typeform.webhooks.disabled'] >= 1);
  const { length } = hooks.got;
  const before_ms = visitor.sandbox.clock.now_ms();
  await until('an hour has passed', () => visitor.sandbox.clock.now_ms() > before_ms + 3_600_000);
  expect(hooks.got.length).toBe(length);
});

test('a 429 brings the same bytes again', async () => {
  // Two and a half minutes become 15 ms.
  const seen = new Set<string>();
  const once = ({ body }: Delivery) => {
    const again = seen.has(body.event_id);
    seen.add(body.event_id);
    return again ? 200 : 429;
  };
  await live(once, { retryScale: 10_000 });
  await until('some come twice', () => hooks.got.length > 2 * 10);
  const first = hooks.got[0]!;
  await until(
    'the first comes again',
    () => hooks.got.filter(({ body }) => body.event_id === first.body.event_id).length === 2,
  );
  const again = hooks.got.findLast(({ body }) => body.event_id === first.body.event_id)!;
  expect(again.raw.equals(first.raw)).toBe(true);
});

test('some are badly signed, and some are poison, where the faults say so', async () => {
  await live(undefined, {
    faults: { typeform: { webhook_bad_signature: { count: 1 }, webhook_poison: { count: 1, after: 1 } } },
  });
  await until('some arrive', () => hooks.got.length >= 5);
  expect(hooks.got.filter((delivery) => !rightly(delivery))).toHaveLength(1);
  expect(hooks.got.filter(({ body }) => body.form_response.submitted_at === 'last week')).toHaveLength(1);
});
