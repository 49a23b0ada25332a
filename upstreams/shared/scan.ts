import { Failure, failureOf } from '../../runtime/failures.ts';
import type { Decoded, Marks, Origin, Page } from '../../runtime/types.ts';
import { isObject } from './fields.ts';
import { Published } from './published.ts';
import { fingerprintOf } from './seen.ts';
import { LONGEST_ID } from './untrusted.ts';

/** `S`: a part of what there is, plain JSON. */
export interface ScanCursor<S> {
  /** Everything updated before this instant has been read, and published. Epoch ms; null: nothing yet, and all is wanted. */
  readonly read_to_ms: number | null;
  /** A scan under way. */
  readonly scan: Scan<S> | null;
}

interface Scan<S> {
  /** Of the pipeline's clock: what is updated from then on is the next scan's. */
  readonly begun_ms: number;
  /** What is left to read; the first is being read. */
  readonly stretches: readonly S[];
  /** The upstream's cursor of its next page; null: the first. */
  readonly next: string | null;
  /** How often it has been read whole. */
  readonly readings: number;
  /** Rows that this reading has found new and the next scan would not find. */
  readonly found: number;
}

/** Each reading has pages of another size: what slips through between two pages of one lies within a page of the next. */
const SIZES = 10;

/** How often a stretch is read in one poll before we give it up for now. */
const MOST_READINGS = 10;

export interface Asked<S> {
  readonly stretch: S;
  /** Null: from the beginning. */
  readonly since_ms: number | null;
  readonly limit: number;
  /** What the page before said; null: the first page. */
  readonly next: string | null;
}

export interface Scanned<S> {
  /** One page. A Failure with the reason `result_set_limited` where there is more than the upstream gives. */
  readonly read: (asked: Asked<S>) => Promise<{ readonly rows: readonly unknown[]; readonly next: string | null }>;
  readonly decode: (row: unknown, origin: Origin) => Decoded;
  /** When the row was changed, by its own word; NaN where it does not say. */
  readonly changedAt: (row: unknown) => number;
  readonly source: string;
  /** The most rows that the upstream gives on a page, and how many less each further reading asks for. */
  readonly page: { readonly size: number; readonly less: number };
  /** What was updated so shortly before a scan is read by the next one once more: clocks differ, and rows move between pages. */
  readonly overlap_ms: number;
  /** All there is. */
  readonly whole: S;
  /** As a part of the page's name; empty for the whole. */
  readonly nameOf: (stretch: S) => string;
  /** What is read in the place of a stretch that has too many rows; null: nothing can be. */
  readonly split: ((stretch: S, since_ms: number, now_ms: number) => readonly S[]) | null;
}

/**
 * One poll of a list that comes in pages: one scan of what was updated since the last one began, less the overlap; or
 * the rest of one.
 */
export class ScanPoll<S> {
  private readonly scanned: Scanned<S>;
  private readonly since_ms: number | null;
  private readonly published: Published;
  private read_to_ms: number | null;
  private scan: Scan<S>;
  /** In this reading. */
  private readonly visited = new Set<string>();
  /** Versions of rows that this poll has read of the stretch. */
  private readonly read = new Set<string>();
  /** In this poll. */
  private readings = 0;

  constructor(scanned: Scanned<S>, { read_to_ms, scan }: ScanCursor<S>, context: { now_ms: number; marks: Marks }) {
    this.scanned = scanned;
    this.read_to_ms = read_to_ms;
    this.since_ms = read_to_ms === null ? null : read_to_ms - scanned.overlap_ms;
    this.published = new Published(context.marks);
    const stretches = [scanned.whole];
    this.scan = scan ?? { begun_ms: context.now_ms, stretches, next: null, readings: 0, found: 0 };
  }

  async *pages(): AsyncGenerator<Page<ScanCursor<S>>> {
    for (let resumed = this.scan.next !== null; this.scan.stretches.length > 0; resumed = false) {
      const page = await this.page(resumed);
      const decoded = page === null ? [] : this.taken(page.rows);
      if (page !== null) this.proceed(page.next);
      yield { decoded, cursor: this.cursor(), marks: this.published.marks() };
    }
  }

