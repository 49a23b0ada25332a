import { describe, expect, test } from 'vitest';
import { emailOf, guestIdOf, memberOf } from '../../processors/identity.ts';
import { topics } from '../../schemas/topics.ts';
import {
  ann,
  at,
  bob,
  check,
  day,
  decided,
  erased,
  given,
  guestOf,
  identity,
  loyalty,
  order,
  rejected,
  spendOf,
} from './sentences.ts';

describe('who paid', () => {
  test('a check goes to its address, else its client id, else nobody', () => {
    expect(memberOf(ann, 'toast:1')).toBe(ann);
    expect(memberOf(null, 'toast:1')).toBe('toast:1');
    expect(memberOf(null, null)).toBeNull();
  });

  test('an address is told from a client id', () => {
    expect(emailOf(ann)).toBe(ann);
    expect(emailOf('sevenrooms:ann@example.com')).toBeNull();
    expect(emailOf('"a:b"@example.com')).toBe('"a:b"@example.com');
  });

  test('the guest follows from the member alone', () => {
    expect(guestIdOf(ann)).toBe('g_71d4f55f72fa128dfb46');
    expect(guestIdOf(ann)).not.toBe(guestIdOf(bob));
  });

  test('an order of nobody known has no row', () => {
    given(order('toast:1', day(0), 100, { checks: [check(null, 100)] })).then((driver) => {
      expect([...driver.table(topics.guest_spend_history)]).toEqual([]);
    });
  });

  test('an order counts for each guest with that guest’s checks', () => {
    given(order('toast:1', day(0), 0, { checks: [check(ann, 100), check('toast:7', 30)] })).then(
      at('toast:1', { spend_90d_minor: 100 }),
      at('toast:1', { spend_90d_minor: 30 }, 'toast:7'),
    );
  });

  test('a correction of the address takes the order from one guest to the other', () => {
    given(order('toast:1', day(0), 100))
      .when(order('toast:1', day(0), 100, { version: 2, checks: [check(bob, 100)] }))
      .then(spendOf(null), spendOf({ spend_90d_minor: 100 }, bob), identity(ann, null), identity(bob, guestIdOf(bob)));
  });

  test('an order that does not count still knows its guest', () => {
    given(order('toast:1', day(0), 100, { state: 'voided' })).then(
      identity(ann, guestIdOf(ann)),
      spendOf(null),
      at('toast:1', null),
    );
  });

  test('an order in a state we do not know counts nothing', () => {
    given(order('toast:1', day(0), 100, { state: 'simmering' })).then(spendOf(null), rejected());
  });
});

describe('a merge', () => {
  const two = given(
    order('toast:1', day(0), 60_000),
    order('toast:2', day(1), 40_000, { checks: [check(bob, 40_000)] }),
    order('toast:3', day(2), 0, { covers: 2, checks: [check(ann, 5), check(bob, 7)] }),
  );
  const merged = two.when(decided(guestIdOf(ann), bob));

  test('brings all orders to one guest, spend, visits and tier with them', () => {
    merged.then(
      identity(bob, guestIdOf(ann)),
      spendOf({ spend_90d_minor: 100_012, orders_90d: 3, covers_90d: 4, visits: 3, loyalty_tier: 'member' }),
      at('toast:3', { spend_90d_minor: 100_012, covers_90d: 4 }),
      loyalty({ reason: 'spend', order_id: 'toast:2' }),
      spendOf(null, bob),
      at('toast:2', null, bob),
      loyalty(null, bob),
    );
  });

  test('an order that two of the guest’s members paid is one row, with both parts', () => {
    merged.then((driver) => {
      const row = driver.table(topics.guest_spend_history).get(`${guestOf(ann)}|toast:3`);
      expect(row?.parts.map(({ member, net_minor }) => [member, net_minor])).toEqual([
        [ann, 5],
        [bob, 7],
      ]);
    });
  });

  test('also takes what comes later, corrections of before included', () => {
    merged
      .when(order('toast:2', day(1), 39_000, { version: 2, checks: [check(bob, 39_000)] }))
      .then(spendOf({ lifetime_spend_minor: 99_012, loyalty_tier: null }), loyalty(null));
  });

  test('undone, gives each guest its own back', () => {
    merged
      .when(decided(null, bob))
      .then(
        spendOf({ spend_90d_minor: 60_005, orders_90d: 2, visits: 2, loyalty_tier: null }),
        spendOf({ spend_90d_minor: 40_007, orders_90d: 2 }, bob),
        identity(bob, guestIdOf(bob)),
        loyalty(null),
      );
  });

  test('holds for orders that come after it alone', () => {
    given(decided('g_house', ann, bob))
      .when(order('toast:1', day(0), 100), order('toast:2', day(1), 20, { checks: [check(bob, 20)] }))
      .then(spendOf({ spend_90d_minor: 120 }, 'g_house'), spendOf(null), spendOf(null, bob));
  });
});

describe('erasure', () => {
  test('an order all of whose versions are removed is gone, and with it the guest it alone named', () => {
    given(order('toast:1', day(0), 100), order('toast:1', day(0), 90, { version: 2 }))
      .when(erased('toast:1', 1), erased('toast:1', 2))
      .then(spendOf(null), at('toast:1', null), identity(ann, null), loyalty(null));
  });

  test('the removal of a version that no longer counts changes nothing', () => {
    given(order('toast:1', day(0), 100), order('toast:1', day(0), 90, { version: 2 }))
      .when(erased('toast:1', 1))
      .then(spendOf({ spend_90d_minor: 90 }));
  });
});

describe('what makes no sense is rejected, and the rest goes on', () => {
  test.each([
    ['closed_without_closed_at', { closed_at: null }],
    ['closed_without_business_date', { business_date: null }],
    ['negative_covers', { covers: -1 }],
    ['negative_net', { checks: [check(ann, -1)] }],
  ])('%s', (reason, wrong) => {
    given(order('toast:1', day(0), 100), order('toast:2', day(1), 20))
      .when(order('toast:2', day(1), 20, { version: 2, ...wrong }))
      .then(rejected(reason), spendOf({ spend_90d_minor: 120 }));
  });
});
