import { storedTableOf } from './tables.ts';

/** A table as the outside sees it. */
export interface TableView {
  readonly name: string;
  /** What tells its rows apart; empty: rows may be equal. */
  readonly key: readonly string[];
  readonly doc: string;
  readonly columns: readonly ViewColumn[];
  readonly sql: string;
  /** How many rows it has, as a scalar that costs little however many they are; null: it is a report, asked for alone. */
  readonly count: string | null;
}

export interface ViewColumn {
  readonly name: string;
  readonly type: string;
  readonly doc: string;
}

const column = (name: string, type: string, doc: string): ViewColumn => ({ name, type, doc });

const GUEST = column('guest_id', 'VARCHAR', 'The guest as known now: a merge or a split changes it here too.');

/** The stored columns of a topic, in the order of its schema, without lists of records and those in `without`. */
function stored(topic: string, without: readonly string[] = []): ViewColumn[] {
  const table = storedTableOf(topic);
  if (table === undefined) throw new Error(`${topic} is no table`);
  return table.columns
    .filter(({ name, type }) => !type.endsWith('[]') && !without.includes(name))
    .map(({ name, type, doc }) => column(name, type, doc));
}

const rowsOf = (table: string) => `(SELECT count(*) FROM store."${table}")`;
const itemsOf = (table: string, list: string) => `(SELECT coalesce(sum(len("${list}")), 0) FROM store."${table}")`;

function as(relation: string, columns: readonly ViewColumn[]): string {
  return columns.map(({ name }) => `${relation}."${name}"`).join(', ');
}

/** A topic whose table is the topic. */
function plain(topic: string, key: readonly string[]): TableView {
  const table = storedTableOf(topic)!;
  const columns = stored(topic);
  return {
    name: topic,
    key,
    doc: table.topic.schema.doc,
    columns,
    sql: `SELECT ${as('t', columns)} FROM store."${topic}" t`,
    count: rowsOf(topic),
  };
}

/** Its columns, with guest_id put behind the column `after`. */
function withGuest(columns: readonly ViewColumn[], after: string): ViewColumn[] {
  const at = columns.findIndex(({ name }) => name === after) + 1;
  return columns.toSpliced(at, 0, GUEST);
}

/** Of members and of client ids whose profile has an address: which guest they are. */
const MEMBERS = `
  SELECT coalesce(p.guest_id, m.guest_id) AS guest_id, coalesce(m.member, p.client_id) AS member
  FROM store.guest_identities m
  FULL JOIN (SELECT p.client_id, a.guest_id FROM store.guest_profiles p JOIN store.guest_identities a ON a.member = p.email) p
    ON p.client_id = m.member`;

/**
 * Of orders with a reservation by id that is known: its guest and party size. Of the reservations that carry the id of
 * the order it is the one that the order carries too, else the smallest; where there is none, the one that it carries.
 */
const RESERVED = `
  SELECT x.order_id, r.payer, r.party_size
    FROM (SELECT order_id, arg_min(reservation_id, (rank, reservation_id)) AS reservation_id
            FROM (SELECT order_id, reservation_id, if(count(*) = 2, 0, min(side)) AS rank
                    FROM (SELECT order_id, reservation_id, 2 AS side FROM store.orders WHERE reservation_id IS NOT NULL
                          UNION ALL SELECT unnest(order_ids), reservation_id, 1 FROM store."_reservations")
                   GROUP BY order_id, reservation_id)
           GROUP BY order_id) x
    JOIN store."_reservations" r USING (reservation_id)`;

const orderColumns = stored('orders');
const orders: TableView = {
  name: 'orders',
  key: ['order_id'],
  doc: 'The highest version of every point-of-sale order; of two records with one version, the one further along the log.',
  columns: withGuest(orderColumns, 'reservation_id'),
  sql: `SELECT ${withGuest(orderColumns, 'reservation_id')
    .map(({ name }) => (name === 'guest_id' ? 'm.guest_id' : `o."${name}"`))
    .join(', ')}
  FROM store.orders o
  LEFT JOIN (${RESERVED}) r ON r.order_id = o.order_id
  LEFT JOIN (${MEMBERS}) m ON m.member = coalesce(o.email, o.client_id, r.payer)`,
  count: rowsOf('orders'),
};

