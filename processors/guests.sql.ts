/**
 * Whose an order and a reservation are, and which covers count, as plain SQL (DuckDB): the slow, obvious way, which
 * processors and tables must agree with. Read by the tests and by `audit`. No I/O here: strings only.
 *
 * Names of relations, or queries in parentheses. Of what has versions the highest; of what happens every event.
 */
export interface GuestsInputs {
  /** order_id, venue_id, business_date DATE, covers, reservation_id. */
  readonly orders: string;
  /** order_id, n (from 0, in the upstream's order), check_id, email, client_id, covers, net_minor. */
  readonly checks: string;
  /** reservation_id, event_id, occurred_at TIMESTAMPTZ, venue_id, type, to_status, party_size, email, client_id, order_ids JSON. */
  readonly events: string;
  /** client_id, email, phone, first_name, last_name, visits, created_at TIMESTAMPTZ, opted_out. */
  readonly profiles: string;
  /** email, upstream, event_id, kind, occurred_at TIMESTAMPTZ. */
  readonly engagement: string;
  /** member, guest_id: what a person decided. */
  readonly decisions: string;
  readonly venues: readonly Venue[];
}

export interface Venue {
  readonly id: string;
  readonly timezone: string;
  readonly closeoutHour: number;
}

/** The config does not know it. */
const UNKNOWN_VENUE = { timezone: 'UTC', closeoutHour: 4 };

/** What the guests' SQL can be asked for: one of the relations of {@link guestsSql}. */
export type GuestsRelation =
  | 'reservations'
  | 'identities'
  | 'order_checks'
  | 'guest_reservations'
  | 'guest_members'
  | 'guests';

/**
 * - reservations: reservation_id, version (ms), venue_id, payer, status, party_size, completed_at TIMESTAMPTZ,
 *   business_date, order_ids VARCHAR[]: as their events leave them.
 * - identities: member, guest_id, decided, and what the member's profiles tell.
 * - order_checks: order_id, check_id, n, payer, member, guest_id, covers (never NULL), net_minor, and of the order
 *   reservation_id (its own by id), lacks_covers, by_id (the party size of that reservation, where it lacks them).
 * - guest_reservations: the completed ones of known guests.
 * - guest_members: member, guest_id; client ids whose profile has an address among them.
 * - guests: guest_id, canonical_client_id, email, phone, name, opted_out.
 */
export function guestsSql(inputs: GuestsInputs, relation: GuestsRelation): string {
  return `${withSql(inputs)} SELECT * FROM ${relation}`;
}

const STATUSES = [
  'pending',
  'confirmed',
  'declined',
  'cancelled',
  'no_show',
  'deleted',
  'partially_seated',
  'seated',
  'completed',
];

