import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { EmailEngagement } from '../../../schemas/generated/types.ts';
import { klaviyo } from '../../../upstreams/klaviyo/klaviyo.ts';
import { klaviyoWebhook } from '../../../upstreams/klaviyo/webhook.ts';
import { IgnoredKinds } from '../../../upstreams/shared/ignored-kinds.ts';
import { receiver, until } from '../../sandbox/support.ts';
import { Reading } from '../contract.ts';
import { event, profile } from './sample.ts';
import { configFor, deps, identity, truthOf } from './twin.ts';

const NOW_MS = Date.parse('2026-05-09T02:00:00Z');
const secret = 'a secret of sixteen characters';

function signed(body: unknown, { by = secret, at_ms = NOW_MS, timestamp = new Date(at_ms).toUTCString() } = {}) {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const signature = createHmac('sha256', by).update(bytes).update(timestamp).digest('hex');
  const headers = { 'klaviyo-signature': signature, 'klaviyo-timestamp': timestamp, 'klaviyo-webhook-id': 'w1' };
  return { headers, body: bytes, now_ms: NOW_MS };
}

const told = (topic: string, payload: unknown = { data: event() }, external_id = 'ev1') => ({
  external_id,
  topic: `event:klaviyo.${topic}`,
  payload,
});
const message = (...data: unknown[]) => ({ data, meta: { klaviyo_webhook_id: 'w1' } });

/** Profiles that there are; `asked` keeps which were asked for. */
function hook(profiles: Record<string, unknown>, asked: (readonly string[])[] = [], kinds: string[] = []) {
  const api = {
    async profiles(ids: readonly string[]) {
      asked.push(ids);
      return new Map(Object.entries(profiles).filter(([id]) => ids.includes(id)));
    },
  };
  const ignored = new IgnoredKinds('klaviyo', { info: (_, details) => kinds.push(JSON.stringify(details)) });
  return klaviyoWebhook({ secret, api, ignored });
}

const unsubscribed = { p1: profile({ consent: 'UNSUBSCRIBED', consent_timestamp: '2026-05-08T00:00:00+00:00' }) };

async function resolved(body: unknown, webhook = hook(unsubscribed)) {
  const admission = webhook.admit(signed(body));
  if (admission.kind !== 'admitted') throw new Error(admission.reason);
  return webhook.resolve(admission.delivery, new AbortController().signal);
}