  /** Null: what was to be read is read otherwise. */
  private async page(resumed: boolean) {
    const { read, page, split } = this.scanned;
    const [stretch, ...rest] = this.stretches();
    const { next, readings } = this.scan;
    const limit = page.size - page.less * (readings % SIZES);
    try {
      return await read({ stretch, since_ms: this.since_ms, limit, next });
    } catch (error) {
      const { reason } = failureOf(error);
      if (reason === 'result_set_limited' && split !== null) {
        const parts = split(stretch, this.since_ms ?? 0, this.scan.begun_ms);
        this.begin([...parts, ...rest]);
        return null;
      }
      // A cursor that was kept over a restart may have become void.
      if (reason !== 'bad_request' || !resumed) throw error;
      this.begin(this.scan.stretches);
      return null;
    }
  }

  /** There is one while a scan is under way. */
  private stretches(): readonly [S, ...S[]] {
    const [first = this.scanned.whole, ...rest] = this.scan.stretches;
    return [first, ...rest];
  }

  /** The rows that were not published before. */
  private taken(rows: readonly unknown[]): Decoded[] {
    const { source, decode, changedAt, nameOf, overlap_ms } = this.scanned;
    const { begun_ms, next } = this.scan;
    const [stretch] = this.stretches();
    const page = `${new Date(begun_ms).toISOString()}${nameOf(stretch)}#${next ?? 0}`;
    const origin: Origin = { kind: 'page', source, page };
    const fresh: Decoded[] = [];
    for (const row of rows) {
      const updated_ms = changedAt(row);
      // Who passes over a filter that it does not know gives all: what was updated before was read before.
      if (this.since_ms !== null && updated_ms < this.since_ms) continue;
      // Another reading is for rows that were missed; one that only looks otherwise now has not changed.
      if (this.wasRead(row, updated_ms) && this.scan.readings > 0) continue;
      const one = decode(row, origin);
      const content = one.kind === 'record' ? JSON.stringify(one.value) : one.payload.toString();
      const changed_ms = Number.isNaN(updated_ms) ? begun_ms : updated_ms;
      if (this.published.has(idOf(row, content), changed_ms, content)) continue;
      if (updated_ms < begun_ms - overlap_ms) this.scan = { ...this.scan, found: this.scan.found + 1 };
      fresh.push(one);
    }
    return fresh;
  }

  /** Of the stretch, and in this poll; false where the row does not say what it is. */
  private wasRead(row: unknown, updated_ms: number): boolean {
    if (!isObject(row) || typeof row.id !== 'string' || Number.isNaN(updated_ms)) return false;
    const version = `${row.id} ${updated_ms}`;
    const before = this.read.size;
    return this.read.add(version).size === before;
  }

  /** Rows move between pages while they are read: a reading of several is repeated until one finds nothing new. */
  private proceed(next: string | null): void {
    const { stretches, readings, found } = this.scan;
    const single = next === null && this.scan.next === null;
    if (next !== null) {
      if (this.visited.has(next)) throw new Failure('retry', 'paging_loop');
      this.visited.add(next);
      this.scan = { ...this.scan, next };
    } else if (single || (found === 0 && readings > 0)) this.begin(stretches.slice(1));
    else {
      if (++this.readings >= MOST_READINGS) throw new Failure('retry', 'export_unstable');
      this.visited.clear();
      this.scan = { ...this.scan, next: null, readings: readings + 1, found: 0 };
    }
    if (this.scan.stretches.length > 0) return;
    this.read_to_ms = Math.max(this.read_to_ms ?? 0, this.scan.begun_ms);
    this.published.forget(this.read_to_ms - this.scanned.overlap_ms);
  }

  private begin(stretches: readonly S[]): void {
    this.visited.clear();
    this.read.clear();
    this.readings = 0;
    this.scan = { ...this.scan, stretches, next: null, readings: 0, found: 0 };
  }

  private cursor(): ScanCursor<S> {
    const { read_to_ms, scan } = this;
    return { read_to_ms, scan: scan.stretches.length > 0 ? scan : null };
  }
}

/** Of its mark: the row's id, of what has none its content. */
function idOf(row: unknown, content: string): string {
  return isObject(row) && typeof row.id === 'string' && row.id.length <= LONGEST_ID
    ? row.id
    : `?${fingerprintOf(content)}`;
}
