import { afterEach, describe, expect, test } from 'vitest';
import { FixedWindows } from '../../sandbox/limits.ts';
import { ANCHOR_MS, bulk, DAY_MS, FULTON, login, SOHO, type Visitor, visit } from './support.ts';

let visitor: Visitor;
afterEach(() => visitor?.sandbox.close());

const BULK = bulk(ANCHOR_MS - DAY_MS, ANCHOR_MS, 1);

/** The answers to so many requests at once, which all fall into one or two of the vendor's one-second windows. */
async function burst(count: number, path: string, restaurant?: string): Promise<Response[]> {
  return Promise.all(Array.from({ length: count }, () => visitor.get(path, restaurant)));
}

describe('with the vendor’s limits', () => {
  test('ordersBulk takes 5 requests a second per restaurant, and says when to come back', async () => {
    visitor = await visit({ vendorLimits: true });
    const answers = await burst(15, BULK);
    const refused = answers.filter((answer) => answer.status === 429);
    expect(answers.filter((answer) => answer.status === 200).length).toBeLessThanOrEqual(10);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    for (const answer of refused) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(answer.headers.get('x-toast-ratelimit-by')).toBe('ENDPOINT');
      expect(answer.headers.get('x-toast-ratelimit-remaining')).toBe('0');
      expect(Number(answer.headers.get('x-toast-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000 - 10);
    }
  });

  test('one restaurant’s requests take nothing from another’s', async () => {
    visitor = await visit({ vendorLimits: true });
    await burst(15, BULK, SOHO);
    expect((await visitor.get(BULK, FULTON)).status).toBe(200);
  });

  test('all requests together are 20 a second per restaurant', async () => {
    visitor = await visit({ vendorLimits: true });
    const answers = await burst(60, '/orders/v2/orders/89488287-f259-435b-a654-0bc391596af0');
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    expect(refused[0]!.headers.get('x-toast-ratelimit-by')).toBe('GLOBAL');
  });

  test('a third login within the hour is refused', async () => {
    visitor = await visit({ vendorLimits: true });
    expect((await login(visitor.sandbox.urls.toast)).status).toBe(200);
    const third = await login(visitor.sandbox.urls.toast);
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

test('without them nothing is refused and no limit is announced', async () => {
  visitor = await visit();
  const answers = await burst(40, BULK);
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  expect(answers[0]!.headers.get('x-toast-ratelimit-by')).toBeNull();
});

describe('fixed windows', () => {
  const second = { by: 'ENDPOINT', requests: 2, window_ms: 1_000 };
  const minute = { by: 'GLOBAL', requests: 3, window_ms: 60_000 };

  test('begin anew on the full second, whenever the requests came', () => {
    const windows = new FixedWindows([second]);
    const allowed = [900, 950, 999, 1_000, 1_001, 1_002].map((at_ms) => windows.take('one', at_ms).allowed);
    expect(allowed).toEqual([true, true, false, true, true, false]);
  });

  test('the tightest limit speaks', () => {
    const windows = new FixedWindows([second, minute]);
    const took = [0, 10, 20, 1_000, 1_010].map((at_ms) => windows.take('one', at_ms));
    expect(took.map(({ allowed, limit }) => [allowed, limit.by])).toEqual([
      [true, 'ENDPOINT'],
      [true, 'ENDPOINT'],
      [false, 'ENDPOINT'],
      [true, 'GLOBAL'],
      [false, 'GLOBAL'],
    ]);
    expect(took.at(-1)!.reset_ms).toBe(60_000);
  });
});
