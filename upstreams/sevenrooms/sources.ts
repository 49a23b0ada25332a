import { sinceInstant } from '../../runtime/config/since.ts';
import type { Decoded, Origin, Source } from '../../runtime/types.ts';
import { priority } from '../shared/budget.ts';
import { pollFailure } from '../shared/poll-failure.ts';
import type { Export, ExportPages } from './api.ts';
import type { Places, SevenroomsConfig } from './config.ts';
import { decodeClient } from './decode-client.ts';
import { decodeReservation } from './decode-reservation.ts';
import { type ExportCursor, ExportPoll } from './export-poll.ts';

type Polling = Pick<SevenroomsConfig, 'pollSeconds' | 'since'>;

/** Profiles, GET {apiPath}/clients/export. As many as there are, page by page. */
export function clientsSource(api: ExportPages, config: Polling, { country }: Places): Source<ExportCursor> {
  return exportSource(api, config, {
    what: 'clients',
    decode: (row, origin) => decodeClient(row, { country, origin }),
  });
}

/** Reservations, GET {apiPath}/reservations/export; by days where a query has more than SevenRooms gives. */
export function reservationsSource(api: ExportPages, config: Polling, places: Places): Source<ExportCursor> {
  const decode = (row: unknown, origin: Origin) => decodeReservation(row, { places, origin });
  return exportSource(api, config, { what: 'reservations', decode });
}

interface Exported {
  readonly what: Export;
  readonly decode: (row: unknown, origin: Origin) => Decoded;
}

const DAY_MS = 86_400_000;

/**
 * Why no row is missed: what changes while a scan runs is updated after it began, and the next one's, as is what the
 * overlap covers. What does not change may move between pages when others come or go, so what has several pages is read
 * again until a whole reading finds nothing new. The cursor moves in the transaction that publishes.
 */
function exportSource(api: ExportPages, config: Polling, { what, decode }: Exported): Source<ExportCursor> {
  const source = `sevenrooms.${what}`;
  return {
    name: source,
    upstream: 'sevenrooms',
    poll_every_ms: config.pollSeconds * 1000,
    async *poll(cursor, { now_ms, signal, marks }) {
      const start = cursor ?? { read_to_ms: sinceInstant(config.since, now_ms), scan: null };
      const backfill = (start.read_to_ms ?? 0) < now_ms - 2 * DAY_MS;
      const turn = { priority: backfill ? priority.backfill : priority.poll, signal };
      const read = (query: Readonly<Record<string, string>>) => api.exportPage(what, query, turn);
      try {
        yield* new ExportPoll({ read, decode, source, by_days: what === 'reservations' }, start, {
          now_ms,
          marks,
        }).pages();
      } catch (error) {
        if (!signal.aborted) throw pollFailure(error);
      }
    },
  };
}