function withSql({ orders, checks, events, profiles, engagement, decisions, venues }: GuestsInputs): string {
  const kinds = STATUSES.map((status) => `'reservation.${status}'`).join(', ');
  return `
  WITH told AS (
      SELECT reservation_id, (epoch_ms(occurred_at), event_id) AS moment, epoch_ms(occurred_at) AS t, venue_id,
             coalesce(email, client_id) AS payer, if(party_size > 0, party_size, NULL) AS party_size,
             if(json_valid(order_ids::VARCHAR) AND json_type(order_ids::VARCHAR) = 'ARRAY', order_ids::VARCHAR, NULL) AS order_ids,
             coalesce(to_status, if(type IN (${kinds}), substr(type, ${'reservation.'.length + 1}), NULL)) AS status
        FROM ${events}),
    others AS (SELECT reservation_id, max(moment) AS undone FROM told WHERE status <> 'completed' GROUP BY ALL),
    reserved AS (
      SELECT reservation_id, max(t) AS version, arg_max(venue_id, moment) AS venue_id,
             arg_max(payer, moment) FILTER (payer IS NOT NULL) AS payer,
             arg_max(status, moment) FILTER (status IS NOT NULL) AS status,
             arg_max(party_size, moment) FILTER (party_size IS NOT NULL) AS party_size,
             make_timestamptz(1000 * min(t) FILTER (status = 'completed' AND (undone IS NULL OR moment > undone))) AS completed_at,
             arg_max(order_ids, moment) FILTER (order_ids IS NOT NULL) AS order_ids
        FROM told LEFT JOIN others USING (reservation_id)
       GROUP BY reservation_id),
    venues(venue_id, tz, closeout) AS (${venuesSql(venues)}),
    reservations AS (
      SELECT r.* EXCLUDE (order_ids),
             (timezone(coalesce(v.tz, '${UNKNOWN_VENUE.timezone}'), r.completed_at)
               - to_hours(coalesce(v.closeout, ${UNKNOWN_VENUE.closeoutHour})))::DATE AS business_date,
             list_sort(list_distinct(coalesce(from_json(r.order_ids, '["VARCHAR"]'), []))) AS order_ids
        FROM reserved r LEFT JOIN venues v USING (venue_id)),
    links AS (SELECT unnest(order_ids) AS order_id, reservation_id AS link FROM reservations),
    order_reservations AS (
      SELECT o.order_id, if(bool_or(l.link = o.reservation_id), o.reservation_id, coalesce(min(l.link), o.reservation_id)) AS reservation_id
        FROM ${orders} o LEFT JOIN links l USING (order_id)
       GROUP BY o.order_id, o.reservation_id),
    lacking AS (
      SELECT order_id, count(*) AS checks, bool_and(o.covers IS NULL AND c.covers IS NULL) AS lacks_covers
        FROM ${orders} o JOIN ${checks} c USING (order_id) GROUP BY ALL),
    paid AS (
      SELECT c.order_id, c.check_id, c.n, c.net_minor, c.covers AS own_covers, o.covers AS order_covers,
             o.venue_id, o.business_date, l.checks, l.lacks_covers, x.reservation_id,
             if(l.lacks_covers, r.party_size, NULL) AS by_id, coalesce(c.email, c.client_id, r.payer) AS payer
        FROM ${checks} c JOIN ${orders} o USING (order_id) JOIN lacking l USING (order_id)
        JOIN order_reservations x USING (order_id) LEFT JOIN reservations r ON r.reservation_id = x.reservation_id),
    addresses AS (SELECT client_id AS payer, email FROM ${profiles} WHERE email IS NOT NULL),
    named AS (
      SELECT coalesce(a.email, payer) AS member
        FROM (SELECT payer FROM paid UNION SELECT payer FROM reservations) LEFT JOIN addresses a USING (payer)
       WHERE payer IS NOT NULL
      UNION SELECT coalesce(email, client_id) FROM ${profiles}
      UNION SELECT member FROM ${decisions}),
    ranked AS (
      SELECT coalesce(email, client_id) AS member, client_id, coalesce(visits, 0) AS visits, created_at, phone, opted_out,
             nullif(trim(concat_ws(' ', nullif(trim(first_name), ''), nullif(trim(last_name), ''))), '') AS name,
             row_number() OVER (ORDER BY coalesce(visits, 0) DESC, created_at ASC NULLS LAST, client_id) AS rank
        FROM ${profiles}),
    known AS (
      SELECT member, arg_min(client_id, rank) AS canonical_client_id, arg_min(visits, rank) AS canonical_visits,
             any_value(created_at) FILTER (rank = first) AS canonical_created_at,
             arg_min(phone, rank) FILTER (phone IS NOT NULL) AS phone, arg_min(name, rank) FILTER (name IS NOT NULL) AS name,
             bool_or(opted_out) AS opted_out, min(rank) AS rank
        FROM (SELECT *, min(rank) OVER (PARTITION BY member) AS first FROM ranked) GROUP BY member),
    told_last AS (
      SELECT email AS member, upstream, arg_max(kind <> 'subscribe', (epoch_ms(occurred_at), event_id)) AS says_no
        FROM ${engagement} WHERE kind IN ('subscribe', 'unsubscribe', 'suppress') GROUP BY ALL),
    consents AS (SELECT member, bool_or(says_no) AS says_no FROM told_last GROUP BY member),
    identities AS (
      SELECT n.member, coalesce(d.guest_id, 'g_' || left(sha256(n.member), 20)) AS guest_id, d.guest_id IS NOT NULL AS decided,
             if(regexp_matches(n.member, '^[a-z0-9_-]+:'), NULL, n.member) AS email,
             k.* EXCLUDE (member, opted_out),
             if(k.opted_out IS NULL AND c.says_no IS NULL, NULL, coalesce(k.opted_out, false) OR coalesce(c.says_no, false)) AS opted_out
        FROM named n LEFT JOIN ${decisions} d ON d.member = n.member LEFT JOIN known k ON k.member = n.member
        LEFT JOIN consents c ON c.member = n.member),
    owned AS (
      SELECT p.*, coalesce(a.email, p.payer) AS member, i.guest_id
        FROM paid p LEFT JOIN addresses a USING (payer) LEFT JOIN identities i ON i.member = coalesce(a.email, p.payer)),
    guest_reservations AS (
      SELECT i.guest_id, r.reservation_id, i.member, r.payer, r.venue_id, r.completed_at, r.business_date, r.party_size, r.version
        FROM reservations r LEFT JOIN addresses a USING (payer) JOIN identities i ON i.member = coalesce(a.email, r.payer)
       WHERE r.completed_at IS NOT NULL),
    seated AS (
      SELECT guest_id, venue_id, business_date, party_size FROM guest_reservations WHERE party_size IS NOT NULL
     QUALIFY row_number() OVER (PARTITION BY guest_id, venue_id, business_date ORDER BY completed_at DESC, reservation_id) = 1),
    alone AS (
      SELECT order_id, min(guest_id) AS guest_id FROM owned
       GROUP BY order_id HAVING count(DISTINCT guest_id) = 1 AND bool_and(guest_id IS NOT NULL)),
    order_checks AS (
      SELECT p.order_id, p.check_id, p.n, p.payer, p.member, p.guest_id, p.net_minor, p.reservation_id, p.lacks_covers, p.by_id, p.checks,
             coalesce(p.own_covers, total // p.checks + if(p.n = 0, total % p.checks, 0)) AS covers
        FROM (SELECT p.*, coalesce(p.order_covers, p.by_id, if(p.lacks_covers, s.party_size, NULL), 1) AS total
                FROM owned p LEFT JOIN alone a USING (order_id)
                LEFT JOIN seated s ON s.guest_id = a.guest_id AND s.venue_id = p.venue_id AND s.business_date = p.business_date) p),
    guest_members AS (
      SELECT member, guest_id FROM identities ANTI JOIN addresses a ON a.payer = member
      UNION ALL SELECT a.payer AS member, i.guest_id FROM addresses a JOIN identities i ON i.member = a.email),
    guests AS (
      SELECT guest_id, arg_min(canonical_client_id, rank) AS canonical_client_id, min(email) AS email,
             arg_min(phone, rank) FILTER (phone IS NOT NULL) AS phone, arg_min(name, rank) FILTER (name IS NOT NULL) AS name,
             bool_or(opted_out) AS opted_out
        FROM identities GROUP BY guest_id)`;
}

function venuesSql(venues: readonly Venue[]): string {
  if (venues.length === 0) return 'SELECT NULL::VARCHAR, NULL::VARCHAR, NULL::INTEGER WHERE false';
  const rows = venues.map(({ id, timezone, closeoutHour }) => `(${text(id)}, ${text(timezone)}, ${closeoutHour})`);
  return `VALUES ${rows.join(', ')}`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
