import type { GuestOrder, GuestReservation } from '../../schemas/generated/types.ts';
import { factIdOf } from '../orders.ts';

/** A part of a reservation, as the changelog has it. */
export function reservationRowOf(part: GuestOrder): GuestReservation {
  const { guest_id, order_id, member, venue_id, closed_at, business_date, covers, version } = part;
  const reservation_id = reservationIdOf(order_id);
  return {
    guest_id,
    reservation_id,
    member,
    venue_id,
    completed_at: closed_at,
    business_date,
    party_size: covers,
    version,
  };
}

export function partOfRow(row: GuestReservation): GuestOrder {
  const { guest_id, reservation_id, member, venue_id, completed_at, business_date, party_size, version } = row;
  const order_id = factIdOf(reservation_id);
  const amounts = { currency: '', net_minor: 0, covers: party_size, checks: 0, stands_in: 0 };
  return { guest_id, order_id, member, venue_id, closed_at: completed_at, business_date, version, ...amounts };
}

/** The inverse of factIdOf. */
export function reservationIdOf(order_id: string): string {
  return order_id.slice(1);
}
