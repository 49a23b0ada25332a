/**
 * The events that versions of reservations tell, as plain SQL (DuckDB): the slow, obvious way, which the processor
 * `versions` must agree with. Read by the tests and by `audit`. No I/O here: strings only.
 *
 * `versions` names a relation, or is a query in parentheses: reservation_id, version (ms), status, venue_id, party_size,
 * client_id, email, order_ids, and created_at, seated_at, left_at TIMESTAMPTZ.
 */
export interface VersionsInputs {
  readonly versions: string;
}

const FURTHER = ['declined', 'cancelled', 'no_show', 'deleted', 'partially_seated', 'seated', 'completed'];
const TELLING = [...FURTHER, 'pending', 'confirmed'];

/** reservation_id, event_id, type, occurred_at (ms), from_status, to_status, and of the version party_size, client_id, email. */
export function eventsSql({ versions }: VersionsInputs): string {
  const among = (statuses: readonly string[]) =>
    `coalesce(status IN (${statuses.map((one) => `'${one}'`).join(', ')}), false)`;
  const latestOther = (said: string, what: string) =>
    `list_max(list_transform(list_filter(${said}, lambda s: s.what IS DISTINCT FROM ${what}), lambda s: s."at"))`;
  return `
  WITH RECURSIVE ordered AS (
      SELECT *, row_number() OVER story AS n, lag(status) OVER story AS before_status,
             hash(venue_id, party_size, client_id, email, order_ids) AS rest
        FROM ${versions} WINDOW story AS (PARTITION BY reservation_id ORDER BY "version")),
    said AS (
      SELECT *, n = 1 OR status IS DISTINCT FROM before_status AS says,
             CASE WHEN n = 1 THEN 'reservation.' || if(${among(FURTHER)}, status, 'created')
                  WHEN status IS DISTINCT FROM before_status AND ${among(TELLING)} THEN 'reservation.' || status
                  ELSE 'reservation.updated' END AS "type"
        FROM ordered),
    moments AS (
      SELECT *, CASE "type" WHEN 'reservation.created' THEN least(epoch_ms(created_at), "version")
                            WHEN 'reservation.completed' THEN coalesce(epoch_ms(left_at), "version")
                            WHEN 'reservation.seated' THEN coalesce(epoch_ms(seated_at), "version")
                            WHEN 'reservation.partially_seated' THEN coalesce(epoch_ms(seated_at), "version")
                            ELSE "version" END AS own_t
        FROM said),
    -- What was said up to each event, and when it happened: never before something else was said.
    told AS (
      SELECT m.*, own_t AS t, [{'what': status, 'at': own_t}] AS statuses, [{'what': rest, 'at': own_t}] AS rests
        FROM moments m WHERE n = 1
      UNION ALL
      SELECT m.*, t, if(says, list_append(statuses, {'what': status, 'at': t}), statuses),
             list_append(rests, {'what': rest, 'at': t})
        FROM (SELECT next AS m, told.statuses, told.rests, next.says, next.status, next.rest,
                     greatest(next.own_t, ${latestOther('told.statuses', 'next.status')},
                              ${latestOther('told.rests', 'next.rest')}) AS t
                FROM told JOIN moments next ON next.reservation_id = told.reservation_id AND next.n = told.n + 1))
  SELECT reservation_id, reservation_id || '@' || ${writtenSql('"version"')} AS event_id, "type", t AS occurred_at,
         if(n > 1 AND says, before_status, NULL) AS from_status, if(says, status, NULL) AS to_status,
         party_size, client_id, email
    FROM told`;
}

/** The instant of ms since 1970, as ISO-8601 in UTC with milliseconds. */
export function writtenSql(ms: string): string {
  return `strftime(epoch_ms(${ms}::BIGINT), '%Y-%m-%dT%H:%M:%S.%gZ')`;
}
