import { describe, expect, it } from 'vitest';
import { Places } from '../../../upstreams/sevenrooms/config.ts';
import { statusOf } from '../../../upstreams/sevenrooms/status.ts';
import { localOf } from '../../../upstreams/sevenrooms/times.ts';
import { utcOf } from '../../../upstreams/shared/utc.ts';
import {
  client,
  decodedClient,
  decodedReservation,
  readClient,
  readReservation,
  reservation,
  ticket,
  venues,
} from './sample.ts';

const at = Date.parse;

describe('a reservation', () => {
  it('is a version of it, its times those of UTC but for the arrival, which is the venue’s', () => {
    expect(readReservation(reservation())).toEqual({
      reservation_id: 'sevenrooms:r-1',
      version: at('2026-05-09T01:21:30Z'),
      upstream: 'sevenrooms',
      venue_id: 'soho',
      status: 'completed',
      party_size: 4,
      client_id: 'sevenrooms:c-1',
      email: 'ada@example.com',
      source: 'Widget',
      created_at: at('2026-05-01T12:00:00Z'),
      arrival_at: at('2026-05-08T23:30:00Z'),
      seated_at: at('2026-05-08T23:34:10Z'),
      left_at: at('2026-05-09T01:20:00Z'),
      order_ids: '["toast:o-1"]',
      payload: JSON.stringify(reservation()),
    });
  });

  it('is of the client of the group, else of the venue’s', () => {
    expect(readReservation(reservation({ venue_group_client_id: null })).client_id).toBe('sevenrooms:c-venue');
    expect(readReservation(reservation({ venue_group_client_id: '', client_id: null })).client_id).toBeNull();
  });

  it('arrives when the venue’s clocks say, wherever that is written', () => {
    const arrival = (changes: object) => readReservation(reservation({ ...changes })).arrival_at;
    expect(arrival({ arrival_time: '19:30:00' })).toBe(at('2026-05-08T23:30:00Z'));
    expect(arrival({ arrival_time: null, real_datetime_of_slot: '2026-01-08 19:30:00' })).toBe(
      at('2026-01-09T00:30:00Z'),
    );
    expect(arrival({ arrival_time: '2026-05-08T19:30:00+02:00' })).toBe(at('2026-05-08T17:30:00Z'));
    expect(arrival({ arrival_time: 'half past seven' })).toBeNull();
    expect(arrival({ venue_id: 'v-pier' })).toBe(at('2026-05-08T18:30:00Z'));
  });

  it('at a venue that the config does not know is at SevenRooms’ own, in UTC', () => {
    expect(readReservation(reservation({ venue_id: 'v-x' }))).toMatchObject({
      venue_id: 'sevenrooms:v-x',
      arrival_at: at('2026-05-08T19:30:00Z'),
      order_ids: null,
    });
  });

  it('that names no venue is at the only one there is', () => {
    expect(readReservation(reservation({ venue_id: null }), new Places(venues.slice(0, 1))).venue_id).toBe('soho');
    expect(decodedReservation(reservation({ venue_id: null }))).toMatchObject({
      kind: 'refused',
      reason: 'missing_field',
    });
  });

  it('names the orders of its tickets where the venue has one till, and none before tickets attach', () => {
    const orders = (changes: object) => readReservation(reservation({ ...changes })).order_ids;
    const tickets = [
      ticket(),
      ticket({ local_pos_ticket_id: 'o-2' }),
      ticket(),
      ticket({ local_pos_ticket_id: null }),
      7,
    ];
    expect(orders({ pos_tickets: tickets })).toBe('["toast:o-1","toast:o-2"]');
    expect([orders({ pos_tickets: [] }), orders({ pos_tickets: null }), orders({ venue_id: 'v-pier' })]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is deleted once it says so, at the later of both times', () => {
    expect(readReservation(reservation({ deleted: '2026-05-10 00:00:00' }))).toMatchObject({
      status: 'deleted',
      version: at('2026-05-10T00:00:00Z'),
    });
    expect(readReservation(reservation({ deleted: '2026-05-01 00:00:00' })).version).toBe(at('2026-05-09T01:21:30Z'));
  });

  it('keeps every key, and of one that is too large the largest values by name alone', () => {
    const strange = readReservation(reservation({ mood: { table: 'happy' }, blob: 'é'.repeat(150_000) }));
    const payload = JSON.parse(strange.payload);
    expect(payload).toMatchObject({ mood: { table: 'happy' }, left_out: ['blob'], max_guests: 4 });
    expect(payload.blob).toBeUndefined();
  });
});

describe('a status', () => {
  it.each([
    ['COMPLETE', 'Complete', 'completed'],
    ['PAID', 'Complete', 'completed'],
    ['CANCELED', null, 'cancelled'],
    ['CANCELLED', 'Canceled', 'cancelled'],
    ['NO_SHOW', 'No Show', 'no_show'],
    [null, 'No Show', 'no_show'],
    ['SEATED', null, 'seated'],
    ['CONFIRMED', 'Booked', 'confirmed'],
    ['ARRIVED', null, 'ARRIVED'],
    ['NO_ANSWER', 'Not yet', 'NO_ANSWER'],
    [null, 'Later', 'Later'],
    ['constructor', null, 'constructor'],
    [null, null, null],
  ])('%s, %s is %s', (status, simple, expected) => {
    expect(statusOf(status, simple)).toBe(expected);
  });
});

describe('a time', () => {
  it.each([
    ['2026-05-08 19:30:00', '2026-05-08T19:30:00.000Z'],
    ['2026-05-08T19:30:00.123456', '2026-05-08T19:30:00.123Z'],
    ['2026-05-08T19:30:00Z', '2026-05-08T19:30:00.000Z'],
    ['2026-05-08 19:30:00 UTC', '2026-05-08T19:30:00.000Z'],
    ['2026-05-08T19:30:00+0200', '2026-05-08T17:30:00.000Z'],
    ['2026-05-08 19:30', '2026-05-08T19:30:00.000Z'],
  ])('%s', (text, expected) => {
    expect(new Date(utcOf(text)!).toISOString()).toBe(expected);
  });

  it.each(['', 'soon', '2026-02-31 10:00:00', '2026-05-08', '25:00'])('%j is none', (text) => {
    expect(utcOf(text)).toBeNull();
  });

  it('of a venue has an hour that comes twice, and one that never comes', () => {
    expect(localOf('2026-11-01 01:30:00', 'America/New_York')).toBe(at('2026-11-01T05:30:00Z'));
    expect(localOf('2026-03-08 02:30:00', 'America/New_York')).toBe(at('2026-03-08T07:30:00Z'));
    expect(localOf('2026-03-08 03:30:00', 'America/New_York')).toBe(at('2026-03-08T07:30:00Z'));
    expect(localOf('2026-07-01 12:00:00', 'Australia/Lord_Howe')).toBe(at('2026-07-01T01:30:00Z'));
  });
});

describe('a client', () => {
  it('is a version of a guest’s profile', () => {
    expect(readClient(client())).toEqual({
      client_id: 'sevenrooms:c-1',
      version: at('2026-05-09T01:21:30Z'),
      upstream: 'sevenrooms',
      email: 'ada@example.com',
      phone: '+12125550142',
      first_name: 'Ada',
      last_name: 'Byron',
      birthday: '--12-09',
      visits: 7,
      tags: '[{"group":"vip","tag":"regular"}]',
      custom_fields: '{"wine":"red"}',
      opted_out: false,
      created_at: at('2025-01-01T12:00:00Z'),
      updated_at: at('2026-05-09T01:21:30Z'),
      extra: null,
    });
  });

  it('has its tags in whatever shape they come, each once', () => {
    const tags = (changes: object) => JSON.parse(readClient(client({ ...changes })).tags ?? 'null');
    const shapes = [
      { group_display: 'VIP', tag_display: 'Regular' },
      ['Dietary', 'nuts', 'Nuts', '#ff0000'],
      ['alone', '#123'],
      'Dietary##nuts##Nuts##red',
      'Occasion##birthday##Birthday##blue',
      ...['', null, 7, {}, [], ['#fff']],
    ];
    expect(tags({ client_tags: shapes })).toEqual([
      { group: 'VIP', tag: 'Regular' },
      { group: 'Dietary', tag: 'nuts' },
      { group: '', tag: 'alone' },
      { group: 'Occasion', tag: 'birthday' },
    ]);
    expect(tags({ client_tags: null, tags: 'Regular, Likes jazz,, Regular' })).toEqual([
      { group: '', tag: 'Regular' },
      { group: '', tag: 'Likes jazz' },
    ]);
    expect(tags({ client_tags: [], tags: 'Regular' })).toEqual([]);
  });

  it('has the number of its own country, else of the venue’s', () => {
    const phone = (changes: object, country: string) => readClient(client({ ...changes }), country).phone;
    expect(phone({ phone_number: '020 7946 0018', phone_number_locale: 'GB' }, 'US')).toBe('+442079460018');
    expect(phone({ phone_number: '020 7946 0018', phone_number_locale: 'en-GB' }, 'GB')).toBe('+442079460018');
    expect(phone({ phone_number: 'ask for Bob' }, 'US')).toBe('ask for Bob');
    expect(phone({ phone_number: '' }, 'US')).toBeNull();
  });

  it('has a birthday only where the calendar has', () => {
    const birthday = (birthday_month: unknown, birthday_day: unknown) =>
      readClient(client({ birthday_month, birthday_day })).birthday;
    expect(birthday(2, 29)).toBe('--02-29');
    for (const [month, day] of [
      [2, 30],
      [13, 1],
      [0, 0],
      [null, null],
      [5, null],
      ['x', {}],
    ]) {
      expect(birthday(month, day)).toBeNull();
    }
  });

  it('has opted out where it says no and when it did; was never asked where it does not say when', () => {
    const optedOut = (marketing_opt_in: unknown, marketing_opt_in_ts: unknown) =>
      readClient(client({ marketing_opt_in, marketing_opt_in_ts })).opted_out;
    expect(optedOut(true, null)).toBe(false);
    expect(optedOut(false, '2026-01-01 00:00:00')).toBe(true);
    expect(optedOut(false, null)).toBeNull();
    expect(optedOut(null, '2026-01-01 00:00:00')).toBeNull();
  });

  it('has nothing left of it once it is deleted, but its id', () => {
    expect(readClient(client({ deleted: '2026-06-01 00:00:00' }))).toMatchObject({
      client_id: 'sevenrooms:c-1',
      version: at('2026-06-01T00:00:00Z'),
      email: null,
      phone: null,
      first_name: null,
      visits: null,
      tags: null,
      extra: '{"deleted":true}',
    });
  });

  it('keeps what nobody knows', () => {
    expect(readClient(client({ star_sign: 'ram' })).extra).toBe('{"star_sign":"ram"}');
  });

  it('is no client without an id, or without a time of its last change', () => {
    expect(decodedClient(client({ id: null }))).toMatchObject({
      reason: 'missing_field',
      detail: 'id: expected, but not there',
    });
    expect(decodedClient(client({ updated: '' }))).toMatchObject({ reason: 'missing_field' });
    expect(decodedClient(client({ updated: 'x' }))).toMatchObject({ reason: 'wrong_type' });
  });
});
