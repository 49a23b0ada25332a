import type { BookingEvent, Reservation } from '../../schemas/generated/types.ts';
import type { DateOf } from '../bookings.ts';
import { COMPLETED } from './status.ts';

/** What its events come to; undefined where there is none. */
export function reservationOf(told: readonly BookingEvent[], dateOf: DateOf): Reservation | undefined {
  const events = told.toSorted(later);
  const [latest] = events;
  if (latest === undefined) return undefined;
  const { reservation_id, venue_id } = latest;
  const completed_at = completionOf(events);
  return {
    reservation_id,
    version: latest.occurred_at,
    venue_id,
    payer: events.find(({ payer }) => payer !== null)?.payer ?? null,
    status: events.find(({ status }) => status !== null)?.status ?? null,
    party_size: events.find(({ party_size }) => party_size !== null)?.party_size ?? null,
    completed_at,
    business_date: completed_at === null ? null : dateOf(venue_id, completed_at),
    order_ids: [...new Set(events.find(({ order_ids }) => order_ids !== null)?.order_ids)].sort(),
  };
}

/**
 * Completed is a reservation whose latest status says so, since the first of the events that say it without another
 * status between them: telling it once more does not move the completion, opening it again takes it back.
 */
function completionOf(latest_first: readonly BookingEvent[]): number | null {
  let completed_at: number | null = null;
  for (const { status, occurred_at } of latest_first) {
    if (status === null) continue;
    if (status !== COMPLETED) break;
    completed_at = occurred_at;
  }
  return completed_at;
}

/** The latest first. */
function later(a: BookingEvent, b: BookingEvent): number {
  return b.occurred_at - a.occurred_at || (a.event_id < b.event_id ? 1 : -1);
}
