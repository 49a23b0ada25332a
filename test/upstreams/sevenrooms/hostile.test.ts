import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decoded } from '../../../runtime/types.ts';
import { client, decodedClient, decodedReservation, reservation } from './sample.ts';

const kinds: readonly (readonly [string, (json: unknown) => Decoded, object])[] = [
  ['reservation', decodedReservation, reservation()],
  ['client', decodedClient, client()],
];

describe.each(kinds)('a %s that cannot be understood', (_what, decoded, whole) => {
  it.each([
    ['none at all', null, '(the whole): an object expected'],
    ['a list', [whole], '(the whole): an object expected'],
    ['with an id that is no text', { ...whole, id: 7 }, 'id: a string expected'],
    ['with an endless id', { ...whole, id: 'x'.repeat(201) }, 'id: at most 200 characters expected'],
    ['with a time that is none', { ...whole, updated: 'now' }, 'updated: a time like 2026-11-20 18:00:00 expected'],
    ['with an address that is a list', { ...whole, email: [] }, 'email: a string expected'],
  ])('%s is refused, saying where', (_how, json, detail) => {
    expect(decoded(json)).toMatchObject({ kind: 'refused', upstream: 'sevenrooms', detail });
  });

  it('never tells a guest’s name, number or address in its refusal', () => {
    for (const key of ['id', 'email', 'phone_number', 'max_guests', 'total_visits', 'created', 'status']) {
      const one = decoded({ ...whole, [key]: { secret: 'ada.byron@example.com' } });
      if (one.kind === 'refused') expect(JSON.stringify({ ...one, payload: null })).not.toContain('ada.byron');
    }
  });

  it('is decoded or refused where it is nested without end', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 30_000; depth++) deep = [deep];
    for (const name of ['odd', 'tags', 'client_tags', 'custom_fields', 'pos_tickets', 'id']) {
      expect(['record', 'refused']).toContain(decoded({ ...whole, [name]: deep }).kind);
    }
  });

  it('is decoded or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => ['record', 'refused'].includes(decoded(json).kind)),
      { numRuns: 300 },
    );
  });

  it('is decoded or refused with anything in any place, and what is decoded can be written', () => {
    const names = Object.keys(whole);
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.double(),
      fc.constantFrom<unknown>({ toString: 0 }, '', '0000-00-00 00:00:00', -1, 2 ** 60),
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), odd, (name, value) => {
        const one = decoded({ ...whole, [name]: value });
        if (one.kind === 'refused') return /^[a-z_]+$/.test(one.reason);
        return JSON.stringify(one.value).length < 1_000_000 && Number.isSafeInteger(one.event_time_ms);
      }),
      { numRuns: 1500 },
    );
  });
});
