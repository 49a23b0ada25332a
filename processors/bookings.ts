import type { Incoming, Outputs, Processor, Rejection } from '../runtime/types.ts';
import type { BookingEvent, Reservation, ReservationEvent } from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { reservationOf } from './bookings/reservation.ts';
import { statusOf } from './bookings/status.ts';
import { memberOf } from './identity.ts';

/** By reservation id, then by event id: what each event says. */
export type BookingsState = Map<string, Map<string, BookingEvent>>;

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
    create: () => new Map(),
    restore(state, { key, value }) {
      // The only changelog is _booking_events.
      keep(state, key, value as BookingEvent | null);
    },
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
  const known = state.get(reservation_id!)?.get(event_id!);
  const told = value === null ? null : toldBy(value);
  if (told === null ? known === undefined : known !== undefined && sameTold(known, told)) return undefined;
  const before = reservationOf(state.get(reservation_id!), dateOf);
  keep(state, key, told);
  if (told === null) out.remove(topics.booking_events, key);
  else out.put(topics.booking_events, told);
  tell(reservation_id!, before, reservationOf(state.get(reservation_id!), dateOf), out);
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

function keep(state: BookingsState, key: string, told: BookingEvent | null): void {
  const [reservation_id, event_id] = splitKey(key);
  const events = state.get(reservation_id!);
  if (told !== null) {
    if (events === undefined) state.set(reservation_id!, new Map([[event_id!, told]]));
    else events.set(event_id!, told);
  } else if (events?.delete(event_id!) && events.size === 0) state.delete(reservation_id!);
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

function sameTold(a: BookingEvent, b: BookingEvent): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function sameReservation(a: Reservation, b: Reservation): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
