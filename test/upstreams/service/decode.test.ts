import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReservationEvent } from '../../../schemas/generated/types.ts';
import { decodeEvent } from '../../../upstreams/service/decode.ts';

const of = { reservation_id: 'resv_1', venue_id: 'soho', email: 'ada@example.com' };
const origin = { kind: 'delivery', delivery_id: 'd1' } as const;
const event = (changes: object = {}) => ({
  object: 'reservation_event',
  id: 'evt_1',
  type: 'reservation.created',
  created_at: '2026-05-08T19:30:00+02:00',
  data: { source: 'phone', party_size: 3 },
  ...changes,
});

function read(json: unknown): ReservationEvent {
  const decoded = decodeEvent(json, of, origin);
  if (decoded.kind === 'refused') throw new Error(`${decoded.reason}: ${decoded.detail}`);
  // A decoder of Service's makes nothing else.
  return decoded.value as ReservationEvent;
}

describe('an event of Service', () => {
  it('is read field by field', () => {
    expect(read(event())).toEqual({
      event_id: 'service:evt_1',
      upstream: 'service',
      reservation_id: 'service:resv_1',
      venue_id: 'soho',
      type: 'reservation.created',
      occurred_at: Date.parse('2026-05-08T17:30:00Z'),
      source: 'phone',
      party_size: 3,
      from_status: null,
      to_status: null,
      changes: null,
      data: '{"source":"phone","party_size":3}',
      client_id: null,
      email: 'ada@example.com',
      order_ids: null,
    });
  });

  it('tells of a change of status', () => {
    const data = { from_status: 'confirmed', to_status: 'seated' };
    expect(read(event({ type: 'reservation.seated', data }))).toMatchObject({
      ...data,
      party_size: null,
      changes: null,
    });
  });

  it('tells what was changed, and nothing where nothing was', () => {
    const changes = { party_size: { from: 2, to: 6 }, notes: { from: null, to: 'window' } };
    const updated = read(event({ type: 'reservation.updated', data: { changes } }));
    expect(updated).toMatchObject({ party_size: 6, changes: JSON.stringify(changes) });
    expect(read(event({ type: 'reservation.updated', data: { changes: {} } }))).toMatchObject({
      party_size: null,
      changes: '{}',
    });
  });

  it('is kept with all its keys where nobody knows its type', () => {
    const data = { mood: ['good'], source: 'dream', waiter: { id: 7 } };
    expect(read(event({ type: 'reservation.teleported', data }))).toMatchObject({
      type: 'reservation.teleported',
      source: 'dream',
      data: JSON.stringify(data),
    });
    expect(read(event({ data: undefined }))).toMatchObject({ data: null, source: null });
  });
});

describe('an event that cannot be understood', () => {
  it.each([
    ['no event at all', 7, 'wrong_type', '(the whole): an object expected'],
    ['without an id', event({ id: '' }), 'missing_field', 'id: expected, but not there'],
    ['without a type', event({ type: null }), 'missing_field', 'type: expected, but not there'],
    ['without a time', event({ created_at: undefined }), 'missing_field', 'created_at: expected, but not there'],
    [
      'with a time that has no offset',
      event({ created_at: '2026-05-08T19:30:00' }),
      'wrong_type',
      'created_at: an ISO 8601 instant with offset expected',
    ],
    ['with data that is a list', event({ data: [] }), 'wrong_type', 'data: an object expected'],
    [
      'with half a guest',
      event({ data: { party_size: 2.5 } }),
      'out_of_range',
      'data.party_size: a count of people expected',
    ],
    [
      'with changes that are a text',
      event({ data: { changes: 'all' } }),
      'wrong_type',
      'data.changes: an object expected',
    ],
  ])('is refused by name: %s', (_, json, reason, detail) => {
    expect(decodeEvent(json, of, origin)).toMatchObject({ kind: 'refused', reason, detail, upstream: 'service' });
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ id: fc.jsonValue(), type: fc.jsonValue(), data: fc.jsonValue() })),
        (json) => {
          expect(['record', 'refused']).toContain(decodeEvent(event(Object(json)), of, origin).kind);
          expect(['record', 'refused']).toContain(decodeEvent(json, of, origin).kind);
        },
      ),
    );
  });
});
