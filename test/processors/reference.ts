import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Processing } from '../../pipeline.ts';
import { WRITABLE } from '../../pipeline.ts';
import { guestsSql } from '../../processors/guests.sql.ts';
import { historySql, loyaltySql, spendSql } from '../../processors/reference.sql.ts';
import { answersSql, wantsSql, writtenProfilesSql } from '../../processors/wants.sql.ts';
import type {
  EmailEngagement,
  GuestOrder,
  GuestProfile,
  IdentityDecision,
  Order,
  ReservationEvent,
  SurveyResponse,
} from '../../schemas/generated/types.ts';
import { venues } from './pipeline.ts';

/** What the tables are asked for: the settings, and the highest tick (null: none yet). */
export interface Asked {
  readonly settings: Processing['enrichment'];
  readonly tick_ms: number | null;
}

/** Everything that arrived, in the order of arrival. */
export interface Arrivals {
  readonly orders: readonly Order[];
  readonly events: readonly ReservationEvent[];
  readonly profiles: readonly GuestProfile[];
  readonly engagement: readonly EmailEngagement[];
  readonly decisions: readonly IdentityDecision[];
  readonly answers: readonly SurveyResponse[];
}

type Row = Readonly<Record<string, unknown>>;

/** The tables that SQL makes of what arrived: by key as on the topics. */
export interface Tables {
  readonly reservations: readonly Row[];
  readonly guest_identities: readonly Row[];
  readonly guest_reservations: readonly Row[];
  readonly guest_spend_history: readonly Row[];
  readonly guest_spend: readonly Row[];
  readonly loyalty_changes: readonly Row[];
  /** A column for each field and tag. */
  readonly profile_wants: readonly Row[];
}

const inputs = { orders: 'orders', order_checks: 'order_checks', guest_reservations: 'guest_reservations' };
const raw = {
  orders: 'orders',
  checks: 'checks',
  events: 'events',
  profiles: 'profiles',
  engagement: 'engagement',
  decisions: 'decisions',
};

/** What arrived, and from it what counts: all of it by SQL. */
const ARRIVALS = `
  CREATE TABLE arrived_orders (seq INTEGER, order_id VARCHAR, version BIGINT, venue_id VARCHAR, closed_at BIGINT,
                               business_date INTEGER, covers INTEGER, currency VARCHAR, state VARCHAR, reservation_id VARCHAR);
  CREATE TABLE arrived_checks (seq INTEGER, n INTEGER, check_id VARCHAR, email VARCHAR, client_id VARCHAR, covers INTEGER,
                               net_minor BIGINT);
  CREATE TABLE arrived_events (seq INTEGER, reservation_id VARCHAR, event_id VARCHAR, occurred_at BIGINT, venue_id VARCHAR,
                               "type" VARCHAR, to_status VARCHAR, party_size INTEGER, email VARCHAR, client_id VARCHAR,
                               order_ids VARCHAR);
  CREATE TABLE arrived_profiles (seq INTEGER, client_id VARCHAR, version BIGINT, email VARCHAR, phone VARCHAR,
                                 first_name VARCHAR, last_name VARCHAR, visits BIGINT, created_at BIGINT, opted_out BOOLEAN);
  CREATE TABLE arrived_responses (seq INTEGER, response_id VARCHAR, email VARCHAR, client_id VARCHAR, submitted_at BIGINT,
                                  answers VARCHAR);
  CREATE TABLE arrived_engagement (seq INTEGER, email VARCHAR, upstream VARCHAR, event_id VARCHAR, kind VARCHAR, occurred_at BIGINT);
  CREATE TABLE arrived_decisions (seq INTEGER, member VARCHAR, guest_id VARCHAR);
  CREATE TABLE arrived_parts (guest_id VARCHAR, order_id VARCHAR, member VARCHAR, venue_id VARCHAR, closed_at BIGINT,
                              business_date INTEGER, currency VARCHAR, net_minor BIGINT, covers INTEGER, version BIGINT,
                              checks INTEGER, stands_in INTEGER);`;

const instant = (column: string) => `make_timestamptz(${column} * 1000) AS ${column}`;
const date = `DATE '1970-01-01' + business_date AS business_date`;
const latest = (key: string) => `QUALIFY row_number() OVER (PARTITION BY ${key} ORDER BY version DESC, seq DESC) = 1`;

