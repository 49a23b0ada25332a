import { sinceInstant } from '../../runtime/config/since.ts';
import type { Origin, Source } from '../../runtime/types.ts';
import { priority } from '../shared/budget.ts';
import { pollFailure } from '../shared/poll-failure.ts';
import type { ResponsePages, ResponsesQuery } from './api.ts';
import type { LinkedIds, TypeformConfig } from './config.ts';
import { decodeResponse } from './decode.ts';
import { type ResponsesCursor, ResponsesPoll } from './responses-poll.ts';

/** The most that the API gives on a page. */
export const PAGE_SIZE = 1000;

const DAY_MS = 86_400_000;

export interface FormOptions {
  readonly form_id: string;
  readonly ids: LinkedIds;
  /** Responses on a page. */
  readonly page_size: number;
}

/**
 * The responses of one form by the time of submission, GET /forms/{form_id}/responses.
 *
 * Why no response is missed: pages go by the token of the last response, not by its place, so what comes in at the top
 * moves nothing. Where the process dies in the middle, the next poll goes on below the last page that was published, and
 * what came in meanwhile is found by the scan after it, which begins where the broken one did, less the time by which
 * Typeform may show a response late. The cursor moves in the transaction that publishes.
 */
export function responsesSource(
  api: ResponsePages,
  config: Pick<TypeformConfig, 'pollSeconds' | 'since'>,
  { form_id, ids, page_size }: FormOptions,
): Source<ResponsesCursor> {
  const source = `typeform.responses.${form_id}`;
  return {
    name: source,
    upstream: 'typeform',
    poll_every_ms: config.pollSeconds * 1000,
    async *poll(cursor, { now_ms, signal, marks }) {
      const start = cursor ?? { read_to_ms: sinceInstant(config.since, now_ms), scan: null };
      const backfill = (start.read_to_ms ?? 0) < now_ms - 2 * DAY_MS;
      const call = { priority: backfill ? priority.backfill : priority.poll, signal };
      const reading = {
        source,
        read: (query: ResponsesQuery) => api.responses(form_id, query, page_size, call),
        decode: (item: unknown, origin: Origin) => decodeResponse(item, { form_id, ids, origin }),
      };
      try {
        yield* new ResponsesPoll(reading, start, { now_ms, marks }).pages();
      } catch (error) {
        if (!signal.aborted) throw pollFailure(error);
      }
    },
  };
}
