import type { DuckDBConnection } from '@duckdb/node-api';
import { storedTableOf } from '../../schemas/tables.ts';
import { type Arrived, arrived, type GuestsRelation } from './arrived.ts';
import { compare } from './compare.ts';
import type { Cut } from './cut.ts';
import type { AuditCheck } from './report.ts';
import { rowsWith, sqlSide } from './sides.ts';
import { writtenIn } from './written.ts';

/**
 * The numbers as plain SQL over `orders` and `order_checks`, and these over what arrived: handed in, since they are the
 * processors' own. Instants are milliseconds since 1970.
 */
export interface Recomputation {
  /** Events of reservations whose upstream has versions only, from these. */
  events(versions: string): string;
  /** Whose things are: reservations, checks, guests, of what lies in the warehouse as it arrived. */
  guests(inputs: Arrived, relation: GuestsRelation): string;
  /** Rows of guest_spend_history. */
  history(inputs: RecomputedFrom): string;
  /** Rows of guest_spend once the tick has been delivered. */
  spend(inputs: RecomputedFrom, tick_ms: number | null): string;
  /** Rows of loyalty_changes. */
  loyalty(inputs: RecomputedFrom): string;
  /** SQL of the guest that a member is by itself. */
  guestOf(member: string): string;
  readonly window_ms: number;
}

/** Names of relations. */
export interface RecomputedFrom {
  readonly orders: string;
  readonly order_checks: string;
  readonly guest_reservations: string;
}

interface Subject {
  readonly table: string;
  readonly key: readonly string[];
  readonly sql: string;
  /** Guests of whom nothing is said. */
  readonly without: readonly string[];
}

/**
 * guest_spend_history, guest_spend, loyalty_changes, visits: as SQL computes them from the snapshot's own orders and
 * reservations.
 */
export async function checkRecomputed(
  connection: DuckDBConnection,
  recomputation: Recomputation,
  { cut, moving }: { readonly cut: Cut; readonly moving: readonly string[] },
): Promise<AuditCheck[]> {
  const due = await dueGuests(connection, recomputation, cut);
  const guest_reservations = `(${recomputation.guests(arrived, 'guest_reservations')})`;
  const views = { orders: 'main.orders', order_checks: 'main.order_checks', guest_reservations };
  const subjects: Subject[] = [
    { table: 'guest_spend_history', key: ['guest_id', 'order_id'], sql: recomputation.history(views), without: moving },
    {
      table: 'guest_spend',
      key: ['guest_id', 'currency'],
      sql: recomputation.spend(views, cut.tick_ms),
      without: [...new Set([...moving, ...due])],
    },
    { table: 'loyalty_changes', key: ['guest_id'], sql: recomputation.loyalty(views), without: moving },
  ];
  const checks: AuditCheck[] = [];
  for (const subject of subjects) checks.push(await checkSubject(connection, subject));
  return [...checks, await checkVisits(connection, guest_reservations, moving)];
}

/** An order of theirs leaves the window at a tick that may have been delivered in part. */
async function dueGuests(
  connection: DuckDBConnection,
  { window_ms }: Recomputation,
  { tick_ms, tick_to_ms }: Cut,
): Promise<readonly string[]> {
  if (tick_to_ms === null || tick_to_ms === tick_ms) return [];
  const rows = await rowsWith(
    connection,
    `SELECT DISTINCT c.guest_id FROM main.orders o JOIN main.order_checks c USING (order_id)
      WHERE o.state = 'closed' AND c.guest_id IS NOT NULL
        AND epoch_ms(o.closed_at) + ${window_ms} > ${tick_ms ?? 0} AND epoch_ms(o.closed_at) + ${window_ms} <= ${tick_to_ms}`,
    undefined,
  );
  return rows.map(({ guest_id }) => String(guest_id));
}

function checkSubject(connection: DuckDBConnection, { table, key, sql, without }: Subject): Promise<AuditCheck> {
  const stored = storedTableOf(table)!;
  const { columns } = stored;
  const parameter = JSON.stringify(without);
  const rest = without.length === 0 ? '' : `WHERE guest_id NOT IN (SELECT unnest(from_json($1, '["VARCHAR"]')))`;
  const side = (name: string, relation: string, column: (name: string, type: string) => string) => {
    const list = columns.map((one) => `${column(one.name, one.type)} AS "${one.name}"`).join(', ');
    const names = columns.map((one) => `"${one.name}"`).join(', ');
    const joined = key.map((one) => `"${one}"`).join(` || '|' || `);
    const whole = `SELECT md5_number(${joined}) AS _key, ${names} FROM (SELECT ${list} FROM (${relation}) r) ${rest}`;
    const rows = `SELECT _key, hash(${names}) AS _digest FROM (${whole})`;
    return sqlSide(connection, { name, rows, whole, parameter });
  };
  const instant = (type: string) => type === 'TIMESTAMPTZ';
  return compare({
    name: `recomputed = ${table}`,
    key,
    left_out: without.length,
    written: writtenIn(stored, 'ms'),
    expected: side('recomputed', sql, (name, type) => `CAST(r."${name}" AS ${instant(type) ? 'BIGINT' : type})`),
    found: side('warehouse', `SELECT * FROM main."${table}"`, (name, type) =>
      instant(type) ? `(epoch_us(r."${name}") / 1000)::BIGINT` : `r."${name}"`,
    ),
  });
}

/** A visit is a day on which a guest paid something somewhere, or completed a reservation. */
function checkVisits(
  connection: DuckDBConnection,
  guest_reservations: string,
  moving: readonly string[],
): Promise<AuditCheck> {
  const parameter = JSON.stringify(moving);
  const rest = moving.length === 0 ? '' : `WHERE guest_id NOT IN (SELECT unnest(from_json($1, '["VARCHAR"]')))`;
  const side = (name: string, relation: string) => {
    const whole = `SELECT md5_number(guest_id) AS _key, guest_id, visits::BIGINT AS visits FROM (${relation}) ${rest}`;
    const rows = `SELECT _key, hash(guest_id, visits) AS _digest FROM (${whole})`;
    return sqlSide(connection, { name, rows, whole, parameter });
  };
  const visits = `SELECT g.guest_id, count(DISTINCT (v.venue_id, v.business_date)) FILTER (v.venue_id IS NOT NULL) AS visits
      FROM (SELECT DISTINCT guest_id FROM store.guest_identities) g
      LEFT JOIN (SELECT c.guest_id, o.venue_id, o.business_date FROM main.order_checks c JOIN main.orders o USING (order_id)
                  WHERE o.state = 'closed' AND o.closed_at IS NOT NULL
                 UNION ALL SELECT guest_id, venue_id, business_date FROM ${guest_reservations}) v USING (guest_id)
     GROUP BY 1`;
  return compare({
    name: 'recomputed = visits of guests',
    key: ['guest_id'],
    left_out: moving.length,
    expected: side('recomputed', visits),
    found: side('warehouse', 'SELECT guest_id, visits FROM main.guests'),
  });
}