const FROM_ARRIVALS = `
  CREATE OR REPLACE TABLE orders AS SELECT * REPLACE (${instant('closed_at')}, ${date}) FROM arrived_orders ${latest('order_id')};
  CREATE OR REPLACE TABLE checks AS SELECT o.order_id, c.* FROM orders o JOIN arrived_checks c USING (seq);
  CREATE OR REPLACE TABLE events AS SELECT * REPLACE (${instant('occurred_at')}) FROM arrived_events
   QUALIFY row_number() OVER (PARTITION BY reservation_id, event_id ORDER BY seq DESC) = 1;
  CREATE OR REPLACE TABLE profiles AS SELECT * REPLACE (${instant('created_at')}) FROM arrived_profiles ${latest('client_id')};
  CREATE OR REPLACE TABLE responses AS SELECT * REPLACE (${instant('submitted_at')}) FROM arrived_responses
   QUALIFY row_number() OVER (PARTITION BY response_id ORDER BY seq DESC) = 1;
  CREATE OR REPLACE TABLE engagement AS SELECT * REPLACE (${instant('occurred_at')}) FROM arrived_engagement
   QUALIFY row_number() OVER (PARTITION BY email, event_id ORDER BY seq DESC) = 1;
  CREATE OR REPLACE TABLE decisions AS SELECT member, guest_id FROM (FROM arrived_decisions
     QUALIFY row_number() OVER (PARTITION BY member ORDER BY seq DESC) = 1) WHERE guest_id IS NOT NULL;
  CREATE OR REPLACE TABLE reservations AS ${guestsSql({ ...raw, venues }, 'reservations')};
  CREATE OR REPLACE TABLE identities AS ${guestsSql({ ...raw, venues }, 'identities')};
  CREATE OR REPLACE TABLE order_checks AS ${guestsSql({ ...raw, venues }, 'order_checks')};
  CREATE OR REPLACE TABLE guest_reservations AS ${guestsSql({ ...raw, venues }, 'guest_reservations')};
  CREATE OR REPLACE TABLE parted AS
    SELECT c.*, o.version, o.closed_at, o.currency, o.venue_id, o.business_date,
           reservation_id_of IS NOT NULL AND (c.lacks_covers OR bool_or(c.told IS NULL) OVER (PARTITION BY c.order_id)) AS seated
      FROM (SELECT c.*, coalesce(t.email, t.client_id) AS told, c.reservation_id AS reservation_id_of
              FROM order_checks c JOIN checks t USING (order_id, n)) c
      JOIN orders o USING (order_id) WHERE o.state = 'closed';
  CREATE OR REPLACE TABLE parts AS
    SELECT guest_id, order_id,
           member || if(payer = member, '', ' ' || payer) || if(seated, ' @ ' || reservation_id, '') AS member,
           sum(net_minor)::BIGINT AS net_minor,
           sum(if(lacks_covers AND by_id IS NULL, if(n = 0, 1, 0), covers))::BIGINT AS covers, any_value(version) AS version,
           if(any_value(lacks_covers AND by_id IS NULL), count(*), 0) AS checks,
           if(any_value(lacks_covers AND by_id IS NULL), any_value(checks), 0) AS stands_in
      FROM parted WHERE guest_id IS NOT NULL GROUP BY ALL;`;

/** The part of the highest version says when, where and in what currency. */
const FROM_PARTS = `
  CREATE OR REPLACE TABLE all_orders AS
    SELECT order_id, venue_id, make_timestamptz(closed_at * 1000) AS closed_at,
           DATE '1970-01-01' + business_date AS business_date, currency, 'closed' AS state
      FROM arrived_parts QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY version DESC) = 1;
  CREATE OR REPLACE TABLE orders AS FROM all_orders WHERE currency <> '';
  CREATE OR REPLACE TABLE guest_reservations AS
    SELECT p.guest_id, p.order_id[2:] AS reservation_id, p.member, '' AS payer, o.venue_id, o.closed_at AS completed_at,
           o.business_date, nullif(p.covers, 0) AS party_size, p.version
      FROM arrived_parts p JOIN all_orders o USING (order_id) WHERE o.currency = '';
  CREATE OR REPLACE TABLE seated AS
    SELECT guest_id, venue_id, business_date, party_size FROM guest_reservations WHERE party_size IS NOT NULL
   QUALIFY row_number() OVER (PARTITION BY guest_id, venue_id, business_date ORDER BY completed_at DESC, reservation_id) = 1;
  CREATE OR REPLACE TABLE lacking AS
    SELECT guest_id, order_id, any_value(party_size) AS party_size
      FROM arrived_parts p JOIN orders o USING (order_id) JOIN seated s USING (guest_id)
     WHERE s.venue_id = o.venue_id AND s.business_date = o.business_date
     GROUP BY ALL HAVING min(stands_in) > 0 AND min(stands_in) = max(stands_in) AND sum(checks) = min(stands_in);
  CREATE OR REPLACE TABLE parts AS
    SELECT guest_id, order_id, member, net_minor, covers, version, checks, stands_in
      FROM arrived_parts SEMI JOIN orders USING (order_id);
  CREATE OR REPLACE TABLE order_checks AS
    SELECT p.order_id, p.guest_id, p.net_minor,
           if(l.party_size IS NULL, p.covers, if(row_number() OVER (PARTITION BY guest_id, order_id) = 1, l.party_size, 0)) AS covers
      FROM parts p LEFT JOIN lacking l USING (guest_id, order_id);
  CREATE OR REPLACE TABLE identities (guest_id VARCHAR, member VARCHAR, canonical_created_at TIMESTAMPTZ, rank INTEGER);
  CREATE OR REPLACE TABLE reservations (completed_at TIMESTAMPTZ, business_date DATE);`;

