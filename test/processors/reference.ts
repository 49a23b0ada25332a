import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { historySql, loyaltySql, spendSql } from '../../processors/reference.sql.ts';
import type { SpendSettings } from '../../processors/settings.ts';
import type { GuestOrder, IdentityDecision, Order } from '../../schemas/generated/types.ts';

/** What the tables are asked for: the settings, and the highest tick (null: none yet). */
export interface Asked {
  readonly settings: SpendSettings;
  readonly tick_ms: number | null;
}

type Row = Readonly<Record<string, unknown>>;

/** The tables that SQL makes of what arrived: by key as on the topics. */
export interface Tables {
  readonly guest_identities: readonly Row[];
  readonly guest_spend_history: readonly Row[];
  readonly guest_spend: readonly Row[];
  readonly loyalty_changes: readonly Row[];
}

const inputs = { orders: 'orders', order_checks: 'order_checks' };

/** Orders, checks and decisions as they arrived, and from them what counts: all of it by SQL. */
const ARRIVALS = `
  CREATE TABLE arrived_orders (seq INTEGER, order_id VARCHAR, version BIGINT, venue_id VARCHAR, closed_at BIGINT,
                               business_date INTEGER, covers INTEGER, currency VARCHAR, state VARCHAR);
  CREATE TABLE arrived_checks (seq INTEGER, n INTEGER, email VARCHAR, client_id VARCHAR, covers INTEGER, net_minor BIGINT);
  CREATE TABLE arrived_decisions (seq INTEGER, member VARCHAR, guest_id VARCHAR);
  CREATE TABLE arrived_parts (guest_id VARCHAR, order_id VARCHAR, member VARCHAR, venue_id VARCHAR, closed_at BIGINT,
                              business_date INTEGER, currency VARCHAR, net_minor BIGINT, covers INTEGER, version BIGINT);`;

const FROM_ORDERS = `
  CREATE OR REPLACE TABLE orders AS
    SELECT * REPLACE (make_timestamptz(closed_at * 1000) AS closed_at, DATE '1970-01-01' + business_date AS business_date)
      FROM arrived_orders QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY version DESC, seq DESC) = 1;
  CREATE OR REPLACE TABLE paid AS
    SELECT o.order_id, o.version, coalesce(c.email, c.client_id) AS member, c.net_minor,
           coalesce(c.covers, coalesce(o.covers, 1) // count(*) OVER (PARTITION BY o.order_id)
                              + if(c.n = 0, coalesce(o.covers, 1) % count(*) OVER (PARTITION BY o.order_id), 0)) AS covers
      FROM orders o JOIN arrived_checks c USING (seq);
  CREATE OR REPLACE TABLE identities AS
    WITH decisions AS (SELECT member, guest_id FROM arrived_decisions
                       QUALIFY row_number() OVER (PARTITION BY member ORDER BY seq DESC) = 1)
    SELECT member, coalesce(d.guest_id, 'g_' || left(sha256(member), 20)) AS guest_id, d.guest_id IS NOT NULL AS decided
      FROM (SELECT member FROM paid WHERE member IS NOT NULL
            UNION SELECT member FROM decisions WHERE guest_id IS NOT NULL) LEFT JOIN decisions d USING (member);
  CREATE OR REPLACE TABLE order_checks AS SELECT p.*, i.guest_id FROM paid p LEFT JOIN identities i USING (member);`;

/** The part of the highest version says when, where and in what currency. */
const FROM_PARTS = `
  CREATE OR REPLACE TABLE orders AS
    SELECT order_id, venue_id, make_timestamptz(closed_at * 1000) AS closed_at,
           DATE '1970-01-01' + business_date AS business_date, currency, 'closed' AS state
      FROM arrived_parts QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY version DESC) = 1;
  CREATE OR REPLACE TABLE order_checks AS SELECT order_id, guest_id, member, net_minor, covers, version FROM arrived_parts;
  CREATE OR REPLACE TABLE identities (guest_id VARCHAR, member VARCHAR, decided BOOLEAN);`;

const PARTS = `
  SELECT guest_id, order_id, to_json(list({'member': member, 'net_minor': net_minor, 'covers': covers, 'version': version}
                                          ORDER BY member)) AS parts
    FROM (SELECT guest_id, order_id, member, sum(net_minor)::BIGINT AS net_minor, sum(covers)::BIGINT AS covers,
                 any_value(version) AS version
            FROM order_checks WHERE guest_id IS NOT NULL GROUP BY ALL) GROUP BY ALL`;

/** What the numbers are by SQL, in a DuckDB of its own. */
export class Reference {
  readonly #db: DuckDBConnection;

  private constructor(db: DuckDBConnection) {
    this.#db = db;
  }

  static async open(): Promise<Reference> {
    const db = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    await db.run(`SET TimeZone = 'UTC'; ${ARRIVALS}`);
    return new Reference(db);
  }

  close(): void {
    this.#db.closeSync();
  }

  /** Of orders and decisions as they arrived. */
  async ofOrders(orders: readonly Order[], decisions: readonly IdentityDecision[], at: Asked): Promise<Tables> {
    const facts = orders.map((o, seq) => [
      seq,
      o.order_id,
      o.version,
      o.venue_id,
      o.closed_at,
      o.business_date,
      o.covers,
      o.currency,
      o.state,
    ]);
    const checks = orders.flatMap((o, seq) =>
      o.checks.map((c, n) => [seq, n, c.email, c.client_id, c.covers, c.net_minor]),
    );
    await this.#fill('arrived_orders', facts);
    await this.#fill('arrived_checks', checks);
    await this.#fill(
      'arrived_decisions',
      decisions.map((d, seq) => [seq, d.member, d.guest_id]),
    );
    return this.#tables(FROM_ORDERS, at);
  }

  /** Of parts as they are at the end, one for each guest, order and member. */
  async ofParts(parts: readonly GuestOrder[], at: Asked): Promise<Tables> {
    const rows = parts.map((p) => [
      p.guest_id,
      p.order_id,
      p.member,
      p.venue_id,
      p.closed_at,
      p.business_date,
      p.currency,
      p.net_minor,
      p.covers,
      p.version,
    ]);
    await this.#fill('arrived_parts', rows);
    return this.#tables(FROM_PARTS, at);
  }

  async #tables(from: string, { settings, tick_ms }: Asked): Promise<Tables> {
    await this.#db.run(from);
    return {
      guest_identities: await this.#rows('SELECT * FROM identities'),
      guest_spend_history: await this.#rows(
        `SELECT h.* REPLACE (h.business_date - DATE '1970-01-01' AS business_date), p.parts
           FROM (${historySql(inputs, settings)}) h JOIN (${PARTS}) p USING (guest_id, order_id)`,
      ),
      guest_spend: await this.#rows(spendSql(inputs, settings, tick_ms)),
      loyalty_changes: await this.#rows(loyaltySql(inputs, settings)),
    };
  }

  async #fill(table: string, rows: readonly (readonly unknown[])[]): Promise<void> {
    await this.#db.run(`DELETE FROM ${table}`);
    const values = rows.map((row) => `(${row.map(literal).join(', ')})`);
    if (values.length > 0) await this.#db.run(`INSERT INTO ${table} VALUES ${values.join(', ')}`);
  }

  async #rows(sql: string): Promise<readonly Row[]> {
    const result = await this.#db.runAndReadAll(sql);
    const rows = result.getRowObjectsJS();
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(name, value)])),
    );
  }
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

function plain(name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return name === 'parts' ? JSON.parse(String(value)) : value;
}
