import { sinceInstant } from '../../runtime/config/since.ts';
import type { Source } from '../../runtime/types.ts';
import { pollFailure } from '../shared/poll-failure.ts';
import type { ServicePages } from './api.ts';
import { type ServiceConfig, SOURCE, type VenueOf } from './config.ts';
import { type ReservationsCursor, ReservationsPoll } from './reservations-poll.ts';

/**
 * The events of every reservation of Service that is known: from the list, from webhooks and from files.
 *
 * Why no event is missed or published twice: each reservation has a mark that says up to which of its events it was
 * read, and moves in the transaction that publishes them. A poll reads what the list shows as changed, what others
 * have published and no mark knows, and every reservation that is not over, or not for 48 h. The position in the list
 * moves once all that it showed has been read.
 */
export function reservationsSource(
  api: ServicePages,
  config: Pick<ServiceConfig, 'pollSeconds' | 'since'>,
  venueOf: VenueOf,
): Source<ReservationsCursor> {
  return {
    name: SOURCE,
    upstream: 'service',
    poll_every_ms: config.pollSeconds * 1000,
    async *poll(cursor, context) {
      const start = cursor ?? { listed_to_ms: sinceInstant(config.since, context.now_ms) ?? 0, followed: [] };
      try {
        yield* new ReservationsPoll({ api, venueOf, start, context, first: cursor === undefined }).pages();
      } catch (error) {
        if (!context.signal.aborted) throw pollFailure(error);
      }
    },
  };
}
