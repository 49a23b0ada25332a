import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../runtime/failures.ts';
import { clientsSource, reservationsSource } from '../../../upstreams/sevenrooms/sources.ts';
import { Reading } from '../contract.ts';
import { Book, identity } from './book.ts';
import { places } from './sample.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOW_MS = Date.parse('2026-11-20T18:00:00Z');

const newReading = () => new Reading(identity);

function sourcesOf(book: Book, days = 400) {
  const config = { pollSeconds: 60, since: { kind: 'ago', months: 0, ms: days * DAY_MS } } as const;
  return { clients: clientsSource(book, config, places), reservations: reservationsSource(book, config, places) };
}

async function pollBoth(book: Book, read: Reading): Promise<void> {
  const { clients, reservations } = sourcesOf(book);
  await read.poll(clients, book.now_ms);
  await read.poll(reservations, book.now_ms);
}

function complete(read: Reading, book: Book): void {
  expect(read.versions).toEqual(book.latest());
  expect(read.repeated()).toEqual([]);
}

const day = (n: number) => new Date(Date.parse('2026-01-01') + n * DAY_MS).toISOString().slice(0, 10);

describe('profiles', () => {
  it('are read page by page beyond 4,000, which is a cap for reservations', async () => {
    const book = new Book(NOW_MS);
    for (let n = 0; n < 4700; n++) book.change('clients', `c-${n}`, NOW_MS - 10 * DAY_MS + n);
    const read = newReading();
    await read.poll(sourcesOf(book).clients, NOW_MS);
    complete(read, book);
    // Twice: rows may have moved from page to page.
    expect(book.queries.length).toBe(12 + 13);
  });

  it('are an error that is shown where SevenRooms caps them', async () => {
    const book = new Book(NOW_MS);
    book.clients_capped = true;
    for (let n = 0; n < 4001; n++) book.change('clients', `c-${n}`, NOW_MS - DAY_MS);
    const failed = newReading().poll(sourcesOf(book).clients, NOW_MS);
    await expect(failed).rejects.toMatchObject({ kind: 'fatal', reason: 'result_set_limited' });
  });

  it('updated before `since` are left out, even where SevenRooms passes over that filter', async () => {
    const book = new Book(NOW_MS);
    book.ignores_updated_since = true;
    book.change('clients', 'old', NOW_MS - 500 * DAY_MS);
    book.change('clients', 'young', NOW_MS - DAY_MS);
    const read = newReading();
    for (const minute of [0, 1, 2, 30]) {
      book.now_ms = NOW_MS + minute * MINUTE_MS;
      await read.poll(sourcesOf(book).clients, book.now_ms);
    }
    expect([...read.versions.keys()]).toEqual(['clients:young']);
    expect(read.repeated()).toEqual([]);
  });
});

describe('reservations, more than SevenRooms gives for a query', () => {
  it('are read by days, the busiest of them one by one, from the far past into the future', async () => {
    const book = new Book(NOW_MS);
    for (let n = 0; n < 9000; n++) {
      book.change('reservations', `r-${n}`, NOW_MS - 30 * DAY_MS + n, {
        date: day(n < 7990 ? 100 + (n % 2) : n % 360),
      });
    }
    book.change('reservations', 'ancient', NOW_MS - DAY_MS, { date: '2004-02-29' });
    book.change('reservations', 'wedding', NOW_MS - DAY_MS, { date: '2031-06-01' });
    const read = newReading();
    await read.poll(sourcesOf(book).reservations, NOW_MS);
    complete(read, book);
    expect(book.queries.some(({ from_date, to_date }) => from_date !== undefined && from_date === to_date)).toBe(true);
  });

  it('are an error that is shown where they are on one day', async () => {
    const book = new Book(NOW_MS);
    for (let n = 0; n < 4001; n++) book.change('reservations', `r-${n}`, NOW_MS - DAY_MS, { date: '2026-07-04' });
    const failed = newReading().poll(sourcesOf(book).reservations, NOW_MS);
    await expect(failed).rejects.toMatchObject({ kind: 'fatal', reason: 'too_many_on_a_day', message: /2026-07-04/ });
  });

  it('are read to the end by a process that dies after every page', async () => {
    const book = new Book(NOW_MS);
    for (let n = 0; n < 4500; n++) book.change('reservations', `r-${n}`, NOW_MS - DAY_MS + n, { date: day(n % 300) });
    const read = newReading();
    const { reservations } = sourcesOf(book);
    for (let turn = 0; turn < 60; turn++) await read.poll(reservations, NOW_MS, 1);
    complete(read, book);
    expect(read.cursors.get('sevenrooms.reservations')).toMatchObject({ scan: null, read_to_ms: NOW_MS });
  });
});

