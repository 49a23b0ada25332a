import type { Booking } from '../world/booking.ts';
import type { Edits, Move } from '../world/moves.ts';
import type { LocalTime } from '../world/venues.ts';
import type { World } from '../world/world.ts';
import { eventId } from './ids.ts';
import { date } from './notation.ts';

/** One thing that happened to a reservation, and what Service writes of it. */
export interface Happening {
  readonly at_ms: number;
  /** Position among the reservation's moves. */
  readonly place: number;
  readonly event: ServiceEvent;
}

export interface ServiceEvent {
  readonly object: 'reservation_event';
  readonly id: string;
  readonly type: string;
  readonly created_at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The reservation's events up to `at_ms`, oldest first, those of one second by id. Same arguments, same answer. */
export function happenings(world: World, booking: Booking, at_ms: number): Happening[] {
  const local = world.local[booking.key.venue]!;
  const found = booking.moves.flatMap((move, place) => {
    if (move.at_ms > at_ms) return [];
    const id = eventId(world.options.seed, booking.key, place);
    const { type, data } = told(booking, move, local);
    const event = { object: 'reservation_event', id, type, created_at: date(local, move.at_ms), data } as const;
    return [{ at_ms: move.at_ms, place, event }];
  });
  return found.sort((one, other) => one.at_ms - other.at_ms || (one.event.id < other.event.id ? -1 : 1));
}

function told(booking: Booking, move: Move, local: LocalTime): Pick<ServiceEvent, 'type' | 'data'> {
  if (move.kind === 'created') return { type: 'reservation.created', data: origin(booking, move.party_size) };
  if (move.kind === 'status')
    return { type: `reservation.${move.to}`, data: { from_status: move.from, to_status: move.to } };
  if (move.kind === 'updated') return { type: 'reservation.updated', data: { changes: changes(move.changes, local) } };
  // A type that the document does not list: "unknown / future types may appear".
  return { type: 'reservation.reminder_sent', data: { channel: booking.booker?.phone ? 'sms' : 'email' } };
}

/** Source and party size always; walk-ins and Google bring a few keys more. */
function origin({ source, base }: Booking, party_size: number): Record<string, unknown> {
  if (source === 'walk_in') return { source, party_size, quoted_wait_minutes: (base % 5) * 5, seating_area: 'bar' };
  if (source === 'google') return { source, party_size, referrer: 'reserve_with_google' };
  return { source, party_size };
}

/** Only what means something outside: a change of table leaves nothing. */
function changes({ party_size, starts_at_ms, notes }: Edits, local: LocalTime): Record<string, unknown> {
  return {
    ...(party_size && { party_size }),
    ...(starts_at_ms && { starts_at: { from: date(local, starts_at_ms.from), to: date(local, starts_at_ms.to) } }),
    ...(notes && { notes }),
  };
}
