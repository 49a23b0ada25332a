import { sinceInstant } from '../../runtime/config/since.ts';
import type { Decoded, Origin, Source } from '../../runtime/types.ts';
import { priority } from '../shared/budget.ts';
import { pollFailure } from '../shared/poll-failure.ts';
import { type Asked, type ScanCursor, ScanPoll } from '../shared/scan.ts';
import type { Export, ExportPages } from './api.ts';
import type { Places, SevenroomsConfig } from './config.ts';
import { decodeClient } from './decode-client.ts';
import { decodeReservation } from './decode-reservation.ts';
import { changedAt } from './row.ts';
import { type Stretch, shorter } from './stretches.ts';

type Polling = Pick<SevenroomsConfig, 'pollSeconds' | 'since'>;

/** Profiles, GET {apiPath}/clients/export. As many as there are, page by page. */
export function clientsSource(api: ExportPages, config: Polling, { country }: Places): Source<ScanCursor<Stretch>> {
  return exportSource(api, config, {
    what: 'clients',
    decode: (row, origin) => decodeClient(row, { country, origin }),
  });
}

/** Reservations, GET {apiPath}/reservations/export; by days where a query has more than SevenRooms gives. */
export function reservationsSource(api: ExportPages, config: Polling, places: Places): Source<ScanCursor<Stretch>> {
  const decode = (row: unknown, origin: Origin) => decodeReservation(row, { places, origin });
  return exportSource(api, config, { what: 'reservations', decode });
}

interface Exported {
  readonly what: Export;
  readonly decode: (row: unknown, origin: Origin) => Decoded;
}

const DAY_MS = 86_400_000;

const SCAN = {
  changedAt,
  /** The most that an export gives on a page. */
  page: { size: 400, less: 11 },
  overlap_ms: 5 * 60_000,
  whole: null,
  nameOf: (stretch: Stretch) => (stretch === null ? '' : ` ${stretch.from}/${stretch.to}`),
} as const;

function queryOf({ stretch, since_ms, limit, next }: Asked<Stretch>): Record<string, string> {
  return {
    ...(since_ms === null ? {} : { updated_since: new Date(since_ms).toISOString() }),
    ...(stretch === null ? {} : { from_date: stretch.from, to_date: stretch.to }),
    limit: String(limit),
    ...(next === null ? {} : { cursor: next }),
  };
}

/**
 * Why no row is missed: what changes while a scan runs is updated after it began, and the next one's, as is what the
 * overlap covers. What does not change may move between pages when others come or go, so what has several pages is read
 * again until a whole reading finds nothing new. The cursor moves in the transaction that publishes.
 */
function exportSource(api: ExportPages, config: Polling, { what, decode }: Exported): Source<ScanCursor<Stretch>> {
  const source = `sevenrooms.${what}`;
  return {
    name: source,
    upstream: 'sevenrooms',
    poll_every_ms: config.pollSeconds * 1000,
    async *poll(cursor, { now_ms, signal, marks }) {
      const start = cursor ?? { read_to_ms: sinceInstant(config.since, now_ms), scan: null };
      const backfill = (start.read_to_ms ?? 0) < now_ms - 2 * DAY_MS;
      const turn = { priority: backfill ? priority.backfill : priority.poll, signal };
      const read = (asked: Asked<Stretch>) => api.exportPage(what, queryOf(asked), turn);
      const split = what === 'reservations' ? shorter : null;
      try {
        yield* new ScanPoll({ ...SCAN, read, decode, source, split }, start, { now_ms, marks }).pages();
      } catch (error) {
        if (!signal.aborted) throw pollFailure(error);
      }
    },
  };
}