/**
 * By order, the party size that stands in for covers: of the reservations that the guest of all its checks completed
 * there on its business date the last, of several the smallest id.
 */
const SEATED = `
  SELECT c.order_id, s.party_size
    FROM (SELECT c.order_id, any_value(c.venue_id) AS venue_id, any_value(c.business_date) AS business_date,
                 any_value(m.guest_id) AS guest_id
            FROM (SELECT o.order_id, o.venue_id, o.business_date, r.payer, unnest(o.checks) AS "check"
                    FROM (SELECT * FROM store.orders WHERE covers IS NULL) o
                    SEMI JOIN store."_guest_reservations" g ON g.venue_id = o.venue_id AND g.business_date = o.business_date
                    LEFT JOIN (${RESERVED}) r ON r.order_id = o.order_id) c
            LEFT JOIN (${MEMBERS}) m ON m.member = coalesce(c."check".email, c."check".client_id, c.payer)
           GROUP BY c.order_id
          HAVING count(DISTINCT m.guest_id) = 1 AND count(m.guest_id) = count(*)) c
    JOIN (SELECT guest_id, venue_id, business_date, arg_min(party_size, (-epoch_ms(completed_at), reservation_id)) AS party_size
            FROM store."_guest_reservations" WHERE party_size > 0 GROUP BY ALL) s
      ON s.guest_id = c.guest_id AND s.venue_id = c.venue_id AND s.business_date = c.business_date`;

const order_checks: TableView = {
  name: 'order_checks',
  key: ['order_id', 'check_id'],
  doc: 'The checks of the orders in `orders` that are not voided or deleted. An order without checks has one, its check_id the order_id.',
  columns: [
    column('order_id', 'VARCHAR', '<upstream>:<id> of the order.'),
    column('check_id', 'VARCHAR', '<upstream>:<id>; the order_id for an order without checks.'),
    GUEST,
    column('client_id', 'VARCHAR', 'Guest profile of this check, as <upstream>:<id>.'),
    column('email', 'VARCHAR', "Normalised address of this check's guest."),
    column(
      'covers',
      'INTEGER',
      "The covers that count for this check: its share of the order's, the first check taking what does not divide. Where the order has none, its reservation's party size is shared out: that by id, else the guest's own there and then; else 1.",
    ),
    column('net_minor', 'BIGINT', 'As in the order, for this check. Minor units.'),
  ],
  sql: `SELECT c.order_id, c."check".check_id AS check_id, m.guest_id, c."check".client_id AS client_id, c."check".email AS email,
         CASE WHEN c."check".covers IS NOT NULL THEN c."check".covers
              WHEN c.n = 1 THEN c.covers - (c.covers // c.checks) * (c.checks - 1)
              ELSE c.covers // c.checks END::INTEGER AS covers,
         c."check".net_minor AS net_minor
  FROM (SELECT o.order_id, r.payer, len(o.checks) AS checks, unnest(o.checks) AS "check", generate_subscripts(o.checks, 1) AS n,
               CASE WHEN o.covers IS NOT NULL THEN o.covers
                    WHEN r.party_size IS NULL OR len(list_filter(o.checks, lambda c: c.covers IS NOT NULL)) > 0 THEN 1
                    ELSE r.party_size END AS covers
          FROM store.orders o
          LEFT JOIN (SELECT coalesce(r.order_id, s.order_id) AS order_id, r.payer, coalesce(r.party_size, s.party_size) AS party_size
                       FROM (${RESERVED}) r FULL JOIN (${SEATED}) s ON s.order_id = r.order_id) r
            ON r.order_id = o.order_id) c
  LEFT JOIN (${MEMBERS}) m ON m.member = coalesce(c."check".email, c."check".client_id, c.payer)`,
  count: itemsOf('orders', 'checks'),
};

