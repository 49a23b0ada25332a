import { Failure } from '../../runtime/failures.ts';
import type { Decoded, Marks, Origin, Page } from '../../runtime/types.ts';
import { isObject, Unreadable } from '../shared/fields.ts';
import { instantOf } from '../shared/instants.ts';
import { Published } from '../shared/published.ts';
import { fingerprintOf } from '../shared/seen.ts';
import { idIn, LONGEST_ID } from '../shared/untrusted.ts';
import type { ListPage } from './api.ts';
import type { Location, Locations } from './config.ts';
import { decodeOrder, givenBackOfOthers } from './decode-order.ts';
import { marksUnder, prefixed } from './marks.ts';
import { Returned } from './returned.ts';

export interface OrdersCursor {
  /** Everything updated before this instant has been read, and published, as far as Square had it. Epoch ms. */
  readonly read_to_ms: number;
  /** When the last look back over `LOOKBACK_MS` began. Epoch ms. */
  readonly looked_back_ms: number;
  /** A scan under way: everything updated before `at_ms` has been read by it. */
  readonly scan: { readonly begun_ms: number; readonly at_ms: number; readonly back: boolean } | null;
}

/** orders/search gives 1000 at most, 500 unless asked (api.json, SearchOrdersRequest). */
const PAGE_SIZE = 500;

/** Orders of a till that was offline may come to Square so much later, under the time that the till had (api.json, SearchOrders). */
export const LOOKBACK_MS = 72 * 3_600_000;
/** How often a poll looks back over all of it. Who was offline for hours is in no hurry. */
export const LOOK_BACK_EVERY_MS = 10 * 60_000;
/** ASSUMPTION: an order of a till that is online is visible this long after its own time at the latest. */
export const OVERLAP_MS = 15 * 60_000;

/** How often what cannot be read from one instant on is read before we give it up for now. */
const MOST_READINGS = 10;

export interface Reading {
  readonly source: string;
  readonly location: Location;
  readonly locations: Locations;
  readonly search: (body: object) => Promise<ListPage>;
  /** Of any location. */
  readonly retrieve: (ids: readonly string[]) => Promise<readonly unknown[]>;
}

interface Row {
  readonly json: unknown;
  readonly updated_ms: number;
}

/**
 * One poll: from where the cursor is, less the overlap, up to now, by the time of the last change.
 *
 * A page is always the first of its query: what is asked for next begins at the instant of the last row, that instant
 * included. So nothing is passed over when orders change while they are read, whatever Square's cursor means.
 */
export class OrdersPoll {
  private readonly reading: Reading;
  private readonly published: Published;
  private readonly returned: Returned;
  private read_to_ms: number;
  private looked_back_ms: number;
  private scan: NonNullable<OrdersCursor['scan']>;
  /** The first instant of the query whose rows are being taken. */
  private from_ms = 0;

  constructor(reading: Reading, start: OrdersCursor, { now_ms, marks }: { now_ms: number; marks: Marks }) {
    this.reading = reading;
    this.published = new Published(marksUnder(ORDER, marks));
    this.returned = new Returned(marksUnder(SALE, marks));
    this.read_to_ms = start.read_to_ms;
    this.looked_back_ms = start.looked_back_ms;
    const back = now_ms - start.looked_back_ms >= LOOK_BACK_EVERY_MS;
    const at_ms = Math.max(0, start.read_to_ms - (back ? LOOKBACK_MS : OVERLAP_MS));
    this.scan = start.scan ?? { begun_ms: now_ms, at_ms, back };
  }

  async *pages(): AsyncGenerator<Page<OrdersCursor>> {
    for (;;) {
      const { at_ms } = this.scan;
      this.from_ms = at_ms;
      const { rows, next } = await this.read(null);
      const to_ms = reachOf(rows);
      const goesOn = next !== null && to_ms > at_ms;
      if (next !== null && !goesOn) yield* this.allPages({ rows, next });
      if (goesOn) this.scan = { ...this.scan, at_ms: to_ms };
      const decoded = next === null || goesOn ? await this.taken(rows, nameOf(at_ms, 1)) : [];
      if (!goesOn) this.finish();
      yield this.page(decoded, !goesOn);
      if (!goesOn) return;
    }
  }

  /** What cannot be read from one instant to the next: page by page, until a whole reading finds nothing new. */
  private async *allPages(first: { rows: readonly Row[]; next: string | null }): AsyncGenerator<Page<OrdersCursor>> {
    for (let reading = 1; reading <= MOST_READINGS; reading++) {
      let found = 0;
      const visited = new Set<string>();
      for (let page = reading === 1 ? first : await this.read(null), number = 1; ; number++) {
        const decoded = await this.taken(page.rows, nameOf(this.scan.at_ms, number));
        found += decoded.length;
        yield this.page(decoded, false);
        if (page.next === null) break;
        if (visited.has(page.next)) throw new Failure('retry', 'paging_loop');
        visited.add(page.next);
        page = await this.read(page.next);
      }
      if (found === 0) return;
    }
    throw new Failure('retry', 'orders_unstable');
  }

