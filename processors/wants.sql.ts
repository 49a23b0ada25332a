import { digitsByCurrency } from '../schemas/currency.ts';
import type { FieldRule, Place } from './answers/places.ts';

/**
 * What each guest's written profile should show, as plain SQL (DuckDB): the slow, obvious way, which the enrichment processor
 * must agree with. Read by the tests and by `audit`. No I/O here: strings only.
 *
 * Names of relations, or queries in parentheses.
 */
export interface WantsInputs {
  /** guest_id, client_id: as {@link writtenProfilesSql} gives them. */
  readonly written_profiles: string;
  /** As the topic of that name. */
  readonly guest_spend: string;
  /** guest_id, to_tier. */
  readonly loyalty_changes: string;
  /** guest_id, venue_id, business_date. */
  readonly guest_reservations: string;
  /** As {@link answersSql} gives them. */
  readonly answers: string;
  readonly rules: readonly FieldRule[];
}

/** client_id, guest_id, and a column for each field (an empty text where there is none) and each tag (NULL). */
export function wantsSql({
  written_profiles,
  guest_spend,
  loyalty_changes,
  guest_reservations,
  answers,
  rules,
}: WantsInputs): string {
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
      SELECT guest_id, count(DISTINCT (venue_id, business_date)) AS visits FROM ${guest_reservations} GROUP BY guest_id),
    given AS (
      SELECT guest_id, question, value, max({'t': t, 'id': response_id}) AS moment FROM ${answers} GROUP BY ALL),
    said AS (
      SELECT *, max(moment) OVER (PARTITION BY guest_id, question) AS latest FROM given
     QUALIFY row_number() OVER (PARTITION BY guest_id, question ORDER BY moment DESC, value) <= 20)
    SELECT g.client_id, g.guest_id,
           coalesce(spend_90d, '') AS spend_90d, coalesce(avg_per_cover_90d, '') AS avg_per_cover_90d,
           coalesce(lifetime_spend, '') AS lifetime_spend,
           coalesce(nullif(coalesce(s.visits, r.visits), 0)::VARCHAR, '') AS visits,
           coalesce(l.to_tier, '') AS loyalty, coalesce(spend_tier, '') AS spend_tier,
           l.to_tier AS loyalty_tag, nullif(spend_tier, '') AS spend_tier_tag,
           ${placesSql(rules).join(', ')}
      FROM ${written_profiles} g
      LEFT JOIN spent s ON s.guest_id = g.guest_id
      LEFT JOIN reserved r ON r.guest_id = g.guest_id
      LEFT JOIN ${loyalty_changes} l ON l.guest_id = g.guest_id`;
}

/** A column for each group and field that rules name, and the note for the kitchen. */
function placesSql(rules: readonly FieldRule[]): readonly string[] {
  const all = rules.flatMap(({ when, write }) => write.map((place) => ({ question: when.question, place })));
  const asked = (place: Place, question: string) => {
    const lasts = 'note' in place || ('tag' in place && place.tag === 'Dietary');
    const some = 'field' in place ? 'true' : `NOT regexp_matches(value, '^(no|none|nothing|n/?a|-+)\\.?$', 'i')`;
    return `(question = '${question.replaceAll("'", "''")}' AND ${lasts ? 'true' : 'moment.id = latest.id'} AND ${some})`;
  };
  const column = (of: typeof all, parts: string, between: string) =>
    `(SELECT string_agg(DISTINCT part, '${between}' ORDER BY part)
        FROM (SELECT unnest(${parts}) AS part FROM said WHERE said.guest_id = g.guest_id AND
              (${of.map(({ place, question }) => asked(place, question)).join(' OR ') || 'false'})))`;
  const named = (kind: 'tag' | 'field') => [
    ...new Set(all.flatMap(({ place }) => (kind in place ? [Object.values(place)[0]!] : []))),
  ];
  const to = (name: string) => all.filter(({ place }) => Object.values(place)[0] === name);
  return [
    `coalesce(${column(
      all.filter(({ place }) => 'note' in place),
      '[value]',
      '; ',
    )}, '') AS kitchen_note`,
    ...named('tag').map((name) => `${column(to(name), "string_split(value, ', ')", ', ')} AS "mapped:${name}_tag"`),
    ...named('field').map((name) => `coalesce(${column(to(name), '[value]', '; ')}, '') AS "mapped:${name}"`),
  ];
}

export interface AnswersInputs {
  /** response_id, email, client_id, submitted_at TIMESTAMPTZ, answers JSON. */
  readonly responses: string;
  /** client_id, email. */
  readonly profiles: string;
  /** member, guest_id. */
  readonly members: string;
}

/** guest_id, question, value, t (ms), response_id: one row for each thing that a known guest has answered. */
export function answersSql({ responses, profiles, members }: AnswersInputs): string {
  const text = (value: string) =>
    `rtrim(left(trim(regexp_replace(nfc_normalize(${value}), '[\\t\\n\\x0b\\f\\r ]+', ' ', 'g'), ' '), 200), ' ')`;
  return `
    SELECT m.guest_id, question, CASE json_type(one) WHEN 'BOOLEAN' THEN if(one::BOOLEAN, 'yes', 'no') ELSE ${text("(one->>'$')")} END AS value,
           epoch_ms(r.submitted_at) AS t, r.response_id
      FROM (SELECT *, unnest(if(json_type(answer) = 'ARRAY', from_json(answer, '["JSON"]'), [answer])) AS one
              FROM (SELECT response_id, submitted_at, email, client_id, entry.key AS question, entry.value AS answer
                      FROM (SELECT *, unnest(map_entries(from_json(answers, '"MAP(VARCHAR, JSON)"'))) AS entry
                              FROM ${responses} WHERE json_type(answers) = 'OBJECT'))) r
      LEFT JOIN ${profiles} p ON p.client_id = r.client_id
      JOIN ${members} m ON m.member = coalesce(r.email, p.email, p.client_id)
     WHERE json_type(one) IN ('VARCHAR', 'BOOLEAN', 'BIGINT', 'UBIGINT', 'DOUBLE') AND value <> ''`;
}

/** Names of relations, or queries in parentheses. */
export interface ProfilesInputs {
  /** client_id, visits, created_at TIMESTAMPTZ. */
  readonly profiles: string;
  /** member, guest_id; every client id among the members. */
  readonly guest_members: string;
  /** Upstreams whose profiles can be written. */
  readonly writable: readonly string[];
}

/** guest_id, client_id: of the guest's profiles that can be written the first, in the order of canonical ones. */
export function writtenProfilesSql({ profiles, guest_members, writable }: ProfilesInputs): string {
  const upstreams = writable.map((name) => `'${name}'`).join(', ');
  return `
    SELECT m.guest_id,
           arg_min(p.client_id, (-coalesce(p.visits, 0), coalesce(p.created_at, 'infinity'::TIMESTAMPTZ), p.client_id)) AS client_id
      FROM ${profiles} p JOIN ${guest_members} m ON m.member = p.client_id
     WHERE split_part(p.client_id, ':', 1) IN (${upstreams})
     GROUP BY m.guest_id`;
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
