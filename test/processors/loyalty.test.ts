import { describe, test } from 'vitest';
import { ann, at, check, DAY, day, given, givenSettings, loyalty, order, spendOf } from './sentences.ts';

const HOUR = DAY / 24;
/** An order a day, from day 0. */
const evenings = (count: number) => Array.from({ length: count }, (_, n) => order(`toast:${n}`, day(n), 100));

describe('visits', () => {
  test('two orders at one venue on one business date are one visit, at the earlier', () => {
    given(order('toast:2', day(0) + HOUR, 100), order('toast:1', day(0), 100)).then(
      at('toast:1', { visits: 1 }),
      at('toast:2', { visits: 1 }),
      spendOf({ visits: 1 }),
    );
  });

  test('two venues on one business date are two', () => {
    given(order('toast:1', day(0), 100), order('toast:2', day(0), 100, { venue_id: 'pier' })).then(
      spendOf({ visits: 2 }),
    );
  });

  test('an order after midnight belongs to the business date before, and to its visit', () => {
    const date = Math.floor(day(0) / DAY);
    given(order('toast:1', day(0), 100), order('toast:2', day(0) + 6 * HOUR, 100, { business_date: date })).then(
      spendOf({ visits: 1 }),
    );
  });

  test('a correction of the business date splits a visit in two', () => {
    const story = given(order('toast:1', day(0), 100), order('toast:2', day(0) + HOUR, 100));
    story
      .when(order('toast:2', day(0) + HOUR, 100, { version: 2, business_date: Math.floor(day(1) / DAY) }))
      .then(at('toast:1', { visits: 1 }), at('toast:2', { visits: 2 }), spendOf({ visits: 2 }));
  });

  test('a voided first order moves its visit to the next', () => {
    given(
      order('toast:1', day(0), 100),
      order('toast:2', day(0) + HOUR, 100),
      order('toast:3', day(0), 1, { venue_id: 'pier' }),
    )
      .when(order('toast:1', day(0), 100, { version: 2, state: 'voided' }))
      .then(at('toast:3', { visits: 1 }), at('toast:2', { visits: 2 }));
  });
});

describe('loyalty', () => {
  test('four visits are none', () => {
    given(...evenings(4)).then(loyalty(null), spendOf({ loyalty_tier: null, visits: 4 }));
  });

  test('the fifth visit makes a member, from its instant on', () => {
    given(...evenings(6)).then(
      loyalty({ from_tier: null, to_tier: 'member', reason: 'visits', order_id: 'toast:4', changed_at: day(4) }),
      spendOf({ loyalty_tier: 'member' }),
      at('toast:3', { loyalty_tier: null }),
      at('toast:4', { loyalty_tier: 'member', visits: 5 }),
      at('toast:5', { loyalty_tier: 'member' }),
    );
  });

  test('lifetime spend makes a member, on the order that reaches it', () => {
    given(order('toast:1', day(0), 99_999), order('toast:2', day(100), 1)).then(
      loyalty({ reason: 'spend', order_id: 'toast:2', changed_at: day(100) }),
      at('toast:1', { loyalty_tier: null }),
      at('toast:2', { loyalty_tier: 'member', spend_90d_minor: 1 }),
    );
  });

  test('orders of one instant reach it together, the smallest id standing for them', () => {
    given(order('toast:2', day(0), 60_000), order('toast:1', day(0), 40_000)).then(
      loyalty({ reason: 'spend', order_id: 'toast:1', changed_at: day(0) }),
      at('toast:1', { loyalty_tier: 'member' }),
    );
  });

  test('whichever comes first', () => {
    given(...evenings(5), order('toast:9', day(2) + HOUR, 100_000)).then(
      loyalty({ reason: 'spend', changed_at: day(2) + HOUR }),
    );
    given(...evenings(5), order('toast:9', day(5), 100_000)).then(loyalty({ reason: 'visits', changed_at: day(4) }));
  });

  test('visits is the reason where both come at once', () => {
    given(...evenings(4), order('toast:9', day(4), 100_000)).then(
      loyalty({ reason: 'visits', order_id: 'toast:9', changed_at: day(4) }),
    );
  });

  test('the order of a visit is one that opened a visit, not one that only closed then', () => {
    const date = Math.floor(day(3) / DAY);
    given(...evenings(5), order('toast:0x', day(4), 100, { business_date: date })).then(
      loyalty({ order_id: 'toast:4' }),
    );
  });

  test('the tier is the guest’s, on the rows of all currencies', () => {
    given(
      ...evenings(3),
      order('toast:7', day(3), 100, { currency: 'EUR' }),
      order('toast:8', day(4), 1, { currency: 'EUR' }),
    ).then(
      spendOf({ loyalty_tier: 'member', visits: 5 }),
      spendOf({ loyalty_tier: 'member', visits: 5 }, ann, 'EUR'),
      loyalty({ order_id: 'toast:8' }),
    );
  });

  test('spend in a currency that the settings do not name makes no member', () => {
    given(order('toast:1', day(0), 9_999_999, { currency: 'JPY' })).then(loyalty(null));
  });

  test('of two currencies that reach their values at once, the smaller id of both', () => {
    givenSettings({ loyalty: { visits: 99, spend: { USD: 100, EUR: 100 } } })(
      order('toast:3', day(0), 99),
      order('toast:2', day(1), 1),
      order('toast:1', day(1), 100, { currency: 'EUR' }),
      order('toast:0', day(1), 100, { currency: 'JPY' }),
    ).then(loyalty({ reason: 'spend', order_id: 'toast:1', changed_at: day(1) }));
  });

  test('a void takes the tier back, everywhere', () => {
    given(...evenings(5), order('toast:7', day(9), 1, { currency: 'EUR', business_date: Math.floor(day(4) / DAY) }))
      .when(order('toast:2', day(2), 100, { version: 2, state: 'voided' }))
      .then(
        loyalty(null),
        spendOf({ loyalty_tier: null, visits: 4 }),
        spendOf({ loyalty_tier: null, visits: 4 }, ann, 'EUR'),
        at('toast:4', { loyalty_tier: null }),
        at('toast:7', { loyalty_tier: null }),
      );
  });

  test('a late order brings the moment forward', () => {
    given(...evenings(6))
      .when(order('toast:9', day(-1), 100))
      .then(loyalty({ order_id: 'toast:3', changed_at: day(3) }), at('toast:3', { loyalty_tier: 'member' }));
  });

  test('a guest who paid another’s check is loyal for that check alone', () => {
    given(order('toast:1', day(0), 0, { checks: [check(ann, 99_999), check('bob@example.com', 100_000)] })).then(
      loyalty(null),
      loyalty({ reason: 'spend' }, 'bob@example.com'),
    );
  });
});
