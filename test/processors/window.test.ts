import { describe, test } from 'vitest';
import { tick } from '../../runtime/driver/given.ts';
import { at, check, day, given, order, spendOf } from './sentences.ts';

describe('the rolling window', () => {
  test('an order is in its own window', () => {
    given(order('toast:1', day(0), 18_500)).then(
      at('toast:1', {
        as_of: day(0),
        spend_90d_minor: 18_500,
        covers_90d: 1,
        orders_90d: 1,
        lifetime_spend_minor: 18_500,
      }),
      spendOf({ as_of: day(0), spend_90d_minor: 18_500, orders_90d: 1, lifetime_spend_minor: 18_500, visits: 1 }),
    );
  });

  test('an order a millisecond short of 90 days ago still counts', () => {
    given(order('toast:1', day(0), 100), order('toast:2', day(90) - 1, 20)).then(
      at('toast:2', { spend_90d_minor: 120 }),
    );
  });

  test('an order exactly 90 days ago counts no more, but in lifetime', () => {
    given(order('toast:1', day(0), 100), order('toast:2', day(90), 20)).then(
      at('toast:2', { spend_90d_minor: 20, orders_90d: 1, covers_90d: 1, lifetime_spend_minor: 120 }),
    );
  });

  test('spend falls by itself once a tick reaches 90 days, not a millisecond earlier', () => {
    const story = given(order('toast:1', day(0), 18_500)).when(tick(day(90) - 1));
    story.then(spendOf({ as_of: day(0), spend_90d_minor: 18_500 }));
    story.when(tick(day(90))).then(
      spendOf({
        as_of: day(90),
        spend_90d_minor: 0,
        covers_90d: 0,
        orders_90d: 0,
        avg_per_cover_90d_minor: 0,
        lifetime_spend_minor: 18_500,
        spend_tier: null,
      }),
    );
  });

  test('spend does not fall by an order of another guest, however late it is dated', () => {
    given(
      order('toast:1', day(0), 100),
      order('toast:2', day(4000), 1, { checks: [check('bob@example.com', 1)] }),
    ).then(spendOf({ as_of: day(0), spend_90d_minor: 100 }));
  });

  test('after a pause all that is due has left, and as_of is the last that left', () => {
    given(order('toast:1', day(0), 100), order('toast:2', day(3), 20), order('toast:3', day(80), 3))
      .when(tick(day(100)))
      .then(spendOf({ as_of: day(93), spend_90d_minor: 3, orders_90d: 1, lifetime_spend_minor: 123 }));
  });

  test('an order that arrives after it would have left only adds to lifetime', () => {
    given(order('toast:2', day(50), 20))
      .when(tick(day(95)))
      .when(order('toast:1', day(0), 100))
      .then(
        spendOf({ as_of: day(90), spend_90d_minor: 20, lifetime_spend_minor: 120 }),
        at('toast:2', { spend_90d_minor: 120 }),
      );
  });

  test('orders of one instant all see each other', () => {
    given(order('toast:1', day(0), 100), order('toast:2', day(0), 20), order('toast:3', day(0), 3)).then(
      at('toast:1', { spend_90d_minor: 123, orders_90d: 3, lifetime_spend_minor: 123 }),
      at('toast:2', { spend_90d_minor: 123, orders_90d: 3, lifetime_spend_minor: 123 }),
      at('toast:3', { spend_90d_minor: 123, orders_90d: 3, lifetime_spend_minor: 123 }),
    );
  });

  test('every currency is by itself', () => {
    given(order('toast:1', day(0), 100), order('toast:2', day(1), 20, { currency: 'EUR' })).then(
      spendOf({ spend_90d_minor: 100, lifetime_spend_minor: 100, visits: 2, as_of: day(0) }),
      spendOf({ spend_90d_minor: 20, lifetime_spend_minor: 20, visits: 2, as_of: day(1) }, 'ann@example.com', 'EUR'),
      at('toast:1', { visits: 1 }),
      at('toast:2', { visits: 2, spend_90d_minor: 20 }),
    );
  });
});

describe('late, corrected, voided, refunded', () => {
  test('a late order raises every row after it, within its window and for life', () => {
    given(order('toast:2', day(30), 20), order('toast:3', day(90), 3), order('toast:1', day(0), 100)).then(
      at('toast:1', { spend_90d_minor: 100, visits: 1 }),
      at('toast:2', { spend_90d_minor: 120, lifetime_spend_minor: 120, visits: 2 }),
      at('toast:3', { spend_90d_minor: 23, lifetime_spend_minor: 123, visits: 3 }),
    );
  });

  test('a refund lowers its row and those after it', () => {
    given(
      order('toast:1', day(0), 100),
      order('toast:2', day(1), 20),
      order('toast:1', day(0), 60, { version: 2 }),
    ).then(at('toast:1', { spend_90d_minor: 60 }), at('toast:2', { spend_90d_minor: 80, lifetime_spend_minor: 80 }));
  });

  test('of two versions the higher counts, whichever comes first', () => {
    given(order('toast:1', day(0), 60, { version: 2 }), order('toast:1', day(0), 100)).then(
      spendOf({ spend_90d_minor: 60 }),
    );
  });

  test('of two records with one version the later counts', () => {
    given(order('toast:1', day(0), 100), order('toast:1', day(0), 60)).then(spendOf({ spend_90d_minor: 60 }));
  });

  test('a voided order loses its row, and the guest of no other order its spend', () => {
    given(order('toast:1', day(0), 100))
      .when(order('toast:1', day(0), 100, { state: 'voided', version: 2 }))
      .then(at('toast:1', null), spendOf(null));
  });

  test('an order that was opened again counts once it is closed again', () => {
    const story = given(order('toast:1', day(0), 100)).when(
      order('toast:1', day(0), 100, { state: 'open', version: 2 }),
    );
    story.then(at('toast:1', null), spendOf(null));
    story
      .when(order('toast:1', day(1), 120, { version: 3 }))
      .then(at('toast:1', { as_of: day(1), spend_90d_minor: 120 }));
  });

  test('an order moved to an earlier time takes its place there', () => {
    given(
      order('toast:1', day(5), 100),
      order('toast:2', day(10), 20),
      order('toast:2', day(1), 20, { version: 2 }),
    ).then(
      at('toast:2', { as_of: day(1), spend_90d_minor: 20, visits: 1 }),
      at('toast:1', { spend_90d_minor: 120, visits: 2 }),
      spendOf({ as_of: day(5) }),
    );
  });

  test('an order moved out of the window leaves the rows that it was in', () => {
    given(
      order('toast:1', day(80), 100),
      order('toast:2', day(100), 20),
      order('toast:1', day(0), 100, { version: 2 }),
    ).then(at('toast:2', { spend_90d_minor: 20, lifetime_spend_minor: 120 }));
  });

  test('an order corrected to another currency goes there', () => {
    given(order('toast:1', day(0), 100), order('toast:1', day(0), 90, { currency: 'EUR', version: 2 })).then(
      spendOf(null),
      spendOf({ spend_90d_minor: 90 }, 'ann@example.com', 'EUR'),
      at('toast:1', { currency: 'EUR', lifetime_spend_minor: 90 }),
    );
  });
});
