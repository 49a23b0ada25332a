import { describe, expect, test } from 'vitest';
import { bookings } from '../../processors/bookings.ts';
import { versions } from '../../processors/versions.ts';
import { type Expectation, removed, storyOf, written } from '../../runtime/driver/given.ts';
import type { ReservationEvent, ReservationVersion } from '../../schemas/generated/types.ts';
import { joinKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { versionOf } from './versions.ts';

const given = storyOf(() => [versions(), bookings(() => 0)]);

const T = Date.parse('2026-11-20T18:00:00Z');
const MINUTE = 60_000;

/** So many minutes after six. */
const at = (minutes: number) => T + minutes * MINUTE;

const version = (minutes: number, told: Partial<ReservationVersion> = {}) =>
  written(topics.reservation_versions, versionOf({ version: at(minutes), ...told }));

const keyAt = (minutes: number) => joinKey(['sevenrooms:r', `sevenrooms:r@${new Date(at(minutes)).toISOString()}`]);

/** The event of the version of that minute; null: there is none. */
const event =
  (minutes: number, expected: Partial<ReservationEvent> | null): Expectation =>
  (driver) => {
    const row = driver.table(topics.reservation_events).get(keyAt(minutes));
    expect(row ?? null).toEqual(expected === null ? null : expect.objectContaining(expected));
  };

const reservation =
  (expected: object): Expectation =>
  (driver) =>
    expect(driver.table(topics.reservations).get('sevenrooms:r')).toMatchObject(expected);

describe('a version of a reservation', () => {
  test('that is the first known is its creation, when it was created', () => {
    given(
      version(10, { created_at: at(0), email: 'ann@example.com', source: 'Widget', order_ids: '["toast:1"]' }),
    ).then(
      event(10, {
        event_id: 'sevenrooms:r@2026-11-20T18:10:00.000Z',
        upstream: 'sevenrooms',
        type: 'reservation.created',
        occurred_at: at(0),
        from_status: null,
        to_status: 'confirmed',
        changes: null,
        email: 'ann@example.com',
        client_id: 'sevenrooms:c',
        source: 'Widget',
        order_ids: '["toast:1"]',
        party_size: 2,
      }),
      reservation({ status: 'confirmed', payer: 'ann@example.com' }),
    );
  });

  test('that is the first known may be its end already', () => {
    given(version(10, { status: 'completed', left_at: at(5), created_at: at(-9) })).then(
      event(10, { type: 'reservation.completed', occurred_at: at(5), to_status: 'completed' }),
      reservation({ completed_at: at(5) }),
    );
  });

  test('is told by what it changed', () => {
    const payload = (fields: object) => JSON.stringify(fields);
    given(
      version(0, { payload: payload({ status: 'CONFIRMED', notes: 'a', tags: { a: 1, b: 2 }, updated: 1 }) }),
      version(5, {
        status: 'seated',
        seated_at: at(4),
        payload: payload({ status: 'SEATED', tags: { b: 2, a: 1 }, updated: 2 }),
      }),
      version(9, {
        status: 'seated',
        party_size: 3,
        payload: payload({ status: 'SEATED', max_guests: 3, updated: 3 }),
      }),
    ).then(
      event(5, {
        type: 'reservation.seated',
        occurred_at: at(4),
        from_status: 'confirmed',
        to_status: 'seated',
        changes: payload({ notes: { from: 'a', to: null }, status: { from: 'CONFIRMED', to: 'SEATED' } }),
        data: payload({ status: 'SEATED', tags: { b: 2, a: 1 }, updated: 2 }),
      }),
      event(9, { type: 'reservation.updated', occurred_at: at(9), from_status: null, to_status: null, party_size: 3 }),
      reservation({ status: 'seated', party_size: 3 }),
    );
  });

  test('keeps a status that nobody knows, and is a mere update', () => {
    given(version(0), version(5, { status: 'ARRIVED' })).then(
      event(5, { type: 'reservation.updated', from_status: 'confirmed', to_status: 'ARRIVED' }),
      reservation({ status: 'ARRIVED', completed_at: null }),
    );
  });

  test('that turns up late corrects the one after it, under its key', () => {
    given(version(0), version(9, { status: 'completed' }))
      .when(version(5, { status: 'seated' }))
      .then(
        event(5, { type: 'reservation.seated', from_status: 'confirmed' }),
        event(9, { type: 'reservation.completed', from_status: 'seated', to_status: 'completed' }),
      );
  });

  test('that turns up before all others takes the creation from them', () => {
    given(version(9, { created_at: at(0) }))
      .when(version(3, { created_at: at(0), status: 'pending' }))
      .then(
        event(3, { type: 'reservation.created', occurred_at: at(0) }),
        event(9, { type: 'reservation.confirmed', occurred_at: at(9), changes: expect.any(String) }),
      );
  });

  test('holds with its later content where there are two', () => {
    given(version(0), version(5, { status: 'seated' }), version(9, { status: 'seated' }), version(5)).then(
      event(5, { type: 'reservation.updated', to_status: null }),
      event(9, { type: 'reservation.seated', from_status: 'confirmed' }),
    );
  });

  test('that is removed takes its event along, and the one after it is told anew', () => {
    given(version(0), version(5, { status: 'seated' }), version(9, { status: 'completed' }))
      .when(removed(topics.reservation_versions, joinKey(['sevenrooms:r', at(5)])))
      .then(event(5, null), event(9, { from_status: 'confirmed' }));
  });

  test('is refused where it is no instant, or tells nothing', () => {
    given(
      version(9_000_000_000_000_000 / MINUTE - T / MINUTE),
      version(5, { payload: '[]' }),
      version(6, { payload: '{' }),
    ).then((driver) => {
      const reasons = new Set(driver.rejected.map(({ reason }) => reason));
      expect(reasons).toEqual(new Set(['version_is_no_instant', 'payload_is_no_object']));
      expect(driver.table(topics.reservation_events).size).toBe(0);
    });
  });
});

describe('a completion', () => {
  const seated = version(0, { status: 'seated' });

  test('is when the party left, however late it was noted; at the change where nobody says', () => {
    given(seated, version(90, { status: 'completed', left_at: at(60) })).then(
      event(90, { occurred_at: at(60) }),
      reservation({ completed_at: at(60) }),
    );
    given(seated, version(90, { status: 'completed' })).then(reservation({ completed_at: at(90) }));
  });

  test('does not move by what is noted later', () => {
    given(
      seated,
      version(60, { status: 'completed', left_at: at(59) }),
      version(200, { status: 'completed', left_at: at(59), order_ids: '["toast:1"]' }),
    ).then(event(200, { type: 'reservation.updated', occurred_at: at(200) }), reservation({ completed_at: at(59) }));
  });

  test('is not before what an earlier version says otherwise', () => {
    given(seated, version(70, { status: 'PAID' }), version(90, { status: 'completed', left_at: at(60) })).then(
      event(90, { occurred_at: at(70) }),
      reservation({ status: 'completed', completed_at: at(70) }),
    );
  });

  test('holds with its party size, though the size before it was noted after the party left', () => {
    given(
      seated,
      version(70, { status: 'seated', party_size: 3 }),
      version(90, { status: 'completed', party_size: 5, left_at: at(60) }),
    ).then(reservation({ status: 'completed', party_size: 5 }));
  });

  test('is taken back by a later cancellation, and by opening it again', () => {
    const completed = given(seated, version(90, { status: 'completed', left_at: at(60) }));
    completed.when(version(95, { status: 'cancelled' })).then(reservation({ status: 'cancelled', completed_at: null }));
    completed
      .when(version(95, { status: 'seated', seated_at: at(0) }))
      .then(event(95, { occurred_at: at(60) }), reservation({ status: 'seated', completed_at: null }));
  });
});
