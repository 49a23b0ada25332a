import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../../schemas/generated/types.ts';
import { nextOf } from '../../../upstreams/toast/api.ts';
import { ordersSource } from '../../../upstreams/toast/orders-source.ts';
import { Reading } from '../contract.ts';
import { pollContext } from '../poll-context.ts';
import { bistro } from './sample.ts';
import { Till } from './till.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOW_MS = Date.parse('2026-11-20T18:00:00Z');

const newReading = () =>
  new Reading((value) => {
    // The source produces nothing but orders.
    const { order_id, version } = value as Order;
    return { key: order_id.replace('toast:', ''), version };
  });

function sourceOf(till: Till, days = 30) {
  const since = { kind: 'ago', months: 0, ms: days * DAY_MS } as const;
  return ordersSource(till, { pollSeconds: 60, since }, bistro);
}

function complete(read: Reading, till: Till): void {
  expect(read.versions).toEqual(till.latest());
  expect(read.repeated()).toEqual([]);
}

describe('a window with more orders than a page holds', () => {
  const orders = (till: Till, count: number, every_ms: number) => {
    for (let n = 0; n < count; n++) till.change(`o-${n}`, NOW_MS - 20 * DAY_MS + n * every_ms);
  };
  const orderings: [string, Till['sorted']][] = [
    ['the oldest first', (rows) => rows.toSorted((a, b) => a.modified_ms - b.modified_ms)],
    ['the latest first', (rows) => rows.toSorted((a, b) => b.modified_ms - a.modified_ms)],
    ['by their ids', (rows) => rows.toSorted((a, b) => a.guid.localeCompare(b.guid))],
  ];

  it.each(orderings)('is read in full, its rows coming %s', async (_what, sorted) => {
    const till = new Till(NOW_MS);
    till.sorted = sorted;
    orders(till, 950, 20 * MINUTE_MS);
    const read = newReading();
    await read.poll(sourceOf(till), NOW_MS);
    complete(read, till);
  });

  it('loses no order when others leave it while it is read', async () => {
    const till = new Till(NOW_MS);
    orders(till, 950, 20 * MINUTE_MS);
    let moved = 0;
    till.before = () => {
      till.now_ms += 1000;
      if (moved < 300) till.change(`o-${moved++}`, till.now_ms);
    };
    const read = newReading();
    await read.poll(sourceOf(till), till.now_ms);
    till.before = () => undefined;
    await read.poll(sourceOf(till), till.now_ms);
    complete(read, till);
  });

  it('is one millisecond: a bulk change is read page by page until nothing new turns up', async () => {
    const till = new Till(NOW_MS);
    for (let n = 0; n < 450; n++) till.change(`o-${n}`, NOW_MS - DAY_MS);
    let moved = 0;
    till.before = (query) => {
      // Orders on the first page leave the millisecond while the pages after it are read.
      if (query.get('page') !== '1' && moved < 150) till.change(`o-${moved++}`, NOW_MS - 1000 + moved);
    };
    const read = newReading();
    await read.poll(sourceOf(till), NOW_MS);
    expect(new Map([...read.versions])).toEqual(till.latest());
    expect(read.repeated()).toEqual([]);
  });

  it('costs few requests: two for three pages at most', async () => {
    const till = new Till(NOW_MS);
    orders(till, 2000, 10 * MINUTE_MS);
    await newReading().poll(sourceOf(till), NOW_MS);
    expect(till.queries.length).toBeLessThan(2000 / 100 / 0.5 + 10);
  });
});

describe('a source with little to say', () => {
  it('asks for a month at most, and says once that there is nothing', async () => {
    const till = new Till(NOW_MS);
    const read = newReading();
    let pages = 0;
    for await (const _page of sourceOf(till, 1000).poll(undefined, pollContext(NOW_MS))) pages++;
    expect(pages).toBe(1);
    expect(till.queries.length).toBeLessThan(50);
    expect(read.values).toEqual([]);
  });

  it('does not ask for what Toast does not have: nothing before December 2015', async () => {
    const till = new Till(NOW_MS);
    await newReading().poll(ordersSource(till, { pollSeconds: 60, since: { kind: 'beginning' } }, bistro), NOW_MS);
    expect(new URLSearchParams(till.queries[0]).get('startDate')).toBe('2015-12-02T00:00:00.000+0000');
  });
});