const order_items: TableView = {
  name: 'order_items',
  key: [],
  doc: 'The lines of the checks of the orders in `orders` that are not voided.',
  columns: [
    column('order_id', 'VARCHAR', '<upstream>:<id> of the order.'),
    column('check_id', 'VARCHAR', 'The check it is on.'),
    column('name', 'VARCHAR', 'As the menu shows it.'),
    column('quantity', 'DOUBLE', 'May be fractional (sold by weight).'),
    column('net_minor', 'BIGINT', 'Line total after its discounts, without tax. Minor units.'),
  ],
  sql: `SELECT i.order_id, i.item.check_id AS check_id, i.item."name" AS "name", i.item.quantity AS quantity, i.item.net_minor AS net_minor
  FROM (SELECT order_id, unnest(items) AS item FROM store.orders) i`,
  count: itemsOf('orders', 'items'),
};

const order_arrivals: TableView = {
  name: 'order_arrivals',
  key: ['order_id', 'version', 'via'],
  doc: 'By which ways each version of an order came, and when first. A poll, a delivery and a file may all bring the same version.',
  columns: [
    column('order_id', 'VARCHAR', '<upstream>:<id> of the order.'),
    column('version', 'BIGINT', "Milliseconds of the upstream's last change."),
    column('via', 'VARCHAR', 'page (a poll brought it), delivery (a webhook announced it), file (an import), other.'),
    column('first_at', 'TIMESTAMPTZ', 'When a record of this version that came this way was first written to the log.'),
  ],
  sql: `SELECT order_id, "version", via, min(arrived_at) AS first_at FROM store.order_arrivals GROUP BY ALL`,
  count: null,
};

/** Since when a venue's upstream is followed: when the first of the table's rows came by a poll or a delivery. */
function followedSql(table: string, arrivals: string, id: string): string {
  return `SELECT t.upstream, t.venue_id, min(a.arrived_at) AS since
    FROM store.${arrivals} a JOIN store.${table} t USING (${id}) WHERE a.via IN ('page', 'delivery') GROUP BY ALL`;
}

const event_arrivals: TableView = {
  name: 'event_arrivals',
  key: ['event_id', 'via'],
  doc: 'By which ways each event of a reservation came, and when first; where the upstream has versions instead of events, the version that the event is of.',
  columns: [
    column('event_id', 'VARCHAR', '<upstream>:<id> of the event.'),
    column('via', 'VARCHAR', 'page (a poll brought it), delivery (a webhook did), file (an import).'),
    column('first_at', 'TIMESTAMPTZ', 'When a record of it that came this way was first written to the log.'),
  ],
  sql: 'SELECT event_id, via, min(arrived_at) AS first_at FROM store.event_arrivals GROUP BY ALL',
  count: null,
};

const missed_event_deliveries: TableView = {
  name: 'missed_event_deliveries',
  key: ['event_id'],
  doc: 'Events of reservations that a poll brought and no webhook, 20 minutes after the poll. Events polled less than 20 minutes before the last commit are still open and not listed; nor are those that happened before the first event of their venue came by a poll or a delivery, which the first poll brings as history.',
  columns: [
    column('event_id', 'VARCHAR', '<upstream>:<id> of the event.'),
    column('upstream', 'VARCHAR', 'Whose webhook it is.'),
    column('reservation_id', 'VARCHAR', '<upstream>:<id> of the reservation.'),
    column('polled_at', 'TIMESTAMPTZ', 'When the poll first brought it.'),
    column('delivered_at', 'TIMESTAMPTZ', 'When a delivery brought it after all, too late; NULL: none did.'),
  ],
  sql: `SELECT e.event_id, e.upstream, e.reservation_id, p.first_at AS polled_at, d.first_at AS delivered_at
  FROM (${event_arrivals.sql}) p
  JOIN store.reservation_events e ON e.event_id = p.event_id
  JOIN (${followedSql('reservation_events', 'event_arrivals', 'event_id')}) f ON f.upstream = e.upstream AND f.venue_id = e.venue_id
  LEFT JOIN (${event_arrivals.sql}) d ON d.event_id = p.event_id AND d.via = 'delivery'
  WHERE p.via = 'page' AND e.occurred_at >= f.since
    AND p.first_at + INTERVAL 20 MINUTE <= (SELECT max(committed_at) FROM store.offsets)
    AND (d.first_at IS NULL OR d.first_at > p.first_at + INTERVAL 20 MINUTE)`,
  count: null,
};

