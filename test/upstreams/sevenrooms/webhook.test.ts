import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../schemas/generated/types.ts';
import { sevenroomsWebhook } from '../../../upstreams/sevenrooms/webhook.ts';
import { client, type Json, places, readClient, readReservation, reservation } from './sample.ts';

const NOW_MS = Date.parse('2026-11-20T18:00:00Z');
const logged: unknown[] = [];
const webhook = sevenroomsWebhook({
  secret: 'hook',
  signatureHeader: 'X-SevenRooms-Signature',
  places,
  log: { info: (message, details) => void logged.push([message, details]) },
});

function message(changes: Json = {}): Json {
  return { entity: reservation(), event_type: 'updated', entity_type: 'reservation', updates: [], ...changes };
}

const signatureOf = (body: Buffer, secret = 'hook') => createHmac('sha256', secret).update(body).digest('hex');

function admit(content: unknown, headers: Record<string, string | undefined> = {}) {
  const body = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  return webhook.admit({ headers: { 'x-sevenrooms-signature': signatureOf(body), ...headers }, body, now_ms: NOW_MS });
}

function admitted(content: unknown, headers: Record<string, string> = {}): Delivery {
  const admission = admit(content, headers);
  if (admission.kind !== 'admitted') throw new Error(admission.reason);
  return admission.delivery;
}

const resolve = (delivery: Delivery) => webhook.resolve(delivery, new AbortController().signal);

describe('a signature', () => {
  it('is the lower-case hex of the HMAC-SHA256 of the bytes', () => {
    const body = Buffer.from('{"entity":{"id":"r"},"event_type":"updated","entity_type":"reservation"}');
    // By openssl: `dgst -sha256 -hmac hook`.
    const signature = '278349d902148902d548b5f7a8468f6c7e59459bcb7e3984241f3cc887abf08e';
    const headers = { 'x-sevenrooms-signature': signature };
    expect(webhook.admit({ headers, body, now_ms: NOW_MS }).kind).toBe('admitted');
    expect(signatureOf(body)).toBe(signature);
  });

  it('is missed where it is not there, and wrong for other bytes, another secret and another way to write it', () => {
    const body = Buffer.from(JSON.stringify(message()));
    const base64 = createHmac('sha256', 'hook').update(body).digest('base64');
    expect(admit(message(), { 'x-sevenrooms-signature': undefined })).toMatchObject({ reason: 'signature_missing' });
    for (const wrong of [
      '',
      'x',
      base64,
      signatureOf(body, 'other'),
      `${signatureOf(body)}00`,
      `sha256=${signatureOf(body)}`,
    ]) {
      expect(admit(message(), { 'x-sevenrooms-signature': wrong })).toMatchObject({ reason: 'signature_wrong' });
    }
    expect(
      admit(Buffer.concat([body, Buffer.from(' ')]), { 'x-sevenrooms-signature': signatureOf(body) }),
    ).toMatchObject({
      reason: 'signature_wrong',
    });
  });

  it('is for a moment within five minutes, where it comes with one', () => {
    const off = (minutes: number) => NOW_MS + minutes * 60_000;
    const signed = (timestamp: string) => admit(message(), { 'x-sevenrooms-timestamp': timestamp }).kind;
    for (const minutes of [-5, 0, 5]) {
      expect(signed(String(off(minutes) / 1000))).toBe('admitted');
      expect(signed(String(off(minutes)))).toBe('admitted');
      expect(signed(new Date(off(minutes)).toISOString())).toBe('admitted');
    }
    for (const wrong of [String(off(6) / 1000), String(off(-6)), new Date(off(6)).toISOString(), 'now', '']) {
      expect(signed(wrong)).toBe('unauthorized');
    }
  });

  it('is looked for in the header of the config', () => {
    const other = sevenroomsWebhook({
      secret: 'hook',
      signatureHeader: 'X-Sig',
      places,
      log: { info: () => undefined },
    });
    const body = Buffer.from(JSON.stringify(message()));
    expect(other.admit({ headers: { 'x-sig': signatureOf(body) }, body, now_ms: NOW_MS }).kind).toBe('admitted');
  });
});

describe('a delivery', () => {
  it('is known by entity, kind and change, as SevenRooms gives it no id', () => {
    const first = admitted(message(), { 'x-sevenrooms-timestamp': String(NOW_MS / 1000), 'user-agent': 'sr' });
    expect(first).toEqual({
      delivery_id: 'sevenrooms:reservation:r-1:updated:2026-05-09 01:21:30',
      upstream: 'sevenrooms',
      entity_id: 'sevenrooms:r-1',
      received_at: NOW_MS,
      headers: { 'x-sevenrooms-timestamp': String(NOW_MS / 1000), 'user-agent': 'sr' },
      body: Buffer.from(JSON.stringify(message())),
    });
    const ids = [
      admitted(message({ event_type: 'reservation.updated' })),
      admitted(message({ event_type: 'deleted' })),
      admitted(message({ entity: reservation({ updated: '2026-05-09 02:00:00' }) })),
      admitted(message({ entity_type: 'client' })),
      admitted(message({ entity: { id: 'r-1' } })),
      admitted(message({ entity: { id: 'r-1', a: 1 } })),
    ].map(({ delivery_id }) => delivery_id);
    expect(ids[0]).toBe(first.delivery_id);
    expect(new Set(ids).size).toBe(6);
  });

  it.each([
    ['no JSON', Buffer.from('{'), 'not_json'],
    ['a list', [], 'not_json'],
    ['without an entity', message({ entity: null }), 'envelope_incomplete'],
    ['without an id', message({ entity: { id: 5 } }), 'envelope_incomplete'],
    ['without a kind', message({ event_type: undefined }), 'envelope_incomplete'],
    ['of nothing', message({ entity_type: '' }), 'envelope_incomplete'],
  ])('that is %s is none', (_what, content, reason) => {
    expect(admit(content)).toEqual({ kind: 'malformed', reason });
  });
});

describe('what a delivery tells', () => {
  it('is the version that the export has, of a reservation and of a client', async () => {
    const delivery = admitted(message());
    expect(await resolve(delivery)).toMatchObject([
      {
        kind: 'record',
        value: readReservation(reservation()),
        origin: { kind: 'delivery', delivery_id: delivery.delivery_id },
      },
    ]);
    expect(await resolve(admitted(message({ entity: client(), entity_type: 'client' })))).toMatchObject([
      { kind: 'record', value: readClient(client()) },
    ]);
  });

  it('is that it is gone, whether the entity says so or not', async () => {
    expect(await resolve(admitted(message({ event_type: 'deleted' })))).toMatchObject([
      { value: { status: 'deleted' } },
    ]);
    const gone = message({ entity: client(), entity_type: 'client', event_type: 'deleted' });
    expect(await resolve(admitted(gone))).toMatchObject([{ value: { email: null, extra: '{"deleted":true}' } }]);
  });

  it('is put aside where nobody can make sense of it', async () => {
    expect(await resolve(admitted(message({ entity: reservation({ max_guests: 'four' }) })))).toMatchObject([
      { kind: 'refused', reason: 'wrong_type', detail: 'max_guests: a number expected' },
    ]);
  });

  it('is nothing where it is about something else, which is told once', async () => {
    for (let n = 0; n < 3; n++) expect(await resolve(admitted(message({ entity_type: 'charge' })))).toEqual([]);
    expect(logged).toHaveLength(1);
  });
});
