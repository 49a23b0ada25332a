import { describe, expect, test } from 'vitest';
import { guestIdOf } from '../../processors/identity.ts';
import { removed, tick } from '../../runtime/driver/given.ts';
import { joinKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import {
  ann,
  at,
  bob,
  check,
  DAY,
  day,
  decided,
  given,
  identity,
  knows,
  loyalty,
  order,
  profile,
  reservations,
  reserved,
  spendOf,
} from './sentences.ts';

const HOUR = 3_600_000;
const nobody = (net_minor: number) => ({ covers: null, checks: [check(null, net_minor)] });
const uncovered = (net_minor: number, member: string | null = ann) => ({
  covers: null,
  checks: [check(member, net_minor)],
});

describe('a completed reservation is a visit', () => {
  test('one with the orders of its guest, venue and business date, at the earliest of them', () => {
    given(reserved('service:1', day(0) - HOUR, { email: ann }), order('toast:1', day(0), 100)).then(
      spendOf({ visits: 1 }),
      reservations(['service:1']),
    );
  });

  test('another where venue or date is another', () => {
    given(
      order('toast:1', day(5), 100),
      reserved('service:1', day(0), { email: ann }),
      reserved('service:2', day(5), { email: ann, venue_id: 'pier' }),
    ).then(spendOf({ visits: 3 }), at('toast:1', { visits: 3 }));
  });

  test('the hours before the close-out count to the day before, by the venue’s clock; unknown venues count in UTC', () => {
    // Half past three at night in New York.
    given(order('toast:1', day(0), 100), reserved('service:1', day(0) + 12.5 * HOUR, { email: ann })).then(
      spendOf({ visits: 1 }),
    );
    given(
      order('toast:1', day(0), 100, { venue_id: 'pier' }),
      reserved('service:1', day(0) + 8.5 * HOUR, { email: ann, venue_id: 'pier' }),
    ).then(spendOf({ visits: 2 }));
  });

  test('makes a member of who never paid, by no order', () => {
    const evenings = [0, 1, 2, 3, 4].map((n) => reserved(`service:${n}`, day(n), { email: ann }));
    given(...evenings).then(loyalty({ reason: 'visits', order_id: null, changed_at: day(4) }), spendOf(null));
  });

  test('by the order that began the fifth visit at the same instant', () => {
    const evenings = [0, 1, 2, 3, 4].map((n) => reserved(`service:${n}`, day(n), { email: ann }));
    given(...evenings, order('toast:1', day(4), 1)).then(loyalty({ reason: 'visits', order_id: 'toast:1' }));
  });

  test('brings a late tier to the rows of orders', () => {
    const evenings = [0, 1, 2, 3].map((n) => order(`toast:${n}`, day(n), 100));
    given(...evenings, order('toast:9', day(9), 1))
      .when(reserved('service:1', day(-1), { email: ann }))
      .then(at('toast:3', { visits: 5, loyalty_tier: 'member' }), at('toast:2', { visits: 4, loyalty_tier: null }));
  });

  test('is no visit until it is completed, or when it is opened again or cancelled after all', () => {
    const booked = given(
      order('toast:1', day(9), 1),
      reserved('service:1', day(0), { email: ann, type: 'reservation.confirmed' }),
    );
    booked.then(spendOf({ visits: 1 }), reservations([]));
    const completed = booked.when(reserved('service:1', day(1)));
    completed.then(spendOf({ visits: 2 }));
    completed
      .when(reserved('service:1', day(2), { type: 'reservation.no_show' }))
      .then(spendOf({ visits: 1 }), reservations([]));
    completed
      .when(reserved('service:1', day(2), { type: 'reservation.updated', to_status: 'seated' }))
      .then(spendOf({ visits: 1 }));
  });

  test('leaves no window, even where it comes in the place of an order', () => {
    given(order('toast:1', day(0), 100))
      .when(order('toast:2', day(1), 100, { currency: 'EUR' }))
      .when(order('toast:1', day(0), 0, { version: 2, state: 'voided' }))
      .when(reserved('service:1', day(0), { email: ann }))
      .when(tick(day(200)))
      .then(spendOf(null), spendOf({ visits: 2, as_of: day(91) }, ann, 'EUR'), spendOf(null, ann, ''));
  });

  test('was completed when it was first said, however often it is said again', () => {
    given(
      reserved('service:1', day(0), { email: ann }),
      reserved('service:1', day(3), { type: 'reservation.updated', to_status: 'completed' }),
      reserved('service:1', day(4), { type: 'reservation.reviewed' }),
    ).then((driver) => {
      const [row] = [...driver.table(topics.guest_reservations).values()];
      expect(row).toMatchObject({ completed_at: day(0), business_date: Math.floor(day(0) / DAY) });
    });
  });

  test('of several events the one that happened last says whose it is', () => {
    given(
      reserved('service:1', day(2), { type: 'reservation.updated', email: bob }),
      reserved('service:1', day(1), { email: ann }),
    ).then(reservations([]), reservations(['service:1'], bob));
  });

  test('goes when its events do', () => {
    given(reserved('service:1', day(0), { email: ann, event_id: 'service:e' }))
      .when(removed(topics.reservation_events, joinKey(['service:1', 'service:e'])))
      .then(reservations([]), identity(ann, null));
  });
});

describe('a party size stands in for covers', () => {
  test('of the reservation whose id the order carries', () => {
    given(
      reserved('service:1', day(0), { party_size: 4 }),
      order('square:1', day(0), 800, { ...uncovered(800), reservation_id: 'service:1' }),
    ).then(spendOf({ covers_90d: 4, avg_per_cover_90d_minor: 200 }));
  });

  test('of the reservation that carries the id of the order, whoever completed it', () => {
    given(
      order('square:1', day(0), 800, uncovered(800)),
      reserved('service:1', day(7), { email: bob, party_size: 4, order_ids: '["square:1"]' }),
    ).then(spendOf({ covers_90d: 4, visits: 1 }), reservations(['service:1'], bob));
  });

  test('shared out over the checks, the first taking what does not divide', () => {
    given(
      reserved('service:1', day(0), { party_size: 5 }),
      order('square:1', day(0), 0, {
        covers: null,
        checks: [check(ann, 10), check(bob, 10)],
        reservation_id: 'service:1',
      }),
    ).then(spendOf({ covers_90d: 3 }), spendOf({ covers_90d: 2 }, bob));
  });

  test('else of the guest’s own there and then: the one completed last, of several the smallest id', () => {
    given(
      order('square:1', day(0), 800, uncovered(800)),
      reserved('service:3', day(0), { email: ann, party_size: 2 }),
      reserved('service:2', day(0), { email: ann, party_size: 4 }),
      reserved('service:1', day(0) - HOUR, { email: ann, party_size: 8 }),
      reserved('service:0', day(0), { email: ann, party_size: 9, venue_id: 'pier' }),
    ).then(spendOf({ covers_90d: 4 }), at('square:1', { covers_90d: 4 }));
  });

  test('and no more when that is cancelled after all', () => {
    given(order('square:1', day(0), 800, uncovered(800)), reserved('service:1', day(0), { email: ann, party_size: 4 }))
      .when(reserved('service:1', day(1), { type: 'reservation.cancelled' }))
      .then(spendOf({ covers_90d: 1 }));
  });

  test('of the latest event that names one', () => {
    given(
      reserved('service:1', day(0), { email: ann, type: 'reservation.created', party_size: 2 }),
      reserved('service:1', day(0) + 1, { type: 'reservation.updated', party_size: 6 }),
      reserved('service:1', day(0) + 2),
      order('square:1', day(0), 600, uncovered(600)),
    ).then(spendOf({ covers_90d: 6 }));
  });

  test('not for an order that has covers, be they 0', () => {
    given(
      reserved('service:1', day(0), { email: ann, party_size: 4 }),
      order('toast:1', day(0), 600, { covers: 0 }),
    ).then(spendOf({ covers_90d: 0 }));
  });

  test('of a guest’s own only where the guest has all of the checks, as after a merge', () => {
    const shared = given(
      reserved('service:1', day(0), { email: ann, party_size: 4 }),
      order('square:1', day(0), 0, { covers: null, checks: [check(ann, 10), check(bob, 10)] }),
    );
    shared.then(spendOf({ covers_90d: 1 }), spendOf({ covers_90d: 0 }, bob));
    shared.when(decided(guestIdOf(ann), bob)).then(spendOf({ covers_90d: 4, spend_90d_minor: 20 }));
  });
});

describe('whose an order is', () => {
  test('a check of nobody is that of the reservation’s guest, a check of somebody stays theirs', () => {
    given(
      order('toast:1', day(0), 0, {
        covers: 2,
        checks: [check(null, 70), check(bob, 30)],
        reservation_id: 'service:1',
      }),
      reserved('service:1', day(0), { email: ann }),
    ).then(spendOf({ spend_90d_minor: 70, covers_90d: 1 }), spendOf({ spend_90d_minor: 30, covers_90d: 1 }, bob));
  });

  test('ids of orders that are no list of texts link nothing, and the stream goes on', () => {
    given(
      order('toast:1', day(0), 70, nobody(70)),
      reserved('service:1', day(0), { email: ann, order_ids: '{"toast:1":1}' }),
      reserved('service:2', day(1), { email: ann, order_ids: 'toast:1' }),
    ).then(spendOf(null), reservations(['service:1', 'service:2']));
  });

  test('before the reservation is known it is nobody’s, and again when the order lets go of it', () => {
    const carried = given(order('toast:1', day(0), 70, { ...nobody(70), reservation_id: 'service:1' }));
    carried.then(spendOf(null));
    const known = carried.when(reserved('service:1', day(9), { email: ann, type: 'reservation.confirmed' }));
    known.then(spendOf({ spend_90d_minor: 70, visits: 1 }));
    known.when(order('toast:1', day(0), 70, { ...nobody(70), version: 2 })).then(spendOf(null));
  });

  test('a reservation that carries the order’s id goes before one whose id the order carries', () => {
    given(
      order('toast:1', day(0), 70, { ...nobody(70), reservation_id: 'service:1' }),
      reserved('service:1', day(0), { email: ann }),
      reserved('service:2', day(0), { email: bob, order_ids: '["toast:1"]' }),
    ).then(spendOf(null), spendOf({ spend_90d_minor: 70 }, bob));
  });

  test('a check with an address and one that comes by a client id with that address are one row, and go one by one', () => {
    const both = given(
      profile('toast:7', { email: ann }),
      order('toast:1', day(0), 0, { covers: 2, checks: [check(ann, 70), check('toast:7', 30)] }),
    );
    both.then(at('toast:1', { spend_90d_minor: 100, covers_90d: 2, orders_90d: 1 }), identity('toast:7', null));
    both
      .when(profile('toast:7', { email: bob, version: 2 }))
      .then(at('toast:1', { spend_90d_minor: 70 }), at('toast:1', { spend_90d_minor: 30 }, bob));
  });

  test('what a client id has moves with the address of its profile, and comes back when that goes', () => {
    const unknown = given(
      order('toast:1', day(0), 30, { checks: [check('toast:7', 30)] }),
      reserved('service:1', day(3), { client_id: 'toast:7' }),
    );
    unknown.then(spendOf({ spend_90d_minor: 30, visits: 2 }, 'toast:7'), identity('toast:7', guestIdOf('toast:7')));
    const known = unknown.when(profile('toast:7', { email: ann }));
    known.then(spendOf({ spend_90d_minor: 30, visits: 2 }), spendOf(null, 'toast:7'), identity('toast:7', null));
    known
      .when(profile('toast:7', { email: null, version: 2 }))
      .then(spendOf(null), spendOf({ spend_90d_minor: 30, visits: 2 }, 'toast:7'), identity(ann, null));
    known.when(removed(topics.guest_profiles, joinKey(['toast:7', 1]))).then(spendOf({ visits: 2 }, 'toast:7'));
  });
});

describe('a profile', () => {
  test('makes a guest: of its address, else of its own', () => {
    given(profile('sevenrooms:1', { email: ann }), profile('sevenrooms:2')).then(
      identity(ann, guestIdOf(ann)),
      identity('sevenrooms:1', null),
      identity('sevenrooms:2', guestIdOf('sevenrooms:2')),
    );
  });

  test('with the most visits stands for the member; ties go to the oldest, then the smallest id', () => {
    const told = { email: ann, created_at: 5 };
    const three = given(profile('c:3', told), profile('c:2', told), profile('c:4', { email: ann, visits: null }));
    three.then(knows(ann, { canonical_client_id: 'c:2' }));
    three.when(profile('c:1', { email: ann })).then(knows(ann, { canonical_client_id: 'c:2' }));
    three.when(profile('c:9', { ...told, created_at: 4 })).then(knows(ann, { canonical_client_id: 'c:9' }));
    three.when(profile('c:8', { email: ann, visits: 1 })).then(knows(ann, { canonical_client_id: 'c:8' }));
  });

  test('that has a phone or a name lends it to the member; who said no anywhere is out', () => {
    const two = given(
      profile('c:1', { email: ann, visits: 9, first_name: ' Ann ', last_name: '', opted_out: false }),
      profile('c:2', { email: ann, phone: '+12125550100', first_name: 'A.', opted_out: true }),
    );
    two.then(knows(ann, { canonical_client_id: 'c:1', name: 'Ann', phone: '+12125550100', opted_out: true }));
    two
      .when(profile('c:2', { email: ann, opted_out: false, version: 2 }))
      .then(knows(ann, { name: 'Ann', phone: null, opted_out: false }));
  });

  test('of an older version says nothing', () => {
    given(profile('c:1', { email: ann, version: 2 }), profile('c:1', { email: bob })).then(
      identity(ann, guestIdOf(ann)),
      identity(bob, null),
    );
  });
});