const PARTS = `
  SELECT guest_id, order_id, to_json(list({'member': member, 'net_minor': net_minor, 'covers': covers, 'version': version,
                                           'checks': checks, 'stands_in': stands_in} ORDER BY member)) AS parts
    FROM parts GROUP BY ALL`;

const days = `business_date - DATE '1970-01-01' AS business_date`;
const GUEST_RESERVATIONS = `
  SELECT * EXCLUDE (payer) REPLACE (epoch_ms(completed_at) AS completed_at, ${days}, coalesce(party_size, 0) AS party_size,
         member || if(payer = '', '', if(payer = member, '', ' ' || payer) || ' @ ' || reservation_id) AS member)
    FROM guest_reservations`;

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

  /** Of everything as it arrived. */
  async ofArrivals({ orders, events, profiles, engagement, decisions, answers }: Arrivals, at: Asked): Promise<Tables> {
    await this.#fill('arrived_orders', orders.map(orderRow));
    await this.#fill(
      'arrived_checks',
      orders.flatMap((o, seq) =>
        o.checks.map((c, n) => [seq, n, c.check_id, c.email, c.client_id, c.covers, c.net_minor]),
      ),
    );
    await this.#fill('arrived_events', events.map(eventRow));
    await this.#fill('arrived_profiles', profiles.map(profileRow));
    await this.#fill(
      'arrived_responses',
      answers.map((a, seq) => [seq, a.response_id, a.email, a.client_id, a.submitted_at, a.answers]),
    );
    await this.#fill(
      'arrived_engagement',
      engagement.map((e, seq) => [seq, e.email, e.upstream, e.event_id, e.kind, e.occurred_at]),
    );
    await this.#fill(
      'arrived_decisions',
      decisions.map((d, seq) => [seq, d.member, d.guest_id]),
    );
    const guest_members = `(${guestsSql({ ...raw, venues }, 'guest_members')})`;
    const written = writtenProfilesSql({ profiles: 'profiles', guest_members, writable: WRITABLE });
    return this.#tables(FROM_ARRIVALS, at, `(${written})`);
  }

  /** Of parts as they are at the end, one for each guest, order and member. */
  async ofParts(parts: readonly GuestOrder[], at: Asked): Promise<Tables> {
    await this.#fill('arrived_parts', parts.map(partRow));
    return this.#tables(FROM_PARTS, at);
  }

  /** `written_profiles`: a relation of the profiles to tell of. */
  async #tables(from: string, { settings, tick_ms }: Asked, written_profiles?: string): Promise<Tables> {
    await this.#db.run(from);
    const spend = {
      guest_spend: `(${spendSql(inputs, settings, tick_ms)})`,
      loyalty_changes: `(${loyaltySql(inputs, settings)})`,
    };
    const answers = `(${answersSql({ responses: 'responses', profiles: 'profiles', members: 'identities' })})`;
    const rules = settings.fieldMap;
    const guest_reservations = 'guest_reservations';
    const relations = { ...spend, guest_reservations, answers, rules };
    const wants = written_profiles === undefined ? '' : wantsSql({ ...relations, written_profiles });
    return {
      reservations: await this.#rows(
        `SELECT * REPLACE (epoch_ms(completed_at) AS completed_at, ${days}) FROM reservations`,
      ),
      guest_identities: await this.#rows(
        'SELECT * EXCLUDE (rank) REPLACE (epoch_ms(canonical_created_at) AS canonical_created_at) FROM identities',
      ),
      guest_reservations: await this.#rows(GUEST_RESERVATIONS),
      guest_spend_history: await this.#rows(
        `SELECT h.* REPLACE (h.business_date - DATE '1970-01-01' AS business_date), p.parts
           FROM (${historySql(inputs, settings)}) h JOIN (${PARTS}) p USING (guest_id, order_id)`,
      ),
      guest_spend: await this.#rows(spendSql(inputs, settings, tick_ms)),
      loyalty_changes: await this.#rows(loyaltySql(inputs, settings)),
      profile_wants: wants === '' ? [] : await this.#rows(wants),
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

function orderRow(o: Order, seq: number): readonly unknown[] {
  const amounts = [o.covers, o.currency, o.state, o.reservation_id];
  return [seq, o.order_id, o.version, o.venue_id, o.closed_at, o.business_date, ...amounts];
}

function eventRow(e: ReservationEvent, seq: number): readonly unknown[] {
  const told = [e.type, e.to_status, e.party_size, e.email, e.client_id, e.order_ids];
  return [seq, e.reservation_id, e.event_id, e.occurred_at, e.venue_id, ...told];
}

function profileRow(p: GuestProfile, seq: number): readonly unknown[] {
  const told = [p.phone, p.first_name, p.last_name, p.visits, p.created_at, p.opted_out];
  return [seq, p.client_id, p.version, p.email, ...told];
}

function partRow(p: GuestOrder): readonly unknown[] {
  const place = [p.venue_id, p.closed_at, p.business_date];
  const amounts = [p.currency, p.net_minor, p.covers, p.version, p.checks, p.stands_in];
  return [p.guest_id, p.order_id, p.member, ...place, ...amounts];
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

function plain(name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return name === 'parts' ? JSON.parse(String(value)) : value;
}
