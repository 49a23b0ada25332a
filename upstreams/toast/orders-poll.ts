import { Failure } from '../../runtime/failures.ts';
import type { Decoded, Origin, Page } from '../../runtime/types.ts';
import { isObject } from '../shared/fields.ts';
import { instantOf } from '../shared/instants.ts';
import { fingerprintOf, Seen, type SeenRows } from '../shared/seen.ts';
import { written } from '../shared/written.ts';
import type { Restaurant } from './config.ts';
import { decodeOrder } from './decode.ts';
import { LONGEST_WINDOW_MS, nextWidth, shorter, type Window } from './windows.ts';

export interface OrdersCursor {
  /** Everything modified before this instant has been read, and published. Epoch ms. */
  readonly read_to_ms: number;
  /** How long a window to ask for next. */
  readonly width_ms: number;
  /** What was published of the stretch that the next poll reads again. */
  readonly seen: SeenRows;
}

/** The most that ordersBulk gives on a page (devguide: ordersBulk, pageSize). */
const PAGE_SIZE = 100;

/**
 * ASSUMPTION: an order is visible this long after its own modified time at the latest; the guide does not say. Each
 * poll reads so far back again. (Its webhooks, repeated for 15 minutes, are the other way that an order comes.)
 */
const OVERLAP_MS = 15 * 60_000;

/** ordersBulk takes no date up to 2015-12-01 (orders API reference, startDate). */
export const BEGINNING_MS = Date.UTC(2015, 11, 2);

/** How often a window that does not fit on one page is read before we give it up for now. */
const MOST_PASSES = 10;

/** One answer of ordersBulk. */
export interface Rows {
  readonly rows: readonly unknown[];
  readonly next: string | null;
}

/** One poll: windows from where the cursor is, less the overlap, up to now. */
export class OrdersPoll {
  private readonly read: (query: string) => Promise<Rows>;
  private readonly restaurant: Restaurant;
  private readonly seen: Seen;
  private readonly from_ms: number;
  private read_to_ms: number;
  private width_ms: number;

  constructor(read: (query: string) => Promise<Rows>, restaurant: Restaurant, start: OrdersCursor) {
    this.read = read;
    this.restaurant = restaurant;
    this.seen = new Seen(start.seen);
    this.from_ms = Math.max(BEGINNING_MS, start.read_to_ms - OVERLAP_MS);
    this.read_to_ms = start.read_to_ms;
    this.width_ms = start.width_ms;
  }

  async *pages(now_ms: number): AsyncGenerator<Page<OrdersCursor>> {
    const end_ms = now_ms + 1;
    let at_ms = Math.min(this.from_ms, now_ms);
    while (at_ms < end_ms) {
      const window = { from_ms: at_ms, to_ms: Math.min(end_ms, at_ms + Math.min(this.width_ms, LONGEST_WINDOW_MS)) };
      const { rows, next } = await this.read(queryOf(window));
      const tooMany = next !== null && rows.length >= PAGE_SIZE;
      const part = tooMany ? shorter(window, rows.map(modifiedOf)) : null;
      if (part !== null) {
        this.width_ms = part.to_ms - part.from_ms;
        continue;
      }
      if (next !== null) yield* this.allPages(window, { rows, next });
      at_ms = window.to_ms;
      this.read_to_ms = Math.max(this.read_to_ms, at_ms);
      if (window.to_ms < end_ms) this.width_ms = nextWidth(window, rows.length, PAGE_SIZE);
      const page = next === null ? this.page(rows, window, 1) : this.page([], window, 0);
      // Years in which nothing happened are one page.
      if (page.decoded.length > 0 || at_ms >= end_ms) yield page;
    }
  }

  /** A window that cannot be read at once: page by page, until a whole reading finds nothing new. */
  private async *allPages(window: Window, first: Rows): AsyncGenerator<Page<OrdersCursor>> {
    const found = new Set<string>();
    for (let pass = 1; pass <= MOST_PASSES; pass++) {
      const before = found.size;
      const visited = new Set<string>();
      for (let page: Rows = pass === 1 ? first : await this.read(queryOf(window)), number = 1; ; number++) {
        for (const row of page.rows) found.add(fingerprintOf(written(row).toString()));
        yield this.page(page.rows, window, number);
        if (page.next === null) break;
        if (visited.has(page.next)) throw new Failure('retry', 'paging_loop');
        visited.add(page.next);
        page = await this.read(page.next);
      }
      if (found.size === before) return;
    }
    throw new Failure('retry', 'window_unstable');
  }

  private page(rows: readonly unknown[], window: Window, number: number): Page<OrdersCursor> {
    const origin: Origin = {
      kind: 'page',
      source: `toast.orders.${this.restaurant.venue_id}`,
      page: nameOf(window, number),
    };
    const decoded: Decoded[] = [];
    for (const row of rows) {
      const one = decodeOrder(row, () => written(row), { restaurant: this.restaurant, origin });
      const fingerprint = fingerprintOf(one.kind === 'record' ? JSON.stringify(one.value) : one.payload.toString());
      if (this.seen.has(fingerprint)) continue;
      this.seen.add(fingerprint, within(window, modifiedOf(row)));
      decoded.push(one);
    }
    const { read_to_ms, width_ms } = this;
    return { decoded, cursor: { read_to_ms, width_ms, seen: this.seen.since(read_to_ms - OVERLAP_MS) } };
  }
}

function queryOf({ from_ms, to_ms }: Window): string {
  const query = { startDate: dateOf(from_ms), endDate: dateOf(to_ms), pageSize: String(PAGE_SIZE), page: '1' };
  return `?${new URLSearchParams(query)}`;
}

/** As Toast writes instants, and reads them: `2026-01-31T18:00:00.000+0000`. */
function dateOf(at_ms: number): string {
  return new Date(at_ms).toISOString().replace('Z', '+0000');
}

function nameOf(window: Window, number: number): string {
  const { from_ms, to_ms } = window;
  return `${new Date(from_ms).toISOString()}/${new Date(to_ms).toISOString()}${number > 1 ? `#${number}` : ''}`;
}

/** NaN where the row does not say. */
function modifiedOf(row: unknown): number {
  const date = isObject(row) ? row.modifiedDate : undefined;
  return (typeof date === 'string' ? instantOf(date) : null) ?? Number.NaN;
}

/** Toast says that the row was modified in this window; of a row that says otherwise, the window's end is taken. */
function within({ from_ms, to_ms }: Window, modified_ms: number): number {
  return modified_ms >= from_ms && modified_ms < to_ms ? modified_ms : to_ms - 1;
}
