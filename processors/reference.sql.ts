import { type SpendSettings, windowOf } from './settings.ts';

/**
 * The numbers of spend and loyalty as plain SQL (DuckDB): the slow, obvious way to compute them, which the processors
 * must agree with. Read by the tests and by `audit`. No I/O here: strings only.
 *
 * `orders` names a relation with one row an order (its highest version): order_id, venue_id, closed_at TIMESTAMPTZ,
 * business_date DATE, currency, state. `order_checks` one with a row for each check that is not voided or deleted:
 * order_id, guest_id (NULL: no known guest), net_minor, covers (those that count, never NULL). `guest_reservations` one with a row
 * for each completed reservation of a known guest: guest_id, venue_id, business_date DATE, completed_at TIMESTAMPTZ.
 */
export interface ReferenceInputs {
  readonly orders: string;
  readonly order_checks: string;
  readonly guest_reservations: string;
}

/** Rows of guest_spend_history: all its columns but the parts; as_of in ms since 1970, business_date a DATE. */
export function historySql(inputs: ReferenceInputs, settings: SpendSettings): string {
  return `${factsSql(inputs, settings)}
    SELECT w.guest_id, w.order_id, w.currency, w.t AS as_of,
           w.spend AS spend_90d_minor, w.covers_in AS covers_90d, w.orders_in AS orders_90d,
           ${averageSql('w.spend', 'w.covers_in')} AS avg_per_cover_90d_minor,
           w.lifetime AS lifetime_spend_minor, coalesce(v.n, 0) AS visits,
           CASE WHEN l.t <= w.t THEN 'member' END AS loyalty_tier,
           ${tierSql(settings, 'w.currency', averageSql('w.spend', 'w.covers_in'))} AS spend_tier,
           w.venue_id, w.business_date
      FROM windows w
      ASOF LEFT JOIN visit_counts v ON v.guest_id = w.guest_id AND v.t <= w.t
      LEFT JOIN loyal l ON l.guest_id = w.guest_id`;
}

/** Rows of guest_spend once the tick `tick_ms` has been delivered (null: none yet); as_of in ms since 1970. */
export function spendSql(inputs: ReferenceInputs, settings: SpendSettings, tick_ms: number | null): string {
  const left = tick_ms === null ? 'false' : `t + ${windowOf(settings)} <= ${tick_ms}`;
  return `${factsSql(inputs, settings)},
    now AS (
      SELECT guest_id, currency,
             greatest(max(t), coalesce(max(t + ${windowOf(settings)}) FILTER (${left}), max(t))) AS as_of,
             coalesce(sum(net) FILTER (NOT (${left})), 0) AS spend,
             coalesce(sum(covers) FILTER (NOT (${left})), 0) AS covers_in,
             count(*) FILTER (NOT (${left})) AS orders_in,
             sum(net) AS lifetime
        FROM facts GROUP BY ALL)
    SELECT n.guest_id, n.currency, n.as_of,
           n.spend AS spend_90d_minor, n.covers_in AS covers_90d, n.orders_in AS orders_90d,
           CASE WHEN n.orders_in = 0 THEN 0 ELSE ${averageSql('n.spend', 'n.covers_in')} END AS avg_per_cover_90d_minor,
           n.lifetime AS lifetime_spend_minor,
           (SELECT count(*) FROM visits v WHERE v.guest_id = n.guest_id) AS visits,
           CASE WHEN l.t IS NOT NULL THEN 'member' END AS loyalty_tier,
           ${tierSql(settings, 'n.currency', averageSql('n.spend', 'n.covers_in'))} AS spend_tier
      FROM now n LEFT JOIN loyal l ON l.guest_id = n.guest_id`;
}