describe('an order that ordersBulk shows late', () => {
  it('is found up to a quarter of an hour later, and once', async () => {
    const till = new Till(NOW_MS);
    const read = newReading();
    till.change('early', NOW_MS - MINUTE_MS);
    till.change('late', NOW_MS - MINUTE_MS, 15 * MINUTE_MS);
    for (let minute = 0; minute < 40; minute++) {
      till.now_ms = NOW_MS + minute * MINUTE_MS;
      await read.poll(sourceOf(till), till.now_ms);
    }
    complete(read, till);
  });

  it('leaves nothing behind in the cursor when its time is over', async () => {
    const till = new Till(NOW_MS);
    const read = newReading();
    for (let n = 0; n < 500; n++) till.change(`o-${n}`, NOW_MS - n * 1000);
    await read.poll(sourceOf(till), NOW_MS);
    expect(JSON.stringify(read.cursors.get('toast.orders.bistro')).length).toBeGreaterThan(1000);
    till.now_ms = NOW_MS + 31 * MINUTE_MS;
    await read.poll(sourceOf(till), till.now_ms);
    expect(read.cursors.get('toast.orders.bistro')).toMatchObject({ seen: [] });
  });
});

describe('whatever happens', () => {
  const step = fc.record({
    wait_s: fc.integer({ min: 1, max: 1200 }),
    changes: fc.array(
      fc.record({
        order: fc.integer({ min: 0, max: 120 }),
        ago_s: fc.integer({ min: 0, max: 500 }),
        late_s: fc.integer({ min: 0, max: 400 }),
      }),
      { maxLength: 150 },
    ),
    /** After how many pages the process dies. */
    pages: fc.constantFrom(0, 1, 2, 3, 100),
    order: fc.constantFrom<1 | -1 | 0>(1, -1, 0),
  });

  it('every order is read in its last version, and no version twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const till = new Till(NOW_MS - 10 * DAY_MS);
        const read = newReading();
        const source = sourceOf(till);
        const last = new Map<string, number>();
        for (const { wait_s, changes, pages, order } of steps) {
          till.now_ms += wait_s * 1000;
          till.sorted = (rows) => rows.toSorted((a, b) => order * (a.modified_ms - b.modified_ms));
          for (const change of changes) {
            const guid = `o-${change.order}`;
            // An order's changes have different times, each after the one before.
            const modified_ms = Math.max(till.now_ms - change.ago_s * 1000, (last.get(guid) ?? 0) + 1);
            if (modified_ms > till.now_ms) continue;
            last.set(guid, modified_ms);
            till.change(guid, modified_ms, change.late_s * 1000);
          }
          await read.poll(source, till.now_ms, pages);
        }
        till.now_ms += 600_000;
        await read.poll(source, till.now_ms);
        await read.poll(source, till.now_ms);
        complete(read, till);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('what a server may answer besides', () => {
  it('a link that leads back is no end: it is tried again later', async () => {
    const till = new Till(NOW_MS);
    for (let n = 0; n < 150; n++) till.change(`o-${n}`, NOW_MS - DAY_MS);
    const answer = till.ordersPage.bind(till);
    till.ordersPage = async (query) => {
      const page = await answer(query);
      return { rows: page.rows, next: query.includes('page=2') ? query : page.next };
    };
    await expect(newReading().poll(sourceOf(till), NOW_MS)).rejects.toMatchObject({
      kind: 'retry',
      reason: 'paging_loop',
    });
  });

  it('no list is nothing that we know: somebody must look at it', async () => {
    const till = new Till(NOW_MS);
    till.ordersPage = async () => ({ rows: { status: 500 }, next: null });
    await expect(newReading().poll(sourceOf(till), NOW_MS)).rejects.toMatchObject({
      kind: 'fatal',
      reason: 'orders_page_is_no_list',
    });
  });
});

describe('the link header', () => {
  const of = (rel: string, page: number) =>
    `<https://other.test/orders/v2/ordersBulk?a=b%2C%20c&page=${page}>; rel="${rel}"`;

  it('tells the query of the next page, and not its host', () => {
    expect(nextOf([of('first', 1), of('self', 2), of('prev', 1), of('next', 3)].join(', '))).toBe('?a=b%2C%20c&page=3');
    expect(nextOf([of('next', 3), of('self', 2)].join(','))).toBe('?a=b%2C%20c&page=3');
  });

  it('has no next at the end', () => {
    expect([
      nextOf(undefined),
      nextOf(''),
      nextOf(of('first', 1)),
      nextOf('<nonsense'),
      nextOf('<https://x.test/>; rel="next"'),
    ]).toEqual(Array(5).fill(null));
  });
});
