import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyDigits } from '../../schemas/currency.ts';
import { minorOf, shareOf } from '../../upstreams/shared/money.ts';

describe('an amount in major units becomes integer minor units', () => {
  it.each([
    [12.34, 'USD', 1234],
    [0, 'USD', 0],
    [0.1 + 0.2, 'USD', 30],
    [1.005, 'USD', 101],
    [1.004999, 'USD', 100],
    [8.165, 'USD', 817],
    [0.005, 'USD', 1],
    [0.0049, 'USD', 0],
    [1e-7, 'USD', 0],
    [999999999.99, 'USD', 99999999999],
    [1234, 'JPY', 1234],
    [1234.5, 'JPY', 1235],
    [0.4, 'JPY', 0],
    [1.2345, 'KWD', 1235],
    [1.234, 'KWD', 1234],
    [-1.005, 'USD', -101],
    [-0.001, 'USD', 0],
    [1e10, 'USD', 1e12],
  ])('%d %s is %d', (amount, currency, minor) => {
    expect(minorOf(amount, currency)).toBe(minor);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e21, 1e14, -1e300, Number.MAX_VALUE])('%d is none', (amount) => {
    expect(minorOf(amount, 'USD')).toBeNull();
  });

  it('gives back every amount that a till can show', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (minor) => minorOf(minor / 100, 'USD') === minor),
      { numRuns: 2000 },
    );
  });

  it('knows how many digits a currency has, and takes two for one it does not know', () => {
    expect(['USD', 'EUR', 'JPY', 'KWD', 'CLF', 'ISK', 'XXX'].map(currencyDigits)).toEqual([2, 2, 0, 3, 4, 0, 2]);
  });
});

describe("a check's share of an amount", () => {
  it('is rounded half up', () => {
    expect([shareOf(1, 1, 2), shareOf(10, 1, 3), shareOf(5, 1, 10), shareOf(4, 1, 10)]).toEqual([1, 3, 1, 0]);
  });

  it('is nothing of nothing', () => {
    expect(shareOf(500, 0, 0)).toBe(0);
  });

  it('is exact where a product is beyond what a double holds', () => {
    expect(shareOf(9_007_199_254_740_990, 9_007_199_254_740_990, 9_007_199_254_740_991)).toBe(9_007_199_254_740_989);
  });
});