/** Rows of loyalty_changes; changed_at in ms since 1970. */
export function loyaltySql(inputs: ReferenceInputs, settings: SpendSettings): string {
  return `${factsSql(inputs, settings)}
    SELECT l.guest_id, NULL AS from_tier, 'member' AS to_tier, l.reason, l.t AS changed_at,
           CASE l.reason
             WHEN 'visits' THEN (SELECT min(f.order_id) FROM facts f JOIN visits v USING (guest_id, venue_id, business_date)
                                  WHERE f.guest_id = l.guest_id AND f.t = l.t AND v.t = l.t)
             ELSE (SELECT min(f.order_id) FROM facts f JOIN reached r USING (guest_id, currency)
                    WHERE f.guest_id = l.guest_id AND f.t = l.t AND r.t = l.t)
           END AS order_id
      FROM loyal l`;
}

/**
 * facts: one row for each guest and closed order. windows: with what the row of the order sees. visits: one row each,
 * at its instant. visit_counts: how many up to an instant. reached: where lifetime spend reaches a loyalty value.
 * loyal: when and by what a guest became a member.
 */
function factsSql({ orders, order_checks, guest_reservations }: ReferenceInputs, settings: SpendSettings): string {
  const loyaltySpend = valuesSql(
    Object.entries(settings.loyalty.spend).map(([currency, value]) => [text(currency), value]),
  );
  return `
  WITH facts AS (
      SELECT c.guest_id, o.order_id, o.venue_id, o.business_date, o.currency, epoch_ms(o.closed_at) AS t,
             sum(c.net_minor)::BIGINT AS net, sum(c.covers)::BIGINT AS covers
        FROM ${orders} o JOIN ${order_checks} c USING (order_id)
       WHERE o.state = 'closed' AND o.closed_at IS NOT NULL AND c.guest_id IS NOT NULL
       GROUP BY ALL),
    windows AS (
      SELECT *, sum(net) OVER rolling AS spend, sum(covers) OVER rolling AS covers_in, count(*) OVER rolling AS orders_in,
             sum(net) OVER life AS lifetime
        FROM facts
      WINDOW rolling AS (PARTITION BY guest_id, currency ORDER BY t
                         RANGE BETWEEN ${windowOf(settings) - 1} PRECEDING AND CURRENT ROW),
             life AS (PARTITION BY guest_id, currency ORDER BY t RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)),
    visits AS (
      SELECT guest_id, venue_id, business_date, min(t) AS t
        FROM (SELECT guest_id, venue_id, business_date, t FROM facts
              UNION ALL SELECT guest_id, venue_id, business_date, epoch_ms(completed_at) FROM ${guest_reservations})
       GROUP BY ALL),
    visit_counts AS (
      SELECT DISTINCT guest_id, t, count(*) OVER (PARTITION BY guest_id ORDER BY t
                                                  RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS n
        FROM visits),
    reached AS (
      SELECT w.guest_id, w.currency, min(w.t) AS t
        FROM windows w JOIN ${loyaltySpend} AS s(currency, value) USING (currency)
       WHERE w.lifetime >= s.value GROUP BY ALL),
    loyal AS (
      SELECT guest_id, min(t) AS t, arg_min(reason, (t, reason = 'spend')) AS reason
        FROM (SELECT guest_id, min(t) AS t, 'visits' AS reason FROM visit_counts
               WHERE n >= ${settings.loyalty.visits} GROUP BY ALL
              UNION ALL SELECT guest_id, t, 'spend' FROM reached)
       GROUP BY ALL)`;
}

/** Half up to the minor unit; covers of 0 in all count as 1. */
function averageSql(spend: string, covers: string): string {
  return `((2 * ${spend} + greatest(${covers}, 1)) // (2 * greatest(${covers}, 1)))`;
}

function tierSql(settings: SpendSettings, currency: string, average: string): string {
  const cases = settings.spendTiers.flatMap(({ tag, averagePerCover }) =>
    Object.entries(averagePerCover).map(
      ([of, value]) => `WHEN ${currency} = ${text(of)} AND ${average} >= ${value} THEN ${text(tag)}`,
    ),
  );
  return cases.length === 0 ? 'NULL' : `CASE ${cases.join(' ')} END`;
}

function valuesSql(rows: readonly (readonly [string, number])[]): string {
  if (rows.length === 0) return '(SELECT NULL::VARCHAR, NULL::BIGINT WHERE false)';
  return `(VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')})`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
