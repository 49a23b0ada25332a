import { sinceInstant } from '../../runtime/config/since.ts';
import type { Decoded, Source } from '../../runtime/types.ts';
import { priority } from '../shared/budget.ts';
import type { Call } from '../shared/keyed-calls.ts';
import { pollFailure } from '../shared/poll-failure.ts';
import { type KlaviyoPages, type ListPage, queryOf, SUBSCRIPTIONS } from './api.ts';
import type { KlaviyoConfig } from './config.ts';
import { changedAt, decodeConsent, decodeEvent } from './decode.ts';
import { type Feed, type FeedCursor, FeedPoll } from './feed-poll.ts';

type Polling = Pick<KlaviyoConfig, 'pollSeconds' | 'since'>;

/** The most that a list gives on a page. */
export const PAGE_SIZES = { events: 1000, profiles: 100 } as const;

export interface PageSizes {
  readonly events: number;
  readonly profiles: number;
}

/** Which of Klaviyo's own metrics are read, by our word for them. */
const METRICS = { open: 'Opened Email', click: 'Clicked Email' } as const;

const DAY_MS = 86_400_000;
const EMPTY: ListPage = { rows: [], included: new Map(), next: null };

/** The events of one metric, GET /api/events: each is there once, and never changes. */
export function eventsSource(
  api: KlaviyoPages,
  config: Polling,
  kind: keyof typeof METRICS,
  { events: size }: PageSizes,
): Source<FeedCursor> {
  return feedSource(config, `klaviyo.${kind}s`, (call) => ({
    remembers: false,
    changedAt: (row) => changedAt(row, 'datetime'),
    decode: (row, { included }, origin) =>
      decodeEvent(row, { kind, profile: (id) => included.get(`profile ${id}`), origin }),
    async read(from_ms, next) {
      if (next !== null) return api.list('events', next, call);
      const metric = await api.metric(METRICS[kind], call);
      // Nobody was ever sent an e-mail.
      if (metric === null) return EMPTY;
      const from = from_ms === null ? [] : [`greater-or-equal(datetime,${dateOf(from_ms)})`];
      const filter = [`equals(metric_id,${JSON.stringify(metric)})`, ...from].join(',');
      const include = 'metric,profile';
      return api.list('events', queryOf({ filter, include, sort: 'datetime', 'page[size]': String(size) }), call);
    },
  }));
}

/** What profiles say of marketing, GET /api/profiles by the time of their change: as many as there are consents. */
export function consentsSource(api: KlaviyoPages, config: Polling, { profiles: size }: PageSizes): Source<FeedCursor> {
  return feedSource(config, 'klaviyo.consents', (call) => ({
    remembers: true,
    changedAt: (row) => changedAt(row, 'updated'),
    decode: (row, _, origin): Decoded | null => decodeConsent(row, origin),
    read(from_ms, next) {
      if (next !== null) return api.list('profiles', next, call);
      const from = from_ms === null ? {} : { filter: `greater-than(updated,${dateOf(Math.max(0, from_ms - 1000))})` };
      return api.list(
        'profiles',
        queryOf({ ...from, ...SUBSCRIPTIONS, sort: 'updated', 'page[size]': String(size) }),
        call,
      );
    },
  }));
}

function feedSource(config: Polling, source: string, feed: (call: Call) => Omit<Feed, 'source'>): Source<FeedCursor> {
  return {
    name: source,
    upstream: 'klaviyo',
    poll_every_ms: config.pollSeconds * 1000,
    async *poll(cursor, { now_ms, signal, marks }) {
      const start = cursor ?? { read_to_ms: sinceInstant(config.since, now_ms) };
      const backfill = (start.read_to_ms ?? 0) < now_ms - 2 * DAY_MS;
      const call = { priority: backfill ? priority.backfill : priority.poll, signal };
      try {
        yield* new FeedPoll({ source, ...feed(call) }, start, { now_ms, marks }).pages();
      } catch (error) {
        if (!signal.aborted) throw pollFailure(error);
      }
    },
  };
}

/** To the second, downwards. */
function dateOf(at_ms: number): string {
  return new Date(at_ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
