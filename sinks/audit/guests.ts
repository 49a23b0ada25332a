import type { DuckDBConnection } from '@duckdb/node-api';
import { arrived, type GuestsRelation, versions } from './arrived.ts';
import { compare } from './compare.ts';
import type { Moving } from './motion.ts';
import type { Recomputation } from './recomputed.ts';
import type { AuditCheck } from './report.ts';
import { sqlSide } from './sides.ts';

interface Subject {
  readonly name: string;
  /** What it should have, and what the warehouse has: relations. */
  readonly expected: string;
  readonly found: string;
  readonly key: readonly string[];
  /** Columns that are compared, of both sides, as SQL. */
  readonly columns: Readonly<Record<string, string>>;
  /** SQL of the rows of which nothing is said; `$1`: a JSON array of `without`. */
  readonly rest: string;
  readonly without: readonly string[];
}

const OF_EVENTS = ['reservation_id', 'event_id', 'type', 'occurred_at', 'from_status', 'to_status'];

const plain = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `r."${name}"`]));
const listed = (column: string) => `${column} IN (SELECT unnest(from_json($1, '["VARCHAR"]')))`;

/** Events of versions, reservations, checks, members and guests: as SQL tells them of the events, orders and profiles in the snapshot. */
export async function checkGuests(
  connection: DuckDBConnection,
  recomputation: Recomputation,
  moving: Moving,
): Promise<AuditCheck[]> {
  const guests = { rest: listed('r.guest_id'), without: moving.guests };
  const reservations = { rest: listed('r.reservation_id'), without: moving.reservations };
  const told = (relation: GuestsRelation) => ({
    name: relation.replace('_reservations', ' reservations'),
    expected: `(${recomputation.guests(arrived, relation)})`,
  });
  const subjects: Subject[] = [
    {
      name: 'reservation_events of versions',
      expected: `(${recomputation.events(versions)})`,
      // The others are told by the upstream itself.
      found: `(SELECT * REPLACE (epoch_ms(occurred_at) AS occurred_at) FROM store.reservation_events
                WHERE starts_with(event_id, reservation_id || '@'))`,
      key: ['reservation_id', 'event_id'],
      columns: plain(...OF_EVENTS, 'party_size', 'client_id', 'email'),
      ...reservations,
    },
    {
      ...told('reservations'),
      found: 'store."_reservations"',
      key: ['reservation_id'],
      columns: {
        ...plain('reservation_id', 'version', 'venue_id', 'payer', 'status', 'party_size', 'business_date'),
        completed_at: 'epoch_ms(r.completed_at)',
        order_ids: 'list_sort(r.order_ids)::VARCHAR',
      },
      ...reservations,
    },
    {
      ...told('order_checks'),
      found: 'main.order_checks',
      key: ['order_id', 'check_id'],
      columns: { ...plain('order_id', 'check_id', 'guest_id', 'net_minor'), covers: 'r.covers::INTEGER' },
      ...guests,
      rest: `(${listed('r.guest_id')} OR ${listed('r.order_id')})`,
      without: [...moving.guests, ...moving.orders],
    },
    {
      ...told('guest_reservations'),
      found: 'store."_guest_reservations"',
      key: ['guest_id', 'reservation_id'],
      columns: {
        ...plain('guest_id', 'reservation_id', 'venue_id', 'business_date', 'version'),
        completed_at: 'epoch_ms(r.completed_at)',
        party_size: 'coalesce(r.party_size, 0)',
      },
      ...guests,
    },
    {
      ...told('guest_members'),
      found: 'main.guest_members',
      key: ['guest_id'],
      columns: plain('guest_id', 'member'),
      ...guests,
    },
    {
      ...told('guests'),
      found: 'main.guests',
      key: ['guest_id'],
      columns: plain('guest_id', 'canonical_client_id', 'email', 'phone', 'name', 'opted_out'),
      ...(moving.profiles ? { ...guests, rest: 'true' } : guests),
    },
  ];
  const checks: AuditCheck[] = [];
  for (const subject of subjects) checks.push(await checkSubject(connection, subject));
  return checks;
}

function checkSubject(connection: DuckDBConnection, subject: Subject): Promise<AuditCheck> {
  const { name: what, expected, found, key, columns, rest, without } = subject;
  const parameter = JSON.stringify(without);
  const list = Object.entries(columns).map(([name, sql]) => `${sql} AS "${name}"`);
  const names = Object.keys(columns).map((name) => `"${name}"`);
  // A member is no column that may be shown, and yet what tells the rows apart.
  const keys = what === 'guest_members' ? ['member'] : key;
  const where = without.length === 0 && rest !== 'true' ? '' : `WHERE coalesce(${rest}, false) = false`;
  const side = (name: string, from: string) => {
    const whole = `SELECT md5_number(concat_ws('|', ${keys.map((one) => `"${one}"`).join(', ')})) AS _key, ${names.join(', ')}
      FROM (SELECT ${list.join(', ')} FROM ${from} r ${where})`;
    const rows = `SELECT _key, hash(${names.join(', ')}) AS _digest FROM (${whole})`;
    return sqlSide(connection, { name, rows, whole, parameter });
  };
  return compare({
    name: `recomputed = ${what}`,
    key,
    left_out: without.length,
    expected: side('recomputed', expected),
    found: side('warehouse', found),
  });
}
