import { Failure } from '../../runtime/failures.ts';
import type { Decoded, Marks, Origin, Page } from '../../runtime/types.ts';
import { isObject } from '../shared/fields.ts';
import { Published } from '../shared/published.ts';
import { fingerprintOf } from '../shared/seen.ts';
import { idIn } from '../shared/untrusted.ts';
import type { ListPage } from './api.ts';

export interface FeedCursor {
  /** Everything before this instant has been read, but for what Klaviyo shows late. Null: nothing yet, and all is wanted. */
  readonly read_to_ms: number | null;
}

/** ASSUMPTION: so long after its own time an event or a change is in the list at the latest. Each poll reads so far back again. */
const OVERLAP_MS = 30 * 60_000;

/** A list in the order of time. */
export interface Feed {
  readonly source: string;
  /** One page: `next` of the one before, or the first, from `from_ms` on (null: all). */
  readonly read: (from_ms: number | null, next: string | null) => Promise<ListPage>;
  /** Null: the row says nothing that is wanted. */
  readonly decode: (row: unknown, page: ListPage, origin: Origin) => Decoded | null;
  /** Epoch ms; null where the row does not say. */
  readonly changedAt: (row: unknown) => number | null;
  /** Whether what was published of a row is remembered for as long as there is one: a row may change in what is not read. */
  readonly remembers: boolean;
}

/**
 * One poll: from where the last one came to, less the overlap, up to now, the oldest first. The position moves with every
 * page, so one that is broken off is gone on with, and no link of Klaviyo's is kept over a restart.
 */
export class FeedPoll {
  private readonly feed: Feed;
  private readonly now_ms: number;
  private readonly published: Published;
  private read_to_ms: number | null;

  constructor(feed: Feed, { read_to_ms }: FeedCursor, context: { now_ms: number; marks: Marks }) {
    this.feed = feed;
    this.now_ms = context.now_ms;
    this.published = new Published(context.marks);
    this.read_to_ms = read_to_ms;
  }

  async *pages(): AsyncGenerator<Page<FeedCursor>> {
    const from_ms = this.read_to_ms === null ? null : Math.max(0, this.read_to_ms - OVERLAP_MS);
    const passed = new Set<string>();
    for (let next: string | null = null, number = 1; ; number++) {
      const page: ListPage = await this.feed.read(from_ms, next);
      next = page.next;
      if (next !== null && passed.has(next)) throw new Failure('retry', 'paging_loop');
      if (next !== null) passed.add(next);
      this.proceed(page, next === null);
      const decoded = this.taken(page, `${from_ms === null ? '' : new Date(from_ms).toISOString()}#${number}`);
      yield { decoded, cursor: { read_to_ms: this.read_to_ms }, marks: this.published.marks() };
      if (next === null) return;
    }
  }

  /** Up to the page's last row; where rows are not in order only at the end. */
  private proceed({ rows }: ListPage, ended: boolean): void {
    const times = rows.map((row) => this.feed.changedAt(row)).filter((at_ms) => at_ms !== null);
    const inOrder = times.every((at_ms, place) => place === 0 || at_ms >= times[place - 1]!);
    const last_ms = ended ? this.now_ms : inOrder ? times.at(-1) : undefined;
    // What is said to be of tomorrow is no place to go on from.
    if (last_ms !== undefined) this.read_to_ms = Math.max(this.read_to_ms ?? 0, Math.min(last_ms, this.now_ms));
  }

  /** What of the page was not published before. Remembered is what the next poll may read again. */
  private taken(page: ListPage, name: string): Decoded[] {
    const { source, decode, remembers } = this.feed;
    const again_ms = (this.read_to_ms ?? 0) - OVERLAP_MS;
    const fresh: Decoded[] = [];
    for (const row of page.rows) {
      const one = decode(row, page, { kind: 'page', source, page: name });
      if (one === null) continue;
      const content = one.kind === 'record' ? JSON.stringify(one.value) : one.payload.toString();
      const id = (isObject(row) ? idIn(row.id) : null) ?? `?${fingerprintOf(content)}`;
      const changed_ms = this.feed.changedAt(row) ?? this.now_ms;
      const known =
        remembers || changed_ms >= again_ms
          ? this.published.has(id, changed_ms, content)
          : this.published.knows(id, changed_ms, content);
      if (!known) fresh.push(one);
    }
    if (!remembers) this.published.forget(again_ms);
    return fresh;
  }
}
