import type { StoredTable } from '../../schemas/tables.ts';
import { topics } from '../../schemas/topics.ts';

/**
 * By which way each version of an order and each event of a reservation came. One row a record: what is wanted of it
 * (the first of each way) is a view. A tombstone takes away what came before it; of an order up to its version.
 */
interface Arrivals {
  readonly table: 'order_arrivals' | 'event_arrivals';
  /** SQL over a stage `s`: what came, as the columns of the table before `via` and `arrived_at`. */
  readonly what: string;
  /** Which of the staged values; absent: all. */
  readonly where?: string;
  /** SQL over a stage: what its tombstones take away. Absent: another table's tombstones do. */
  readonly forget?: (stage: string) => string;
}

const arrivals: Readonly<Record<string, Arrivals>> = {
  [topics.orders.name]: {
    table: 'order_arrivals',
    what: 'order_id, "version"',
    forget: (stage) => {
      const version = "try_cast(split_part(_log_key, '|', -1) AS BIGINT)";
      return `DELETE FROM store.order_arrivals
        USING (SELECT ${keyPart(1)} AS gone_id, max(${version}) AS until FROM ${stage} WHERE _gone GROUP BY 1) g
        WHERE order_id = g.gone_id AND "version" <= g.until`;
    },
  },
  [topics.reservation_events.name]: {
    table: 'event_arrivals',
    what: 'event_id',
    // The others are derived, from versions.
    where: "_via <> 'other'",
    forget: (stage) =>
      `DELETE FROM store.event_arrivals WHERE event_id IN (SELECT ${keyPart(2)} FROM ${stage} WHERE _gone)`,
  },
  // Each version is an event, which goes with it.
  [topics.reservation_versions.name]: {
    table: 'event_arrivals',
    what: `reservation_id || '@' || strftime(epoch_ms("version"), '%Y-%m-%dT%H:%M:%S.%gZ')`,
    where: `_via <> 'other' AND "version" BETWEEN -62167219200000 AND 253402300799999`,
  },
};

export function keepsArrivals({ topic }: StoredTable): boolean {
  return arrivals[topic.name] !== undefined;
}

/** From the stage of the table: the ways of its values. */
export function arriveSql({ topic, keeps }: StoredTable, stage: string): string[] {
  const of = arrivals[topic.name];
  if (of === undefined) return [];
  const conditions = ['NOT _gone'];
  if (of.where !== undefined) conditions.push(of.where);
  // Where values and tombstones of one key are on one stage: which of them is the last?
  if (keeps === 'latest') {
    conditions.push(
      `_log_key NOT IN (SELECT s._log_key FROM ${stage} s JOIN temp.keys k ON k._n = s._n WHERE s._gone)`,
    );
  }
  return [
    `INSERT INTO store.${of.table} SELECT ${of.what}, _via, make_timestamptz(_at * 1000)
       FROM ${stage} WHERE ${conditions.join(' AND ')}`,
  ];
}

/** From the stage of the table: what its tombstones name. */
export function forgetSql({ topic }: StoredTable, stage: string): string[] {
  const forget = arrivals[topic.name]?.forget;
  return forget === undefined ? [] : [forget(stage)];
}

/** Part `n` (from 1) of the key on the log, as it was before it was joined. */
function keyPart(n: number): string {
  return `replace(replace(split_part(_log_key, '|', ${n}), '%7C', '|'), '%25', '%')`;
}

type Via = 'page' | 'delivery' | 'file' | 'other';

const kinds = /"kind":"(page|delivery|file)"/;

/** Of the `origin` header, JSON of an Origin; the parts in it that others wrote cannot hold a bare quote. */
export function viaOf(origin: string | undefined): Via {
  // The expression matches these three words only.
  return ((origin && kinds.exec(origin)?.[1]) ?? 'other') as Via;
}
