import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { IgnoredKinds } from '../../../upstreams/shared/ignored-kinds.ts';
import { square } from '../../../upstreams/square/square.ts';
import { squareWebhook } from '../../../upstreams/square/webhook.ts';
import { customer, locations } from './sample.ts';
import { configFor, depsFor, HOOK } from './twin.ts';

const noted: string[] = [];
const ignored = new IgnoredKinds('square', { info: (_message, details) => noted.push(JSON.stringify(details)) });
const nobody = () => Promise.reject(new Error('nothing is asked'));
const api = {
  ...{ order: nobody, orders: nobody, payment: nobody, refund: nobody, customer: nobody, searchOrders: nobody },
};
const hook = squareWebhook({ signatureKey: HOOK.key, url: HOOK.url, api, locations, ignored });

const event = (changes: object = {}) => ({
  merchant_id: 'M1',
  type: 'order.updated',
  event_id: 'e-1',
  created_at: '2026-05-09T00:31:01Z',
  data: { type: 'order_updated', id: 'o-1', object: { order_updated: { order_id: 'o-1', version: 7, state: 'OPEN' } } },
  ...changes,
});

const signed = (body: string | Buffer, key = HOOK.key, url = HOOK.url) =>
  createHmac('sha256', key).update(url).update(body).digest('base64');

function admit(body: Buffer, signature: string | undefined, headers: Record<string, string> = {}) {
  const all = { ...headers, ...(signature !== undefined && { 'x-square-hmacsha256-signature': signature }) };
  return hook.admit({ headers: all, body, now_ms: 1000 });
}

describe('a delivery', () => {
  const body = Buffer.from(JSON.stringify(event()));

  it('is admitted where address and body are signed, under the id of its event', () => {
    const headers = { 'square-retry-number': '2', 'square-retry-reason': 'http_timeout', cookie: 'x' };
    expect(admit(body, signed(body), headers)).toEqual({
      kind: 'admitted',
      delivery: {
        ...{ delivery_id: 'square:e-1', upstream: 'square', entity_id: 'square:o-1', received_at: 1000, body },
        headers: { 'square-retry-number': '2', 'square-retry-reason': 'http_timeout' },
      },
    });
  });

  it('has the signature that another program gives by the formula', () => {
    const told = Buffer.from('{"type":"order.created","event_id":"e-2"}');
    // printf '%s%s' ADDRESS BODY | openssl dgst -sha256 -hmac signature-key -binary | base64
    const signature = 'J/jxCbMd9Sy/azTx4cEINAGdgen71HPz0G/VTSSEshU=';
    expect(admit(told, signature).kind).toBe('admitted');
  });

  it.each([
    ['without a signature', body, undefined, 'signature_missing'],
    ['signed with another key', body, signed(body, 'other'), 'signature_wrong'],
    ['signed for another address', body, signed(body, HOOK.key, `${HOOK.url}/`), 'signature_wrong'],
    ['signed as another body', Buffer.concat([body, Buffer.from(' ')]), signed(body), 'signature_wrong'],
    ['signed with nothing', body, '', 'signature_wrong'],
  ])('%s is refused', (_what, bytes, signature, reason) => {
    expect(admit(bytes, signature)).toEqual({ kind: 'unauthorized', reason });
  });

  it.each([
    ['no JSON', 'not JSON', 'not_json'],
    ['a list', '[]', 'not_json'],
    ['no id', JSON.stringify(event({ event_id: undefined })), 'envelope_incomplete'],
    ['no kind', JSON.stringify(event({ type: 7 })), 'envelope_incomplete'],
  ])('that is %s is malformed', (_what, text, reason) => {
    const bytes = Buffer.from(text);
    expect(admit(bytes, signed(bytes))).toEqual({ kind: 'malformed', reason });
  });

  it('is taken by nobody where no key is given', async () => {
    for (const changes of [{ webhookSignatureKey: null }, { webhookUrl: null }]) {
      const upstream = square(configFor('http://127.0.0.1:9', changes), [], depsFor());
      expect(upstream.webhook).toBeNull();
      await upstream.close();
    }
  });
});

describe('what a delivery comes to', () => {
  const resolve = (message: object) => {
    const body = Buffer.from(JSON.stringify(message));
    const admission = admit(body, signed(body));
    if (admission.kind !== 'admitted') throw new Error(admission.reason);
    return hook.resolve(admission.delivery, new AbortController().signal);
  };
  const deleted = (object: object) =>
    resolve(event({ type: 'customer.deleted', data: { type: 'customer', id: 'c-1', deleted: true, object } }));

  it('of a customer who was deleted is a profile that nothing joins to anybody, at the time of the event', async () => {
    const [one] = await deleted({ customer: customer({ updated_at: undefined }) });
    expect(one).toMatchObject({
      kind: 'record',
      value: { client_id: 'square:c-1', email: null, version: Date.parse('2026-05-09T00:31:01Z') },
    });
    expect(await deleted({})).toMatchObject([{ kind: 'record', value: { client_id: 'square:c-1' } }]);
  });

  it('of one who was merged into another is nothing: the orders of the old id keep their guest', async () => {
    const merge = { from_customer_ids: ['c-1', 'c-2'], to_customer_id: 'c-3' };
    expect(await deleted({ customer: customer(), event_context: { merge } })).toEqual([]);
  });

  it('of kinds that nobody knows is nothing, said once', async () => {
    await resolve(event({ type: 'loyalty.account.created' }));
    await resolve(event({ type: 'loyalty.account.created' }));
    expect(noted).toEqual(['{"kind":"loyalty.account.created"}']);
  });
});