const missed_deliveries: TableView = {
  name: 'missed_deliveries',
  key: ['order_id', 'version'],
  doc: 'Versions of orders that a poll brought and no webhook: 20 minutes after the poll, no delivery had announced the order at that version or a higher one. Versions polled less than 20 minutes before the last commit are still open and not listed; nor are those of before the first order of their venue came by a poll or a delivery, which the first poll brings as history.',
  columns: [
    column('order_id', 'VARCHAR', '<upstream>:<id> of the order.'),
    column('version', 'BIGINT', "Milliseconds of the upstream's last change."),
    column('polled_at', 'TIMESTAMPTZ', 'When the poll first brought it.'),
    column('announced_at', 'TIMESTAMPTZ', 'When a delivery announced it after all, too late; NULL: none did.'),
  ],
  sql: `SELECT p.order_id, p."version", p.first_at AS polled_at, min(d.first_at) AS announced_at
  FROM (${order_arrivals.sql}) p
  JOIN store.orders o ON o.order_id = p.order_id
  JOIN (${followedSql('orders', 'order_arrivals', 'order_id')}) f ON f.upstream = o.upstream AND f.venue_id = o.venue_id
  LEFT JOIN (${order_arrivals.sql}) d ON d.order_id = p.order_id AND d.via = 'delivery' AND d."version" >= p."version"
  WHERE p.via = 'page' AND p."version" >= epoch_ms(f.since)
    AND p.first_at + INTERVAL 20 MINUTE <= (SELECT max(committed_at) FROM store.offsets)
  GROUP BY ALL
  HAVING min(d.first_at) IS NULL OR min(d.first_at) > p.first_at + INTERVAL 20 MINUTE`,
  count: null,
};

const guests: TableView = {
  name: 'guests',
  key: ['guest_id'],
  doc: 'One row a guest: all members that are one person.',
  columns: [
    column('guest_id', 'VARCHAR', 'g_…'),
    column(
      'canonical_client_id',
      'VARCHAR',
      'The profile that stands for the guest: most visits as the upstream counts them, then the oldest, then the smallest id. Write-back goes there, or to the first in that order whose upstream can be written.',
    ),
    column('email', 'VARCHAR', 'Normalised address; of several the first in alphabetical order.'),
    column(
      'phone',
      'VARCHAR',
      'E.164 where it parses: of the first profile, in the order of canonical_client_id, that has one.',
    ),
    column('name', 'VARCHAR', 'First and last name, the same.'),
    column('visits', 'BIGINT', 'Our own count of visits.'),
    column('loyalty_tier', 'VARCHAR', 'member, or NULL below.'),
    column('opted_out', 'BOOLEAN', 'No marketing, as any source says; NULL: never asked.'),
  ],
  sql: `SELECT g.guest_id, g.canonical_client_id, g.email, g.phone, g."name", coalesce(s.visits, v.visits, 0) AS visits,
         l.to_tier AS loyalty_tier, g.opted_out
  FROM (SELECT guest_id, arg_min(canonical_client_id, "rank") AS canonical_client_id, min(email) AS email,
               arg_min(phone, "rank") AS phone, arg_min("name", "rank") AS "name", bool_or(opted_out) AS opted_out
          FROM (SELECT *, (-canonical_visits, coalesce(epoch_ms(canonical_created_at), 9223372036854775807), canonical_client_id) AS "rank"
                  FROM store.guest_identities) GROUP BY guest_id) g
  LEFT JOIN (SELECT guest_id, max(visits) AS visits FROM store.guest_spend GROUP BY guest_id) s ON s.guest_id = g.guest_id
  LEFT JOIN (SELECT guest_id, count(DISTINCT (venue_id, business_date)) AS visits
               FROM store."_guest_reservations" GROUP BY guest_id) v ON v.guest_id = g.guest_id
  LEFT JOIN store.loyalty_changes l ON l.guest_id = g.guest_id`,
  count: '(SELECT count(DISTINCT guest_id) FROM store.guest_identities)',
};

