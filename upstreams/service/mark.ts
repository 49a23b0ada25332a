import type { ReservationEvent } from '../../schemas/generated/types.ts';

const HOUR_MS = 3_600_000;
/** For how long a reservation that is over is still looked at. */
const OVER_MS = 48 * HOUR_MS;

/** What is remembered of a reservation. */
export interface Mark {
  /** The last event read; null: none yet. */
  readonly after: string | null;
  /** `updated_at` of the reservation when its events were last read; null: it was not in the list. Epoch ms. */
  readonly listed: number | null;
  /** What the reservation itself tells of its events: Service's name of the venue, and the guest's address. */
  readonly venue: string | null;
  readonly email: string | null;
  /** Since when it is over; null: it is not. Epoch ms. */
  readonly over: number | null;
  /** Service does not know it, or cannot give its events: only a change in the list makes us ask again. */
  readonly gone: boolean;
}

export const UNREAD: Mark = { after: null, listed: null, venue: null, email: null, over: null, gone: false };

/** Whether its events are asked for in every poll. */
export function isFollowed({ over, gone }: Mark, now_ms: number): boolean {
  return !gone && (over === null || now_ms - over < OVER_MS);
}

const over = new Set(['completed', 'declined', 'cancelled', 'no_show']);
const open = new Set(['pending', 'confirmed', 'partially_seated', 'seated']);

/** Since when it is over once these have happened, the oldest first. */
export function overAfter(before: number | null, events: readonly ReservationEvent[]): number | null {
  let since = before;
  for (const { type, to_status, occurred_at } of events) {
    const status = to_status ?? type.replace(/^reservation\./, '');
    if (over.has(status)) since ??= occurred_at;
    else if (open.has(status)) since = null;
  }
  return since;
}