  private async read(cursor: string | null): Promise<{ rows: readonly Row[]; next: string | null }> {
    const { search, location } = this.reading;
    const start_at = new Date(this.scan.at_ms).toISOString();
    const { rows, next } = await search({
      location_ids: [location.location_id],
      limit: PAGE_SIZE,
      query: {
        filter: { date_time_filter: { updated_at: { start_at } } },
        sort: { sort_field: 'UPDATED_AT', sort_order: 'ASC' },
      },
      ...(cursor !== null && { cursor }),
    });
    return { rows: rows.map((json) => ({ json, updated_ms: updatedIn(json) })), next };
  }

  /** The rows that were not published before, and the sales of which they have given something back. */
  private async taken(rows: readonly Row[], page: string): Promise<Decoded[]> {
    const here = new Set(rows.map(({ json }) => idOf(json)));
    const sales = [...new Set(rows.flatMap(({ json }) => this.learned(json)))].filter((id) => !here.has(id));
    const others = sales.length === 0 ? [] : await this.reading.retrieve(sales);
    const origin: Origin = { kind: 'page', source: this.reading.source, page };
    return [...rows.map(({ json }) => json), ...others].flatMap((json) => this.decoded(json, origin));
  }

  /** The sales of which this order says something new. */
  private learned(json: unknown): string[] {
    try {
      const given = givenBackOfOthers(json, this.reading.locations);
      return given.filter((one) => this.returned.learn(one)).map(({ of }) => of);
    } catch (error) {
      // It is refused when it is decoded.
      if (error instanceof Unreadable) return [];
      throw error;
    }
  }

  private decoded(json: unknown, origin: Origin): Decoded[] {
    const { locations } = this.reading;
    const id = idOf(json);
    const one = decodeOrder(json, { locations, origin, givenBack: id === null ? [] : this.returned.of(id) });
    const content = one.kind === 'record' ? JSON.stringify(one.value) : one.payload.toString();
    const changed_ms = changeOf(one, updatedIn(json)) ?? this.scan.begun_ms;
    if (this.isPassed(changed_ms)) return [one];
    return this.published.has(id ?? `?${fingerprintOf(content)}`, changed_ms, content) ? [] : [one];
  }

  /** Behind the query's first instant, and before the next one's: nothing asks for it again, so it needs no mark. */
  private isPassed(changed_ms: number): boolean {
    const { begun_ms, at_ms } = this.scan;
    return changed_ms > this.from_ms && changed_ms < Math.min(at_ms, begun_ms - LOOKBACK_MS);
  }

  private finish(): void {
    const { begun_ms, back } = this.scan;
    this.read_to_ms = Math.max(this.read_to_ms, begun_ms);
    if (back) this.looked_back_ms = begun_ms;
    this.published.forget(this.read_to_ms - LOOKBACK_MS);
  }

  private page(decoded: readonly Decoded[], done: boolean): Page<OrdersCursor> {
    const { read_to_ms, looked_back_ms, scan } = this;
    const marks = new Map([...prefixed(ORDER, this.published.marks()), ...prefixed(SALE, this.returned.marks())]);
    return { decoded, cursor: { read_to_ms, looked_back_ms, scan: done ? null : scan }, marks };
  }
}

/** Marks: what was published of an order; what was given back of a sale. */
const ORDER = 'order ';
const SALE = 'sale ';

/** How far rows reach that come in the order of their changes; NaN where they do not. */
function reachOf(rows: readonly Row[]): number {
  const times = rows.map(({ updated_ms }) => updated_ms).filter((at_ms) => !Number.isNaN(at_ms));
  const inOrder = times.every((at_ms, index) => index === 0 || at_ms >= times[index - 1]!);
  return inOrder ? (times.at(-1) ?? Number.NaN) : Number.NaN;
}

/** The version of the record, which may be of what was given back; else what the row says. Null where nothing does. */
function changeOf(one: Decoded, updated_ms: number): number | null {
  const version = one.kind === 'record' && isObject(one.value) ? one.value.version : updated_ms;
  return typeof version === 'number' && !Number.isNaN(version) ? version : null;
}

function idOf(json: unknown): string | null {
  return isObject(json) ? (idIn(json.id)?.slice(0, LONGEST_ID) ?? null) : null;
}

/** NaN where the row does not say. */
function updatedIn(json: unknown): number {
  const said = isObject(json) ? json.updated_at : undefined;
  return (typeof said === 'string' ? instantOf(said) : null) ?? Number.NaN;
}

function nameOf(at_ms: number, number: number): string {
  return `${new Date(at_ms).toISOString()}${number > 1 ? `#${number}` : ''}`;
}
