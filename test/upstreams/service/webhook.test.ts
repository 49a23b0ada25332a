import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ReservationEvent } from '../../../schemas/generated/types.ts';
import { venueOf } from '../../../upstreams/service/config.ts';
import { reservationsSource } from '../../../upstreams/service/reservations-source.ts';
import { serviceWebhook } from '../../../upstreams/service/webhook.ts';
import { IgnoredKinds } from '../../../upstreams/shared/ignored-kinds.ts';
import { Reading } from '../contract.ts';
import { Desk } from './desk.ts';

const NOW_MS = Date.parse('2026-06-20T12:00:00Z');
const key = Buffer.from('a secret of more than 24 bytes');
const secret = `whsec_${key.toString('base64')}`;
const venues = venueOf([{ id: 'soho', service: 'v1' }]);

function signed(body: unknown, { id = 'msg_1', at_ms = NOW_MS, by = key } = {}) {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const timestamp = String(Math.floor(at_ms / 1000));
  const signature = createHmac('sha256', by).update(`${id}.${timestamp}.`).update(bytes).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  return { headers, body: bytes, now_ms: NOW_MS };
}

function hook(desk: Desk, kinds: string[] = []) {
  const ignored = new IgnoredKinds('service', { info: (_, details) => kinds.push(JSON.stringify(details)) });
  return serviceWebhook({ secret, api: desk, venueOf: venues, ignored });
}

const event = (changes: object = {}) => ({
  object: 'reservation_event',
  id: 'evt_000000',
  type: 'reservation.created',
  created_at: new Date(NOW_MS + 1).toISOString(),
  data: { source: 'widget', party_size: 2 },
  reservation_id: 'r1',
  ...changes,
});

async function resolved(desk: Desk, body: unknown, kinds?: string[]) {
  const webhook = hook(desk, kinds);
  const admission = webhook.admit(signed(body));
  if (admission.kind !== 'admitted') throw new Error(admission.reason);
  return webhook.resolve(admission.delivery, new AbortController().signal);
}

describe('a delivery of Service', () => {
  it('is taken with its signature, named by its message and its reservation', () => {
    expect(hook(new Desk(NOW_MS)).admit(signed(event()))).toMatchObject({
      kind: 'admitted',
      delivery: { delivery_id: 'service:msg_1', entity_id: 'service:r1', upstream: 'service', received_at: NOW_MS },
    });
  });

  it.each([
    ['without a signature', { ...signed(event()), headers: {} }, 'unauthorized', 'signature_missing'],
    ['signed by another', signed(event(), { by: Buffer.from('x'.repeat(32)) }), 'unauthorized', 'signature_wrong'],
    ['of another content', { ...signed(event()), body: Buffer.from('{}') }, 'unauthorized', 'signature_wrong'],
    ['of six minutes ago', signed(event(), { at_ms: NOW_MS - 360_000 }), 'unauthorized', 'signed_at_another_time'],
    ['that is no JSON', signed('<xml/>'), 'malformed', 'not_json'],
    ['without an id', signed(event({ id: undefined })), 'malformed', 'envelope_incomplete'],
    ['without a type', signed(event({ type: 7 })), 'malformed', 'envelope_incomplete'],
  ])('%s is refused', (_, request, kind, reason) => {
    expect(hook(new Desk(NOW_MS)).admit(request)).toEqual({ kind, reason });
  });

  it('gives the record that the poll gives, guest and venue included', async () => {
    const desk = new Desk(NOW_MS).book('r0').book('r1', 'Ann@example.com').book('r2');
    const [reading, api] = [new Reading(() => ({ key: '', version: 0 })), desk];
    await reading.poll(reservationsSource(api, { pollSeconds: 1, since: { kind: 'beginning' } }, venues), desk.now_ms);
    const polled = (reading.values as ReservationEvent[]).find((one) => one.reservation_id === 'service:r1')!;
    const id = polled.event_id.replace('service:', '');
    const created_at = new Date(polled.occurred_at).toISOString();
    const [told] = await resolved(desk, event({ id, created_at }));
    expect(told).toMatchObject({ kind: 'record', value: polled });
  });

  it('is published without a guest where there is no list, or none of the reservation in it', async () => {
    for (const desk of [new Desk(NOW_MS, { listed: false }).book('r1'), new Desk(NOW_MS).book('r9')]) {
      const [told] = await resolved(desk, event());
      expect(told).toMatchObject({
        kind: 'record',
        value: { event_id: 'service:evt_000000', venue_id: 'soho', email: null },
      });
    }
  });

  it('of something else than a reservation is kept and not used, and logged once', async () => {
    const kinds: string[] = [];
    const desk = new Desk(NOW_MS);
    const webhook = hook(desk, kinds);
    for (const id of ['m1', 'm2']) {
      const admission = webhook.admit(signed({ object: 'table', id: 't1', type: 'table.moved' }, { id }));
      if (admission.kind !== 'admitted') throw new Error(admission.reason);
      expect(await webhook.resolve(admission.delivery, new AbortController().signal)).toEqual([]);
    }
    expect(kinds).toEqual(['{"kind":"table.moved"}']);
  });

  it('that does not say whose event it is becomes a dead letter', async () => {
    const body = event({ reservation_id: undefined });
    expect(await resolved(new Desk(NOW_MS), body)).toMatchObject([{ kind: 'refused', reason: 'no_reservation_id' }]);
  });
});
