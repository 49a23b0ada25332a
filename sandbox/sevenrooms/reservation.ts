import type { Source } from '../world/bookers.ts';
import { type Booking, type BookingState, bookingAt } from '../world/booking.ts';
import type { Status } from '../world/moves.ts';
import { VENUES } from '../world/venues.ts';
import type { World } from '../world/world.ts';
import { SEVENROOMS_GROUP, SEVENROOMS_VENUES } from './account.ts';
import { clientId, reservationId } from './ids.ts';
import { money, utc, utcOrNull, wall } from './notation.ts';
import type { Overlay } from './overlay.ts';
import { posTickets, ticketsOf } from './tickets.ts';

/** `status`, `status_simple` and `status_display`. That of a pending one is an assumption; a request that is declined is cancelled. */
const STATUS: Readonly<Record<Status, readonly [string, string, string]>> = {
  pending: ['NOT_CONFIRMED', 'Booked', 'Not Confirmed'],
  confirmed: ['CONFIRMED', 'Booked', 'Confirmed'],
  partially_seated: ['ARRIVED', 'Arrived', 'Arrived'],
  seated: ['SEATED', 'Seated', 'Seated'],
  completed: ['COMPLETE', 'Complete', 'Complete'],
  cancelled: ['CANCELED', 'Canceled', 'Canceled'],
  declined: ['CANCELED', 'Canceled', 'Canceled'],
  no_show: ['NO_SHOW', 'No Show', 'No Show'],
};

const BOOKED_BY: Readonly<Record<Source, string>> = {
  widget: 'Booking Widget',
  google: 'Google',
  phone: 'Phone',
  walk_in: 'Walk In',
};

/** When a reservation last changed, by its moves and by what was written to it. */
export function updatedAt_ms(overlay: Overlay, id: string, changed_ms: number, at_ms: number): number {
  return overlay
    .of(id)
    .reduce(
      (latest, one) => (one.changed && one.at_ms <= at_ms ? Math.max(latest, one.updated_ms) : latest),
      changed_ms,
    );
}

/** What staff, or we, wrote on a reservation. */
export function writtenOn(overlay: Overlay, id: string, { base }: Booking, at_ms: number) {
  let notes = base % 7 === 0 ? 'Same server as last time, please.' : '';
  const fields: Record<string, string> = {};
  for (const one of overlay.of(id)) {
    if (one.entity !== 'reservation' || one.at_ms > at_ms) continue;
    notes = one.write.notes ?? notes;
    for (const { system_name, value } of one.write.custom_fields ?? []) fields[system_name] = value;
  }
  return { notes, fields };
}

/** A reservation as the API writes it, as it stands at `at_ms`; null where nobody has booked yet. */
export function reservation(world: World, overlay: Overlay, booking: Booking, at_ms: number) {
  const state = bookingAt(booking, at_ms);
  if (!state) return null;
  const { key, booker, source, base } = booking;
  const { seed } = world.options;
  const local = world.local[key.venue]!;
  const venue = VENUES[key.venue]!;
  const id = reservationId(seed, key);
  const [status, status_simple, status_display] = STATUS[state.status];
  const slot = wall(local, state.starts_at_ms);
  const { notes, fields } = writtenOn(overlay, id, booking, at_ms);
  const client = booker && clientId(seed, { index: booker.guest.index, profile: booker.profile });
  return {
    id,
    created: utc(state.created_at_ms),
    updated: utc(updatedAt_ms(overlay, id, state.updated_at_ms, at_ms)),
    deleted: null,
    reference_code: base.toString(36).toUpperCase(),
    status: venue.country === 'IE' && status === 'CANCELED' ? 'CANCELLED' : status,
    status_simple,
    status_display,
    date: slot.slice(0, 10),
    arrival_time: slot,
    real_datetime_of_slot: slot,
    time_slot_iso: slot.replace(' ', 'T'),
    seated_time: utcOrNull(state.seated_at_ms),
    left_time: utcOrNull(state.completed_at_ms),
    duration: 90 + (state.party_size > 4 ? 30 : 0),
    max_guests: state.party_size,
    arrived_guests: state.seated_at_ms === null ? 0 : state.party_size,
    client_id: client,
    venue_group_client_id: client,
    venue_id: SEVENROOMS_VENUES[venue.id]!,
    venue_group_id: SEVENROOMS_GROUP,
    first_name: booker?.guest.first_name ?? '',
    last_name: booker?.guest.last_name ?? '',
    email: booker?.email ?? '',
    phone_number: booker?.phone ? `+${booker.phone.code}${booker.phone.digits}` : '',
    booked_by: BOOKED_BY[source],
    reservation_type: source === 'walk_in' ? 'WALK_IN' : 'RESERVATION',
    shift_category: Number(slot.slice(11, 13)) < 16 ? 'LUNCH' : 'DINNER',
    client_requests: state.notes,
    notes,
    tags: [],
    custom_fields: fields,
    table_numbers: [String(1 + ((base + state.table_changes) % 40))],
    ...paymentsOf(world, booking, state),
    prepayment: 0,
    comps: 0,
    rating: null,
    problems: [],
    is_vip: false,
    loyalty_id: null,
    loyalty_rank: null,
    loyalty_tier: null,
    external_id: null,
    reservation_sms_opt_in: booker !== null && base % 3 === 0,
    send_reminder_email: true,
    send_reminder_sms: false,
    served_by: null,
    user: null,
  };
}

export type SevenRoomsReservation = NonNullable<ReturnType<typeof reservation>>;

/** What the till told, once it has: until then nothing, which is not the same as no spend. */
function paymentsOf(world: World, booking: Booking, state: BookingState) {
  const tickets = ticketsOf(world, booking, state);
  const total = money(tickets.reduce((sum, { check }) => sum + check.amount_minor + check.tax_minor, 0));
  const pos_tickets = posTickets(world, booking, tickets);
  return {
    check_numbers: pos_tickets.map(({ code }) => code).join(','),
    pos_tickets,
    total_payment: tickets.length > 0 ? total : null,
    onsite_payment: tickets.length > 0 ? total : null,
  };
}
