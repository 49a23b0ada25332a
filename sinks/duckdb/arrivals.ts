import type { StoredTable } from '../../schemas/tables.ts';
import { topics } from '../../schemas/topics.ts';

/**
 * By which way each version of an order came. One row a record: what is wanted of it (the first of each way) is a view.
 * A tombstone takes away what came before it, up to its version.
 */
export function keepsArrivals({ topic }: StoredTable): boolean {
  return topic.name === topics.orders.name;
}

/** From the stage of the orders: the ways of its values. */
export function arriveSql(stage: string): string {
  return `INSERT INTO store.order_arrivals
    SELECT order_id, "version", _via, make_timestamptz(_at * 1000) FROM ${stage} WHERE NOT _gone`;
}

/** From the stage of the orders: what its tombstones name. */
export function forgetSql(stage: string): string {
  const order_id = "replace(replace(split_part(_log_key, '|', 1), '%7C', '|'), '%25', '%')";
  const version = "try_cast(split_part(_log_key, '|', -1) AS BIGINT)";
  return `DELETE FROM store.order_arrivals
    USING (SELECT ${order_id} AS gone_id, max(${version}) AS until FROM ${stage} WHERE _gone GROUP BY 1) g
    WHERE order_id = g.gone_id AND "version" <= g.until`;
}

type Via = 'page' | 'delivery' | 'file' | 'other';

const kinds = /"kind":"(page|delivery|file)"/;

/** Of the `origin` header, JSON of an Origin; the parts in it that others wrote cannot hold a bare quote. */
export function viaOf(origin: string | undefined): Via {
  // The expression matches these three words only.
  return ((origin && kinds.exec(origin)?.[1]) ?? 'other') as Via;
}
