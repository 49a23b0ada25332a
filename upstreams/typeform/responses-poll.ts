import { Failure, failureOf } from '../../runtime/failures.ts';
import type { Decoded, Marks, Origin, Page } from '../../runtime/types.ts';
import { isObject } from '../shared/fields.ts';
import { instantOf } from '../shared/instants.ts';
import { Published } from '../shared/published.ts';
import { fingerprintOf } from '../shared/seen.ts';
import { idIn } from '../shared/untrusted.ts';
import type { ResponsesPage, ResponsesQuery } from './api.ts';

export interface ResponsesCursor {
  /** Everything submitted before this instant has been read, but for what Typeform shows late. Null: nothing yet, and all is wanted. */
  readonly read_to_ms: number | null;
  /** A scan under way. */
  readonly scan: Scan | null;
}

interface Scan {
  /** Of the pipeline's clock: what is submitted from then on is the next scan's. */
  readonly begun_ms: number;
  /** The oldest response read so far; null: none yet. */
  readonly oldest: Oldest | null;
}

interface Oldest {
  /** Null: it has none that Typeform takes, so that older ones are asked for by time. */
  readonly token: string | null;
  /** Epoch ms. */
  readonly submitted_ms: number | null;
}

/**
 * A response may turn up in this API some 30 minutes after it was submitted (its webhook is quicker), at its place among
 * the older ones. Each scan reads so far back again; as much once more for clocks that differ.
 */
const OVERLAP_MS = 60 * 60_000;

export interface Reading {
  /** One page of responses. */
  readonly read: (query: ResponsesQuery) => Promise<ResponsesPage>;
  readonly decode: (item: unknown, origin: Origin) => Decoded;
  readonly source: string;
}

/**
 * One poll: a scan from the newest response down to where the last scan began, less the overlap; or the rest of one that
 * was broken off. New responses come in at the top, above what is being read, and are the next scan's.
 */
export class ResponsesPoll {
  private readonly reading: Reading;
  private readonly since_ms: number | null;
  private readonly published: Published;
  private read_to_ms: number | null;
  private scan: Scan;
  /** Tokens that older responses were asked for by, in this poll. */
  private readonly passed = new Set<string>();

  constructor(reading: Reading, { read_to_ms, scan }: ResponsesCursor, context: { now_ms: number; marks: Marks }) {
    this.reading = reading;
    this.read_to_ms = read_to_ms;
    this.since_ms = read_to_ms === null ? null : Math.max(0, read_to_ms - OVERLAP_MS);
    this.published = new Published(context.marks);
    this.scan = scan ?? { begun_ms: context.now_ms, oldest: null };
  }

  async *pages(): AsyncGenerator<Page<ResponsesCursor>> {
    for (let ended = false; !ended; ) {
      const page = await this.page();
      const decoded = this.taken(page.items);
      ended = page.items.length === 0 || (page.total !== null && page.total <= page.items.length);
      if (ended) this.end();
      else this.proceed(page.items);
      const cursor = { read_to_ms: this.read_to_ms, scan: ended ? null : this.scan };
      yield { decoded, cursor, marks: this.published.marks() };
    }
  }

  /** A token whose response has been deleted may be refused: the same responses are asked for by time. */
  private async page(): Promise<ResponsesPage> {
    const { oldest } = this.scan;
    try {
      return await this.reading.read(this.query(oldest));
    } catch (error) {
      const { kind } = failureOf(error);
      if (kind !== 'poison' || oldest === null || oldest.token === null || oldest.submitted_ms === null) throw error;
      const byTime = { ...oldest, token: null };
      this.scan = { ...this.scan, oldest: byTime };
      return this.reading.read(this.query(byTime));
    }
  }

  private query(oldest: Oldest | null): ResponsesQuery {
    return {
      ...(this.since_ms === null ? {} : { since: Math.floor(this.since_ms / 1000) }),
      ...(oldest === null
        ? {}
        : oldest.token === null
          ? { until: Math.ceil((oldest.submitted_ms ?? 0) / 1000) }
          : { before: oldest.token }),
    };
  }

  /** The responses that were not published before. */
  private taken(items: readonly unknown[]): Decoded[] {
    const { source, decode } = this.reading;
    const { begun_ms, oldest } = this.scan;
    const page = `${new Date(begun_ms).toISOString()}<${oldest?.token ?? oldest?.submitted_ms ?? ''}`;
    const last_ms = submittedOf(items.at(-1));
    const fresh: Decoded[] = [];
    for (const item of items) {
      const one = decode(item, { kind: 'page', source, page });
      const content = one.kind === 'record' ? JSON.stringify(one.value) : one.payload.toString();
      const name = tokenOf(item) ?? `?${fingerprintOf(content)}`;
      const submitted_ms = submittedOf(item) ?? begun_ms;
      // Read again are those of the overlap, and those of a page's last second where older ones are asked for by time.
      const again = submitted_ms >= begun_ms - OVERLAP_MS || submitted_ms === last_ms;
      const known = again
        ? this.published.has(name, submitted_ms, content)
        : this.published.knows(name, submitted_ms, content);
      if (!known) fresh.push(one);
    }
    return fresh;
  }

  private proceed(items: readonly unknown[]): void {
    const last = items.findLast((item) => tokenOf(item) !== null);
    const token = last === undefined ? null : tokenOf(last);
    if (token === null || this.passed.has(token)) throw new Failure('retry', 'paging_loop');
    this.passed.add(token);
    const submitted_ms = submittedOf(last) ?? this.scan.oldest?.submitted_ms ?? null;
    this.scan = { ...this.scan, oldest: { token, submitted_ms } };
  }

  private end(): void {
    this.read_to_ms = Math.max(this.read_to_ms ?? 0, this.scan.begun_ms);
    this.published.forget(this.read_to_ms - OVERLAP_MS);
  }
}

function tokenOf(item: unknown): string | null {
  return isObject(item) ? (idIn(item.token) ?? idIn(item.response_id)) : null;
}

function submittedOf(item: unknown): number | null {
  return isObject(item) && typeof item.submitted_at === 'string' ? instantOf(item.submitted_at) : null;
}
