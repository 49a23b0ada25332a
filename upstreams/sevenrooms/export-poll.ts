import { Failure, failureOf } from '../../runtime/failures.ts';
import type { Decoded, Marks, Origin, Page } from '../../runtime/types.ts';
import { isObject } from '../shared/fields.ts';
import { Published } from '../shared/published.ts';
import { fingerprintOf } from '../shared/seen.ts';
import { LONGEST_ID } from '../shared/untrusted.ts';
import type { ExportPage } from './api.ts';
import { changedAt } from './row.ts';
import { type Stretch, shorter } from './stretches.ts';

export interface ExportCursor {
  /** Everything updated before this instant has been read, and published. Epoch ms; null: nothing yet, and all is wanted. */
  readonly read_to_ms: number | null;
  /** A scan under way. */
  readonly scan: Scan | null;
}

interface Scan {
  /** Of the pipeline's clock: what is updated from then on is the next scan's. */
  readonly begun_ms: number;
  /** What is left to read; the first is being read. */
  readonly stretches: readonly Stretch[];
  /** SevenRooms' cursor of its next page; null: the first. */
  readonly next: string | null;
  /** How often it has been read whole. */
  readonly readings: number;
  /** Rows that this reading has found new and the next scan would not find. */
  readonly found: number;
}

/** What was updated so shortly before a scan is read by the next one once more: clocks differ, and rows move between pages. */
const OVERLAP_MS = 5 * 60_000;

/** The most that an export gives on a page. */
const PAGE_SIZE = 400;
/** Each reading has pages of another size: what slips through between two pages of one lies within a page of the next. */
const SMALLER = 11;

/** How often a stretch is read in one poll before we give it up for now. */
const MOST_READINGS = 10;

export interface Exporting {
  /** One page of the export. */
  readonly read: (query: Readonly<Record<string, string>>) => Promise<ExportPage>;
  readonly decode: (row: unknown, origin: Origin) => Decoded;
  readonly source: string;
  /** Whether a query that has too many rows can be asked for by days. */
  readonly by_days: boolean;
}

/** One poll: one scan of what was updated since the last one began, less the overlap; or the rest of one. */
export class ExportPoll {
  private readonly exporting: Exporting;
  private readonly since_ms: number | null;
  private readonly published: Published;
  private read_to_ms: number | null;
  private scan: Scan;
  /** In this reading. */
  private readonly visited = new Set<string>();
  /** Versions of rows that this poll has read of the stretch. */
  private readonly read = new Set<string>();
  /** In this poll. */
  private readings = 0;

  constructor(exporting: Exporting, { read_to_ms, scan }: ExportCursor, context: { now_ms: number; marks: Marks }) {
    this.exporting = exporting;
    this.read_to_ms = read_to_ms;
    this.since_ms = read_to_ms === null ? null : read_to_ms - OVERLAP_MS;
    this.published = new Published(context.marks);
    this.scan = scan ?? { begun_ms: context.now_ms, stretches: [null], next: null, readings: 0, found: 0 };
  }

  async *pages(): AsyncGenerator<Page<ExportCursor>> {
    for (let resumed = this.scan.next !== null; this.scan.stretches.length > 0; resumed = false) {
      const page = await this.page(resumed);
      const decoded = page === null ? [] : this.taken(page.rows);
      if (page !== null) this.proceed(page.next);
      yield { decoded, cursor: this.cursor(), marks: this.published.marks() };
    }
  }

  /** Null: what was to be read is read otherwise. */
  private async page(resumed: boolean): Promise<ExportPage | null> {
    const [stretch = null, ...rest] = this.scan.stretches;
    try {
      return await this.exporting.read(this.query(stretch));
    } catch (error) {
      const { reason } = failureOf(error);
      if (reason === 'result_set_limited' && this.exporting.by_days) {
        const parts = shorter(stretch, this.since_ms ?? 0, this.scan.begun_ms);
        this.begin([...parts, ...rest]);
        return null;
      }
      // A cursor that was kept over a restart may have become void.
      if (reason !== 'bad_request' || !resumed) throw error;
      this.begin(this.scan.stretches);
      return null;
    }
  }

  private query(stretch: Stretch): Record<string, string> {
    const { next, readings } = this.scan;
    return {
      ...(this.since_ms === null ? {} : { updated_since: new Date(this.since_ms).toISOString() }),
      ...(stretch === null ? {} : { from_date: stretch.from, to_date: stretch.to }),
      limit: String(PAGE_SIZE - SMALLER * (readings % 10)),
      ...(next === null ? {} : { cursor: next }),
    };
  }

  /** The rows that were not published before. */
  private taken(rows: readonly unknown[]): Decoded[] {
    const { source, decode } = this.exporting;
    const { begun_ms, stretches, next } = this.scan;
    const [stretch = null] = stretches;
    const days = stretch === null ? '' : ` ${stretch.from}/${stretch.to}`;
    const origin: Origin = { kind: 'page', source, page: `${new Date(begun_ms).toISOString()}${days}#${next ?? 0}` };
    const fresh: Decoded[] = [];
    for (const row of rows) {
      const updated_ms = changedAt(row);
      // SevenRooms passes over a filter that it does not know: what was updated before was read before.
      if (this.since_ms !== null && updated_ms < this.since_ms) continue;
      // Another reading is for rows that were missed; one that only looks otherwise now has not changed.
      if (this.wasRead(row, updated_ms) && this.scan.readings > 0) continue;
      const one = decode(row, origin);
      const content = one.kind === 'record' ? JSON.stringify(one.value) : one.payload.toString();
      const changed_ms = Number.isNaN(updated_ms) ? begun_ms : updated_ms;
      if (this.published.has(nameOf(row, content), changed_ms, content)) continue;
      if (updated_ms < begun_ms - OVERLAP_MS) this.scan = { ...this.scan, found: this.scan.found + 1 };
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
    this.published.forget(this.read_to_ms - OVERLAP_MS);
  }

  private begin(stretches: readonly Stretch[]): void {
    this.visited.clear();
    this.read.clear();
    this.readings = 0;
    this.scan = { ...this.scan, stretches, next: null, readings: 0, found: 0 };
  }

  private cursor(): ExportCursor {
    const { read_to_ms, scan } = this;
    return { read_to_ms, scan: scan.stretches.length > 0 ? scan : null };
  }
}

/** Of its mark: the row's id, of what has none its content. */
function nameOf(row: unknown, content: string): string {
  return isObject(row) && typeof row.id === 'string' && row.id.length <= LONGEST_ID
    ? row.id
    : `?${fingerprintOf(content)}`;
}