describe('a delivery of Klaviyo', () => {
  it('is taken with its signature, named by its events and the first profile', () => {
    const admit = (body: unknown) => hook({}).admit(signed(body));
    const one = admit(message(told('opened_email')));
    expect(one).toMatchObject({
      kind: 'admitted',
      delivery: {
        delivery_id: expect.stringMatching(/^klaviyo:\S{16}$/),
        entity_id: 'klaviyo:p1',
        received_at: NOW_MS,
      },
    });
    expect(admit({ ...message(told('opened_email')), meta: { timestamp: 'later' } })).toMatchObject({
      delivery: { delivery_id: one.kind === 'admitted' ? one.delivery.delivery_id : '' },
    });
    const ids = [message(told('clicked_email')), message(told('opened_email'), told('opened_email', {}, 'ev2'))].map(
      admit,
    );
    expect(new Set([one, ...ids].map((of) => (of.kind === 'admitted' ? of.delivery.delivery_id : ''))).size).toBe(3);
  });

  const body = message(told('opened_email'));
  it.each([
    ['without a signature', { ...signed(body), headers: {} }, 'unauthorized', 'signature_missing'],
    [
      'without a time',
      { ...signed(body), headers: { 'klaviyo-signature': signed(body).headers['klaviyo-signature'] } },
      'unauthorized',
      'signature_missing',
    ],
    ['signed by another', signed(body, { by: 'another' }), 'unauthorized', 'signature_wrong'],
    ['of another content', { ...signed(body), body: Buffer.from('{}') }, 'unauthorized', 'signature_wrong'],
    ['of six minutes ago', signed(body, { at_ms: NOW_MS - 360_000 }), 'unauthorized', 'signed_at_another_time'],
    ['of six minutes ahead', signed(body, { at_ms: NOW_MS + 360_000 }), 'unauthorized', 'signed_at_another_time'],
    ['of no date', signed(body, { timestamp: String(NOW_MS) }), 'unauthorized', 'signed_at_another_time'],
    ['that is no JSON', signed('<xml/>'), 'malformed', 'not_json'],
    ['with nothing in it', signed(message()), 'malformed', 'envelope_incomplete'],
    ['without ids', signed(message({ topic: 'x' }, 7)), 'malformed', 'envelope_incomplete'],
  ])('%s is refused', (_, request, kind, reason) => {
    expect(hook({}).admit(request)).toEqual({ kind, reason });
  });

  it('tells all its events, and asks once for all their profiles', async () => {
    const asked: (readonly string[])[] = [];
    const kinds: string[] = [];
    const data = { ...event({ id: 'ev2' }), relationships: { profile: { data: { id: 'p2' } } } };
    const profiles = { ...unsubscribed, p2: { ...profile(), id: 'p2', attributes: { email: 'bo@example.com' } } };
    const body = message(
      told('opened_email'),
      told('clicked_email', { data }, 'ev2'),
      told('unsubscribed_from_email_marketing'),
      told('received_email'),
      { topic: 'event:klaviyo.opened_email' },
    );
    const decoded = await resolved(body, hook(profiles, asked, kinds));
    expect(decoded).toMatchObject([
      { value: { event_id: 'klaviyo:ev1', kind: 'open', email: 'ada@example.com' } },
      { value: { event_id: 'klaviyo:ev2', kind: 'click', email: 'bo@example.com' } },
      { value: { event_id: 'klaviyo:p1@2026-05-08T00:00:00.000Z:unsubscribe', kind: 'unsubscribe' } },
      { kind: 'refused', reason: 'envelope_incomplete' },
    ]);
    expect(asked).toEqual([['p1', 'p2']]);
    expect(kinds).toEqual(['{"kind":"event:klaviyo.received_email"}']);
  });

  it('says what the profile says by now, and nothing where that is gone', async () => {
    expect(await resolved(message(told('subscribed_to_email_marketing')))).toMatchObject([
      { value: { kind: 'unsubscribe' } },
    ]);
    const gone = hook({});
    expect(await resolved(message(told('subscribed_to_email_marketing'), told('opened_email')), gone)).toEqual([]);
  });

  it('that names no profile becomes a dead letter', async () => {
    for (const payload of [null, { data: null }, { data: { id: 'ev1' } }]) {
      expect(await resolved(message(told('opened_email', payload)))).toMatchObject([
        { kind: 'refused', reason: 'no_profile_id' },
      ]);
    }
  });
});

describe('what comes by webhook and by poll', () => {
  let sandbox: Sandbox;
  let hooks: Awaited<ReturnType<typeof receiver>>;
  afterEach(async () => {
    await sandbox.close();
    hooks.close();
  });

  it('is one record, the same both ways', async () => {
    hooks = await receiver();
    const anchor_ms = Date.parse('2026-11-20T14:58:00Z');
    const webhooks = { klaviyo: { url: hooks.url, secret } };
    sandbox = await startSandbox({ orders: 60_000, anchor_ms, speed: 3_000, webhooks });
    const upstream = klaviyo(configFor(sandbox, { webhookSecret: secret }), deps);
    await until('some arrive', () => hooks.got.length >= 15);
    const values = new Map<string, EmailEngagement>();
    for (const { headers, raw } of hooks.got.slice(0, 15)) {
      // Single headers of these names.
      const names = ['klaviyo-signature', 'klaviyo-timestamp', 'klaviyo-webhook-id'];
      const sent = Object.fromEntries(names.map((name) => [name, headers[name] as string]));
      const admission = upstream.webhook!.admit({ headers: sent, body: raw, now_ms: Date.now() });
      if (admission.kind !== 'admitted') throw new Error(admission.reason);
      for (const one of await upstream.webhook!.resolve(admission.delivery, new AbortController().signal)) {
        if (one.kind !== 'record') throw new Error('a record expected');
        // Klaviyo's webhook makes nothing else.
        const value = one.value as EmailEngagement;
        if (value.kind === 'open' || value.kind === 'click') values.set(value.event_id, value);
      }
    }
    expect(values.size).toBeGreaterThan(10);
    const read = new Reading(identity);
    for (const source of upstream.sources) await read.poll(source, sandbox.clock.now_ms());
    const polled = new Map((read.values as EmailEngagement[]).map((value) => [value.event_id, value]));
    const truth = new Map((await truthOf(sandbox)).map((value) => [value.event_id, value]));
    for (const [id, value] of values) expect([polled.get(id), truth.get(id)]).toEqual([value, value]);
    await upstream.close();
  });
});
