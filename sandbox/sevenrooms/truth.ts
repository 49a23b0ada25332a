import { bookingAt } from '../world/booking.ts';
import { VENUES } from '../world/venues.ts';
import type { Book } from './book.ts';
import { clientAt, totalsAt } from './client-state.ts';
import { clientId } from './ids.ts';
import type { Tag } from './writes.ts';

/** A profile as it really is: what a reader of the twin's API, or a writer to it, has to arrive at. */
export interface ProfileTruth {
  readonly client_id: string;
  /** Lower case and trimmed, and as the profile has it; null where it has none. */
  readonly email: string | null;
  readonly email_as_typed: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly first_name: string;
  readonly last_name: string;
  /** `--MM-DD`. */
  readonly birthday: string | null;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly visits: number;
  readonly covers: number;
  /** As the tickets had it, whatever the currency. */
  readonly spend_minor: number;
  readonly opted_in: boolean;
  readonly opted_at_ms: number | null;
  readonly tags: readonly Tag[];
  readonly custom_fields: Readonly<Record<string, string>>;
  /** Writes of clients of the API that were accepted. */
  readonly patches: { readonly received: number; readonly changed: number; readonly unchanged: number };
  /** The guest's number: two profiles with the same one are of one person. */
  readonly person: number;
}

/** The truth about every profile that there is at `at_ms`. `venue`: those with a reservation there. */
export function* profileTruths(book: Book, at_ms: number, venue: string | null): Generator<ProfileTruth> {
  const { seed } = book.bookings.world.options;
  for (const { of: profile } of book.clients(0, at_ms)) {
    const id = clientId(seed, profile);
    if (venue !== null && !profile.bookings.some((key) => VENUES[key.venue]!.id === venue)) continue;
    const state = clientAt(profile, id, book.overlay, at_ms);
    const { phone, guest, birthday } = profile.life;
    const { visits, covers, spend_minor } = totalsAt(book.bookings, profile, at_ms);
    const writes = book.overlay.of(id).filter((one) => one.by === 'api' && one.at_ms <= at_ms);
    const changed = writes.filter((one) => one.changed).length;
    yield {
      client_id: id,
      email: state.email?.trim().toLowerCase() ?? null,
      email_as_typed: state.email,
      phone: phone && `+${phone.code}${phone.digits}`,
      first_name: guest.first_name,
      last_name: guest.last_name,
      birthday: birthday && `--${two(birthday.month)}-${two(birthday.day)}`,
      created_at_ms: profile.created_at_ms,
      updated_at_ms: state.updated_at_ms,
      visits,
      covers,
      spend_minor,
      opted_in: state.opted_in,
      opted_at_ms: state.opted_at_ms,
      tags: state.tags,
      custom_fields: Object.fromEntries(state.fields),
      patches: { received: writes.length, changed, unchanged: writes.length - changed },
      person: profile.index,
    };
  }
}

/** A reservation as it really is. */
export interface ReservationTruth {
  readonly reservation_id: string;
  /** null: a walk-in without a name. */
  readonly client_id: string | null;
  /** Our own id of the venue. */
  readonly venue: string;
  /** The world's own word, finer than SevenRooms'. */
  readonly status: string;
  readonly party_size: number;
  readonly starts_at_ms: number;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly seated_at_ms: number | null;
  readonly completed_at_ms: number | null;
  /** Lower case and trimmed; null where the book knows none. */
  readonly email: string | null;
  /** The till's orders that the tickets name. */
  readonly orders: readonly string[];
  readonly notes: string;
  readonly custom_fields: Readonly<Record<string, unknown>>;
}

/** The truth about every reservation that there is at `at_ms`. `venue`: only that one's. */
export function* reservationTruths(book: Book, at_ms: number, venue: string | null): Generator<ReservationTruth> {
  for (const { of, updated_at_ms } of book.reservations(0, at_ms)) {
    if (venue !== null && VENUES[of.venue]!.id !== venue) continue;
    const booking = book.bookings.draw(of);
    const { status, party_size, starts_at_ms, created_at_ms, seated_at_ms, completed_at_ms } = bookingAt(
      booking,
      at_ms,
    )!;
    const { id, client_id, pos_tickets, notes, custom_fields } = book.reservation(booking, at_ms);
    const { booker } = booking;
    yield {
      reservation_id: id,
      client_id,
      venue: VENUES[of.venue]!.id,
      status,
      party_size,
      starts_at_ms,
      created_at_ms,
      updated_at_ms,
      seated_at_ms,
      completed_at_ms,
      email: booker && booker.email !== null ? booker.guest.email : null,
      orders: [...new Set(pos_tickets.map(({ local_pos_ticket_id }) => local_pos_ticket_id))],
      notes,
      custom_fields,
    };
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