describe('a scan of several pages', () => {
  it('loses no row that moves to a page which has been read', async () => {
    const book = new Book(NOW_MS);
    for (let n = 0; n < 2000; n++) book.change('clients', `c-${n}`, NOW_MS - DAY_MS + n);
    let moved = 0;
    book.before = () => {
      book.now_ms += 1000;
      // Whoever changes goes to the end, and all those behind move up.
      if (moved < 300) for (let n = 0; n < 50; n++) book.change('clients', `c-${moved++}`, book.now_ms);
    };
    const read = newReading();
    await read.poll(sourcesOf(book).clients, NOW_MS);
    book.before = () => undefined;
    await read.poll(sourcesOf(book).clients, book.now_ms);
    complete(read, book);
  });

  it('does not publish again what only looks otherwise in the second reading', async () => {
    const book = new Book(NOW_MS);
    for (let n = 0; n < 1000; n++) book.change('clients', `c-${n}`, NOW_MS - DAY_MS + n);
    const { exportPage } = book;
    book.exportPage = async (what, query) => {
      const page = await exportPage.call(book, what, query);
      return { ...page, rows: page.rows.map((row, n) => (n === 0 ? { ...Object(row), aura: query.limit } : row)) };
    };
    const read = newReading();
    await read.poll(sourcesOf(book).clients, NOW_MS);
    complete(read, book);
  });

  it('begins the stretch anew where the cursor it kept has become void', async () => {
    const book = new Book(NOW_MS);
    for (let n = 0; n < 1000; n++) book.change('clients', `c-${n}`, NOW_MS - DAY_MS + n);
    const read = newReading();
    const { clients } = sourcesOf(book);
    await read.poll(clients, NOW_MS, 1);
    const { exportPage } = book;
    let refused = 0;
    book.exportPage = async (what, query) => {
      if (query.cursor !== undefined && refused++ === 0) throw new Failure('poison', 'bad_request');
      return exportPage.call(book, what, query);
    };
    await read.poll(clients, NOW_MS);
    complete(read, book);
    expect(refused).toBeGreaterThan(0);
  });

  it('gives up for now where its cursors go round in a circle', async () => {
    const book = new Book(NOW_MS);
    for (let n = 0; n < 1000; n++) book.change('clients', `c-${n}`, NOW_MS - DAY_MS + n);
    const { exportPage } = book;
    book.exportPage = async (what, query) => ({ ...(await exportPage.call(book, what, query)), next: '400' });
    const failed = newReading().poll(sourcesOf(book).clients, NOW_MS);
    await expect(failed).rejects.toMatchObject({ kind: 'retry', reason: 'paging_loop' });
  });
});

describe('what was published', () => {
  it('is remembered as long as a later poll reads it again, and no longer', async () => {
    const book = new Book(NOW_MS);
    const read = newReading();
    for (let n = 0; n < 3000; n++) book.change('clients', `c-${n}`, NOW_MS - n * 1000);
    const { clients } = sourcesOf(book);
    const marked = () => [...read.context(clients, book.now_ms).marks.entries()].length;
    await read.poll(clients, NOW_MS);
    // A thousand are forgotten at a time.
    expect(marked()).toBe(2000);
    book.now_ms += MINUTE_MS;
    await read.poll(clients, book.now_ms);
    await read.poll(clients, book.now_ms);
    expect(marked()).toBe(241);
    book.now_ms += 6 * MINUTE_MS;
    await read.poll(clients, book.now_ms);
    expect(marked()).toBe(0);
    expect(read.cursors.get('sevenrooms.clients')).toEqual({ read_to_ms: book.now_ms, scan: null });
  });

  it('is not published again by a process that dies in a scan of many thousand', async () => {
    const book = new Book(NOW_MS);
    for (let n = 0; n < 7000; n++) book.change('clients', `c-${n}`, NOW_MS - DAY_MS + n);
    const read = newReading();
    for (const pages of [9, 12, 1, 30]) await read.poll(sourcesOf(book).clients, NOW_MS, pages);
    complete(read, book);
  });

  it('does not put aside again and again what cannot be understood', async () => {
    const book = new Book(NOW_MS);
    const read = newReading();
    book.change('clients', 'c-1', NOW_MS - 1000, { email: {} });
    book.change('clients', 'c-2', NOW_MS - 1000, { updated: 'yesterday' });
    for (let minute = 0; minute < 30; minute++) {
      book.now_ms = NOW_MS + minute * MINUTE_MS;
      await pollBoth(book, read);
    }
    expect(read.refused).toHaveLength(2);
  });
});

describe('whatever happens', () => {
  const step = fc.record({
    wait_s: fc.integer({ min: 1, max: 1200 }),
    changes: fc.array(
      fc.record({ row: fc.integer({ min: 0, max: 120 }), ago_s: fc.integer({ min: 0, max: 200 }), date: fc.nat(300) }),
      { maxLength: 100 },
    ),
    /** After how many pages the process dies. */
    pages: fc.option(fc.integer({ min: 1, max: 6 }), { nil: Number.POSITIVE_INFINITY }),
  });

  it('every row is read in its latest version, and no version twice', async () => {
    const property = fc.asyncProperty(
      fc.array(step, { maxLength: 10 }),
      fc.integer({ min: 5, max: 400 }),
      async (steps, size) => {
        const book = new Book(NOW_MS);
        book.page_size = size;
        const read = newReading();
        for (const { wait_s, changes, pages } of steps) {
          book.now_ms += wait_s * 1000;
          for (const { row, ago_s, date } of changes) {
            const updated_ms = book.now_ms - ago_s * 1000;
            book.change(row % 3 === 0 ? 'clients' : 'reservations', `x-${row}`, updated_ms, { date: day(date) });
          }
          await read.poll(sourcesOf(book).clients, book.now_ms, pages);
          await read.poll(sourcesOf(book).reservations, book.now_ms, pages);
        }
        await pollBoth(book, read);
        for (const [key, version] of book.latest()) expect(read.versions.get(key)).toBe(version);
        expect(read.repeated()).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
