/** What lies in the warehouse as it arrived, by the names of relations; of what has versions the highest. */
export interface Arrived {
  readonly orders: string;
  /** One row a check: order_id, n (from 0), check_id, email, client_id, covers, net_minor. */
  readonly checks: string;
  readonly events: string;
  readonly profiles: string;
  readonly engagement: string;
  /** member, guest_id: what a person decided. */
  readonly decisions: string;
}

/** Whose things are, as SQL tells it of {@link Arrived}. */
export type GuestsRelation = 'reservations' | 'order_checks' | 'guest_reservations' | 'guest_members' | 'guests';

/** Versions of reservations, as they arrived: each that is an instant of a year that an event's id can name. */
export const versions =
  '(SELECT * FROM store."_reservation_versions" WHERE "version" BETWEEN -62167219200000 AND 253402300799999)';

export const arrived: Arrived = {
  orders: 'store.orders',
  checks: `(SELECT order_id, n - 1 AS n, unnest("check") FROM (
     SELECT order_id, unnest(checks) AS "check", generate_subscripts(checks, 1) AS n FROM store.orders))`,
  events: 'store.reservation_events',
  profiles: 'store.guest_profiles',
  engagement: 'store.email_engagement',
  decisions: '(SELECT member, guest_id FROM store.guest_identities WHERE decided)',
};
