import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rulesOf } from '../../processors/settings.ts';
import { averagePerCover, spendTierOf } from '../../processors/tiers.ts';
import { tick } from '../../runtime/driver/given.ts';
import { sharedOut } from '../../schemas/covers.ts';
import { ann, at, bob, check, day, given, order, spendOf, usual } from './sentences.ts';

describe('covers and the average', () => {
  test('the average is the sum over the covers of the same orders', () => {
    given(order('toast:1', day(0), 10_000, { covers: 3 }), order('toast:2', day(1), 5_000, { covers: 2 })).then(
      spendOf({ spend_90d_minor: 15_000, covers_90d: 5, avg_per_cover_90d_minor: 3_000 }),
      at('toast:1', { avg_per_cover_90d_minor: 3_333 }),
    );
  });

  test('half a minor unit rounds up', () => {
    given(order('toast:1', day(0), 5, { covers: 2 })).then(spendOf({ avg_per_cover_90d_minor: 3 }));
  });

  test('less than half a minor unit rounds down', () => {
    given(order('toast:1', day(0), 4, { covers: 3 })).then(spendOf({ avg_per_cover_90d_minor: 1 }));
  });

  test('covers of 0 in all count as 1', () => {
    given(order('toast:1', day(0), 700, { covers: 0 })).then(spendOf({ covers_90d: 0, avg_per_cover_90d_minor: 700 }));
  });

  test('covers of 0 add none to those of other orders', () => {
    given(order('toast:1', day(0), 700, { covers: 0 }), order('toast:2', day(1), 300, { covers: 2 })).then(
      spendOf({ covers_90d: 2, avg_per_cover_90d_minor: 500 }),
    );
  });

  test('an order without covers counts as one', () => {
    given(order('square:1', day(0), 700, { covers: null })).then(
      spendOf({ covers_90d: 1, avg_per_cover_90d_minor: 700 }),
    );
  });

  test('no order in the window: the average is 0', () => {
    given(order('toast:1', day(0), 700))
      .when(tick(day(90)))
      .then(spendOf({ avg_per_cover_90d_minor: 0, covers_90d: 0 }));
  });

  test('covers are shared out over the checks, the first taking what does not divide', () => {
    given(order('toast:1', day(0), 0, { covers: 5, checks: [check(ann, 4_000), check(bob, 2_000)] })).then(
      spendOf({ spend_90d_minor: 4_000, covers_90d: 3 }),
      spendOf({ spend_90d_minor: 2_000, covers_90d: 2, avg_per_cover_90d_minor: 1_000 }, bob),
    );
  });

  test('the one cover that stands for none goes to the first check', () => {
    given(order('square:1', day(0), 0, { covers: null, checks: [check(ann, 400), check(bob, 200)] })).then(
      spendOf({ covers_90d: 1 }),
      spendOf({ covers_90d: 0, avg_per_cover_90d_minor: 200 }, bob),
    );
  });

  test('a check paid by nobody known keeps its covers to itself', () => {
    given(order('toast:1', day(0), 0, { covers: 4, checks: [check(null, 4_000), check(bob, 2_000)] })).then(
      spendOf(null),
      spendOf({ covers_90d: 2 }, bob),
    );
  });

  test('two checks of one guest are one row', () => {
    given(order('toast:1', day(0), 0, { covers: 3, checks: [check(ann, 100), check(bob, 30), check(ann, 20)] })).then(
      at('toast:1', { spend_90d_minor: 120, covers_90d: 2, orders_90d: 1 }),
    );
  });

  test('shares add up to what was shared, no two further apart than the rest that the first takes', () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.integer({ min: 1, max: 20 }), (covers, checks) => {
        const [first, ...others] = sharedOut(covers, checks);
        expect(first! + others.reduce((sum, share) => sum + share, 0)).toBe(covers);
        expect(new Set(others).size).toBeLessThan(2);
        for (const share of others) expect(first! - share).toBe(covers % checks);
      }),
    );
  });

  test('the average is exact where doubles of the quotient are not', () => {
    expect(averagePerCover(2 ** 53 - 1, 2)).toBe(2 ** 52);
    expect(averagePerCover(9_007_199_254_740_990, 4)).toBe(2_251_799_813_685_248);
  });
});

describe('the spend tier', () => {
  test.each([
    [18_500, 'Platinum'],
    [18_499, 'Gold'],
    [10_000, 'Gold'],
    [6_000, 'Silver'],
    [5_999, null],
  ])('an average of %d is %s', (net, spend_tier) => {
    given(order('toast:1', day(0), net)).then(spendOf({ spend_tier }), at('toast:1', { spend_tier }));
  });

  test('the average is compared after it was rounded', () => {
    given(order('toast:1', day(0), 36_999, { covers: 2 })).then(
      spendOf({ avg_per_cover_90d_minor: 18_500, spend_tier: 'Platinum' }),
    );
  });

  test('a currency without a value in it has no tier', () => {
    given(order('toast:1', day(0), 99_999, { currency: 'JPY' })).then(spendOf({ spend_tier: null }, ann, 'JPY'));
    expect(spendTierOf(rulesOf(usual).tiers, 'JPY', 99_999)).toBeNull();
  });

  test('the tier goes with the window', () => {
    given(order('toast:1', day(0), 20_000), order('toast:2', day(60), 7_000, { covers: 1 }))
      .when(tick(day(90)))
      .then(spendOf({ spend_tier: 'Silver' }), at('toast:2', { spend_tier: 'Gold' }));
  });
});
