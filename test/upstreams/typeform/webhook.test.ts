import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { SANDBOX_VENUES, type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { SurveyResponse } from '../../../schemas/generated/types.ts';
import { IgnoredKinds } from '../../../upstreams/shared/ignored-kinds.ts';
import { linkedIds } from '../../../upstreams/typeform/config.ts';
import { typeform } from '../../../upstreams/typeform/typeform.ts';
import { typeformWebhook } from '../../../upstreams/typeform/webhook.ts';
import { receiver, until } from '../../sandbox/support.ts';
import { Reading } from '../contract.ts';
import { response } from './sample.ts';
import { configFor, deps, expected, truthOf } from './twin.ts';

const NOW_MS = Date.parse('2026-05-09T02:00:00Z');
const secret = 'a secret';

function signed(body: unknown, by = secret) {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const signature = createHmac('sha256', by).update(bytes).digest('base64');
  return { headers: { 'typeform-signature': `sha256=${signature}` }, body: bytes, now_ms: NOW_MS };
}

const message = (changes: object = {}, told: object = {}) => ({
  event_id: 'e1',
  event_type: 'form_response',
  form_response: { form_id: 'f1', ...response(told), definition: { fields: [] } },
  ...changes,
});

function hook(kinds: string[] = []) {
  const ignored = new IgnoredKinds('typeform', { info: (_, details) => kinds.push(JSON.stringify(details)) });
  return typeformWebhook({ secret, ids: linkedIds([]), ignored });
}

async function resolved(body: unknown, kinds?: string[]) {
  const webhook = hook(kinds);
  const admission = webhook.admit(signed(body));
  if (admission.kind !== 'admitted') throw new Error(admission.reason);
  return webhook.resolve(admission.delivery, new AbortController().signal);
}

describe('a delivery of Typeform', () => {
  it('is taken with its signature, named by its event and the response', () => {
    expect(hook().admit(signed(message()))).toMatchObject({
      kind: 'admitted',
      delivery: { delivery_id: 'typeform:e1', entity_id: 'typeform:token1', upstream: 'typeform', received_at: NOW_MS },
    });
  });

  const naked = signed(message()).headers['typeform-signature'].slice('sha256='.length);
  it.each([
    ['without a signature', { ...signed(message()), headers: {} }, 'unauthorized', 'signature_missing'],
    ['signed by another', signed(message(), 'another'), 'unauthorized', 'signature_wrong'],
    ['of another content', { ...signed(message()), body: Buffer.from('{}') }, 'unauthorized', 'signature_wrong'],
    [
      'with a signature that does not say how',
      { ...signed(message()), headers: { 'typeform-signature': naked } },
      'unauthorized',
      'signature_wrong',
    ],
    ['that is no JSON', signed('<xml/>'), 'malformed', 'not_json'],
    ['without an id', signed(message({ event_id: undefined })), 'malformed', 'envelope_incomplete'],
    ['without a type', signed(message({ event_type: 7 })), 'malformed', 'envelope_incomplete'],
  ])('%s is refused', (_, request, kind, reason) => {
    expect(hook().admit(request)).toEqual({ kind, reason });
  });

  it('of an unknown type is kept and not used, and logged once', async () => {
    const kinds: string[] = [];
    expect(await resolved(message({ event_type: 'form_response_partial' }), kinds)).toEqual([]);
    expect(kinds).toEqual(['{"kind":"form_response_partial"}']);
  });

  it.each([
    ['no response', message({ form_response: null }), 'no_form_id'],
    ['a response that was never submitted', message({}, { submitted_at: 'soon' }), 'wrong_type'],
  ])('with %s becomes a dead letter', async (_, body, reason) => {
    expect(await resolved(body)).toMatchObject([{ kind: 'refused', reason }]);
  });
});

describe('a response that comes by webhook and by poll', () => {
  let sandbox: Sandbox;
  let hooks: Awaited<ReturnType<typeof receiver>>;
  afterEach(async () => {
    await sandbox.close();
    hooks.close();
  });

  it('is one record, the same both ways', async () => {
    hooks = await receiver();
    const anchor_ms = Date.parse('2026-11-20T18:00:00Z');
    const webhooks = { typeform: { url: hooks.url, secret } };
    sandbox = await startSandbox({ orders: 20_000, anchor_ms, speed: 20_000, webhooks });
    const upstream = typeform(configFor(sandbox, { webhookSecret: secret }), SANDBOX_VENUES, deps, 100);
    await until('some arrive', () => hooks.got.length >= 20);
    const told = new Map<string, SurveyResponse>();
    for (const { headers, raw } of hooks.got.slice(0, 20)) {
      // A single header of that name.
      const signature = { 'typeform-signature': headers['typeform-signature'] as string };
      const admission = upstream.webhook!.admit({ headers: signature, body: raw, now_ms: NOW_MS });
      if (admission.kind !== 'admitted') throw new Error(admission.reason);
      const [one] = await upstream.webhook!.resolve(admission.delivery, new AbortController().signal);
      if (one?.kind !== 'record') throw new Error('a record expected');
      // Typeform's webhook makes nothing else.
      const value = one.value as SurveyResponse;
      told.set(value.response_id, value);
    }
    const truth = new Map((await truthOf(sandbox)).map((one) => [`typeform:${one.token}`, one]));
    for (const [id, value] of told) expect(value).toEqual(expected(truth.get(id)!));
    const shown_ms = Math.max(...[...told.keys()].map((id) => truth.get(id)!.shown_from_ms));
    await until('the API shows them', () => sandbox.clock.now_ms() > shown_ms);
    const read = new Reading((value) => ({ key: (value as SurveyResponse).response_id, version: 1 }));
    for (const source of upstream.sources) await read.poll(source, sandbox.clock.now_ms());
    const polled = new Map((read.values as SurveyResponse[]).map((value) => [value.response_id, value]));
    for (const [id, value] of told) expect(polled.get(id)).toEqual(value);
    await upstream.close();
  });
});