const guest_members: TableView = {
  name: 'guest_members',
  key: ['member'],
  doc: 'Which guest a member (a normalised address, a client id) belongs to. A client id whose profile has an address belongs where the address does.',
  columns: [
    column('guest_id', 'VARCHAR', 'g_…'),
    column('member', 'VARCHAR', 'Normalised address, else <upstream>:<client id>.'),
  ],
  sql: MEMBERS,
  count: `(${rowsOf('guest_identities')} + (SELECT count(*) FROM store.guest_profiles WHERE email IS NOT NULL))`,
};

const duplicate_clusters: TableView = {
  name: 'duplicate_clusters',
  key: ['cluster_id', 'client_id'],
  doc: 'Clusters of profiles that look like one person, for review: a row for each profile.',
  columns: [
    column('cluster_id', 'VARCHAR', 'Stable id.'),
    column('client_id', 'VARCHAR', 'A profile of the cluster.'),
    column('canonical', 'VARCHAR', 'The profile that would stay.'),
    column('status', 'VARCHAR', 'open, merged or distinct.'),
  ],
  sql: 'SELECT cluster_id, unnest(client_ids) AS client_id, canonical, status FROM store.duplicate_clusters',
  count: itemsOf('duplicate_clusters', 'client_ids'),
};

const duplicate_pairs: TableView = {
  name: 'duplicate_pairs',
  key: ['left_id', 'right_id'],
  doc: 'Pairs of profiles that were compared, with the evidence.',
  columns: [
    column('left_id', 'VARCHAR', 'Smaller client id.'),
    column('right_id', 'VARCHAR', 'Larger client id.'),
    column('probability', 'DOUBLE', '0 to 1.'),
    column('decision', 'VARCHAR', 'merge, review or distinct.'),
    column('evidence', 'JSON', 'Weights by field.'),
  ],
  sql: `SELECT p.pair.left_id AS left_id, p.pair.right_id AS right_id, p.pair.probability AS probability,
         p.pair.decision AS decision, p.pair.evidence AS evidence
  FROM (SELECT unnest(pairs) AS pair FROM store.duplicate_clusters) p`,
  count: itemsOf('duplicate_clusters', 'pairs'),
};

/** Every table that the outside relies on, in the order of the contract. */
export const tableViews: readonly TableView[] = [
  plain('reservation_events', ['event_id']),
  event_arrivals,
  missed_event_deliveries,
  orders,
  order_checks,
  order_items,
  order_arrivals,
  missed_deliveries,
  plain('guest_profiles', ['client_id']),
  plain('survey_responses', ['response_id']),
  plain('email_engagement', ['event_id']),
  guests,
  guest_members,
  plain('guest_spend', ['guest_id', 'currency']),
  plain('guest_spend_history', ['guest_id', 'order_id']),
  plain('loyalty_changes', ['guest_id']),
  duplicate_clusters,
  duplicate_pairs,
  plain('profile_patches', ['client_id', 'patch_id']),
  plain('survey_invitations', ['order_id', 'guest_id']),
  plain('dead_letters', ['id']),
];

/** Creates or replaces the views, comments included. Statements, in order. */
export function viewsDdl(views: readonly TableView[] = tableViews): string[] {
  return views.flatMap(({ name, doc, columns, sql }) => [
    `CREATE OR REPLACE VIEW main."${name}" AS ${sql}`,
    `COMMENT ON VIEW main."${name}" IS ${text(doc)}`,
    ...columns.map((column) => `COMMENT ON COLUMN main."${name}"."${column.name}" IS ${text(column.doc)}`),
  ]);
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
