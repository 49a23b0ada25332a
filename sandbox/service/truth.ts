import { type Booking, bookingAt } from '../world/booking.ts';
import type { Bookings } from '../world/bookings.ts';
import { VENUES } from '../world/venues.ts';
import { type Happening, happenings } from './event.ts';
import { reservationId } from './ids.ts';

/** An event as it really is: what a reader of the twin's API has to arrive at. */
export interface EventTruth {
  readonly event_id: string;
  readonly reservation_id: string;
  /** Our own id of the venue. */
  readonly venue: string;
  readonly type: string;
  readonly occurred_at_ms: number;
  /** Of 'created' alone; null else. */
  readonly source: string | null;
  /** As the event names it: when it was booked, or what it was changed to; null else. */
  readonly party_size: number | null;
  readonly from_status: string | null;
  readonly to_status: string | null;
  /** As served; null unless the event is an update. */
  readonly changes: unknown;
  readonly data: unknown;
  /** The guest's own address, lower case and trimmed, and as the book has it; null where it knows none. */
  readonly email: string | null;
  readonly email_as_typed: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  /** What the reservation has become by the moment that the truth is of. */
  readonly reservation: { readonly status: string; readonly party_size: number; readonly updated_at_ms: number };
}

/** The truth about every event up to `at_ms`, reservation by reservation. `venue`: only that one's. */
export function* truths(bookings: Bookings, at_ms: number, venue: string | null): Generator<EventTruth> {
  for (const key of bookings.all('service', at_ms)) {
    if (venue !== null && VENUES[key.venue]!.id !== venue) continue;
    const booking = bookings.draw(key);
    for (const happening of happenings(bookings.world, booking, at_ms))
      yield truth(bookings, booking, happening, at_ms);
  }
}

function truth({ world }: Bookings, booking: Booking, { at_ms, place, event }: Happening, asOf_ms: number): EventTruth {
  const move = booking.moves[place]!;
  const { status, party_size, updated_at_ms } = bookingAt(booking, asOf_ms)!;
  const resized = move.kind === 'updated' ? (move.changes.party_size?.to ?? null) : null;
  return {
    event_id: event.id,
    reservation_id: reservationId(world.options.seed, booking.key),
    venue: VENUES[booking.key.venue]!.id,
    type: event.type,
    occurred_at_ms: at_ms,
    source: move.kind === 'created' ? booking.source : null,
    party_size: move.kind === 'created' ? move.party_size : resized,
    from_status: move.kind === 'status' ? move.from : null,
    to_status: move.kind === 'status' ? move.to : null,
    changes: move.kind === 'updated' ? event.data.changes : null,
    data: event.data,
    ...who(booking),
    reservation: { status, party_size, updated_at_ms },
  };
}

function who({ booker }: Booking) {
  if (!booker) return { email: null, email_as_typed: null, phone: null, first_name: null, last_name: null };
  const { guest, email, phone } = booker;
  return {
    email: email === null ? null : guest.email,
    email_as_typed: email,
    phone: phone && `+${phone.code}${phone.digits}`,
    first_name: guest.first_name,
    last_name: guest.last_name,
  };
}
