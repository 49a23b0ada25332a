import { digitsByCurrency } from '../schemas/currency.ts';

/**
 * What each canonical profile should show, as plain SQL (DuckDB): the slow, obvious way, which the enrichment processor
 * must agree with. Read by the tests. No I/O here: strings only.
 *
 * Names of relations, or queries in parentheses.
 */
export interface WantsInputs {
  /** guest_id, canonical_client_id. */
  readonly guests: string;
  /** As the topic of that name. */
  readonly guest_spend: string;
  /** guest_id, to_tier. */
  readonly loyalty_changes: string;
  /** guest_id, venue_id, business_date. */
  readonly guest_reservations: string;
}

/** client_id, guest_id, and a column for each field (an empty text where there is none) and each tag (NULL). */
export function wantsSql({ guests, guest_spend, loyalty_changes, guest_reservations }: WantsInputs): string {
  const money = (column: string, which: string) =>
    `coalesce(string_agg(${amount(column)}, '; ' ORDER BY currency) FILTER (${which}), '')`;
  return `
    WITH spent AS (
      SELECT guest_id, max(visits) AS visits,
             ${money('spend_90d_minor', 'orders_90d > 0')} AS spend_90d,
             ${money('avg_per_cover_90d_minor', 'orders_90d > 0')} AS avg_per_cover_90d,
             ${money('lifetime_spend_minor', 'true')} AS lifetime_spend,
             arg_min(coalesce(spend_tier, ''), (-covers_90d, currency)) AS spend_tier
        FROM ${guest_spend} GROUP BY guest_id),
    reserved AS (
      SELECT guest_id, count(DISTINCT (venue_id, business_date)) AS visits FROM ${guest_reservations} GROUP BY guest_id)
    SELECT g.canonical_client_id AS client_id, g.guest_id,
           coalesce(spend_90d, '') AS spend_90d, coalesce(avg_per_cover_90d, '') AS avg_per_cover_90d,
           coalesce(lifetime_spend, '') AS lifetime_spend,
           coalesce(nullif(coalesce(s.visits, r.visits), 0)::VARCHAR, '') AS visits,
           coalesce(l.to_tier, '') AS loyalty, coalesce(spend_tier, '') AS spend_tier,
           l.to_tier AS loyalty_tag, nullif(spend_tier, '') AS spend_tier_tag
      FROM ${guests} g
      LEFT JOIN spent s ON s.guest_id = g.guest_id
      LEFT JOIN reserved r ON r.guest_id = g.guest_id
      LEFT JOIN ${loyalty_changes} l ON l.guest_id = g.guest_id
     WHERE g.canonical_client_id IS NOT NULL`;
}

function amount(column: string): string {
  const of = (digits: number) =>
    Object.entries(digitsByCurrency).flatMap(([currency, count]) => (count === digits ? [`'${currency}'`] : []));
  const decimal = (digits: number) =>
    digits === 0
      ? `${column}::VARCHAR`
      : `(${column}::DECIMAL(38, 0) / 1${'0'.repeat(digits)})::DECIMAL(38, ${digits})::VARCHAR`;
  const cases = [0, 3, 4].map((digits) => `WHEN currency IN (${of(digits).join(', ')}) THEN ${decimal(digits)}`);
  return `(CASE ${cases.join(' ')} ELSE ${decimal(2)} END || ' ' || currency)`;
}
