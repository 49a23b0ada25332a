import type { Incoming, Outputs, Processor, Rejection } from '../runtime/types.ts';
import type { BookingEvent, Reservation, ReservationEvent } from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { reservationOf } from './bookings/reservation.ts';
import { statusOf } from './bookings/status.ts';
import { memberOf } from './identity.ts';
import { KeyedValues } from './store/keyed-values.ts';

/** Of each reservation what each of its events says. */
export type BookingsState = KeyedValues<BookingEvent>;

/** The business date of an instant at a venue, in days since 1970-01-01. */
export type DateOf = (venue_id: string, at_ms: number) => number;

/**
 * Reservations as their events leave them, in whatever order these come. Of two events the one that happened later
 * holds, of two at one instant that with the greater id; of two contents under one id the later in the log.
 */
export function bookings(dateOf: DateOf): Processor<BookingsState> {
  return {
    name: 'bookings',
    inputs: [topics.reservation_events],
    outputs: [topics.booking_events, topics.reservations, topics.order_links],
    changelogs: [topics.booking_events],
    coalesced: [topics.booking_events, topics.reservations],
    create: () => new KeyedValues(topics.booking_events),
    // The only changelog is _booking_events.
    restore: (state, record) => state.restore(record as Incoming<BookingEvent>),
    step(state, record, out) {
      // The only input is reservation_events.
      return happened(state, record as Incoming<ReservationEvent>, { dateOf, out });
    },
  };
}

function happened(
  state: BookingsState,
  { key, value }: Incoming<ReservationEvent>,
  { dateOf, out }: { readonly dateOf: DateOf; readonly out: Outputs },
): Rejection | undefined {
  const [reservation_id, event_id] = splitKey(key);
  const told = value === null ? undefined : toldBy(value);
  const known = told === undefined ? state.remove(reservation_id!, event_id!) : state.put(told);
  if (known === told) return undefined;
  if (told === undefined) out.remove(topics.booking_events, key);
  else out.put(topics.booking_events, told);
  const events = [...state.of(reservation_id!)];
  const others = events.filter((event) => event.event_id !== event_id);
  const before = reservationOf(known === undefined ? others : [...others, known], dateOf);
  tell(reservation_id!, before, reservationOf(events, dateOf), out);
  return undefined;
}

function toldBy(event: ReservationEvent): BookingEvent {
  const { reservation_id, event_id, occurred_at, venue_id, party_size } = event;
  return {
    reservation_id,
    event_id,
    occurred_at,
    venue_id,
    payer: memberOf(event.email, event.client_id),
    party_size: party_size !== null && party_size > 0 ? party_size : null,
    status: statusOf(event),
    order_ids: idsIn(event.order_ids),
  };
}

/** Decoders and imports write a JSON array of ids; what another writer wrote that is none names none. */
function idsIn(text: string | null): readonly string[] | null {
  if (text === null) return null;
  try {
    const ids: unknown = JSON.parse(text);
    return Array.isArray(ids) && ids.every((id) => typeof id === 'string') ? ids : null;
  } catch {
    return null;
  }
}

function tell(
  reservation_id: string,
  before: Reservation | undefined,
  after: Reservation | undefined,
  out: Outputs,
): void {
  if (after === undefined) {
    if (before !== undefined) out.remove(topics.reservations, joinKey([reservation_id]));
  } else if (before === undefined || !sameReservation(before, after)) out.put(topics.reservations, after);
  const [old_ids, new_ids] = [before?.order_ids ?? [], after?.order_ids ?? []];
  for (const order_id of old_ids) {
    if (!new_ids.includes(order_id)) out.remove(topics.order_links, joinKey([order_id, reservation_id]));
  }
  for (const order_id of new_ids) {
    if (!old_ids.includes(order_id)) out.put(topics.order_links, { order_id, reservation_id });
  }
}

function sameReservation(a: Reservation, b: Reservation): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
