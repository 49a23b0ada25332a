import { type Booking, bookingAt } from '../world/booking.ts';
import { VENUES } from '../world/venues.ts';
import type { World } from '../world/world.ts';
import { SERVICE_VENUES } from './account.ts';
import { reservationId } from './ids.ts';
import { date } from './notation.ts';

/** A reservation as the list has it (ASSUMPTION), as it stands at `at_ms`; null where nobody has booked yet. */
export function reservation(world: World, booking: Booking, at_ms: number) {
  const state = bookingAt(booking, at_ms);
  if (!state) return null;
  const { venue } = booking.key;
  const local = world.local[venue]!;
  return {
    object: 'reservation',
    id: reservationId(world.options.seed, booking.key),
    updated_at: date(local, state.updated_at_ms),
    starts_at: date(local, state.starts_at_ms),
    party_size: state.party_size,
    status: state.status,
    venue_id: SERVICE_VENUES[VENUES[venue]!.id]!,
    guest: guestOf(booking),
  };
}

/** What the book knows of who booked; null for a walk-in without a name. */
function guestOf({ booker }: Booking) {
  if (!booker) return null;
  const { guest, email, phone } = booker;
  return {
    email,
    phone: phone && `+${phone.code}${phone.digits}`,
    first_name: guest.first_name,
    last_name: guest.last_name,
  };
}
