import type { DuckDBConnection } from '@duckdb/node-api';
import { splitKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import type { Entry } from './rounds.ts';
import { asRows } from './staging.ts';

type Via = 'page' | 'delivery' | 'file' | 'other';

interface Arrival {
  readonly order_id: string;
  readonly version: number;
  readonly via: Via;
  readonly at: number;
}

/**
 * Remembers by which way each version of an order came. One row a record: what is wanted of it (the first of each way)
 * is a view. A tombstone takes away what came before it.
 */
export async function writeArrivals(connection: DuckDBConnection, entries: readonly Entry[]): Promise<void> {
  const orders = entries.filter(({ table }) => table.topic.name === topics.orders.name);
  const arrivals = new Map<Entry, Arrival>();
  const gone = new Set<string>();
  for (const entry of orders.toReversed()) {
    if (entry.value === null) gone.add(entry.key);
    else if (!gone.has(entry.key)) arrivals.set(entry, arrivalOf(entry));
  }
  if (gone.size > 0) await forget(connection, [...gone]);
  if (arrivals.size > 0) await insert(connection, [...arrivals.values()]);
}

function arrivalOf({ key, raw }: Entry): Arrival {
  const [order_id, version] = splitKey(key);
  return { order_id: order_id!, version: Number(version), via: viaOf(raw.headers.origin), at: raw.timestamp_ms };
}

const kinds = /"kind":"(page|delivery|file)"/;

/** Of the `origin` header, JSON of an Origin; the parts in it that others wrote cannot hold a bare quote. */
export function viaOf(origin: string | undefined): Via {
  // The expression matches these three words only.
  return ((origin && kinds.exec(origin)?.[1]) ?? 'other') as Via;
}

async function insert(connection: DuckDBConnection, arrivals: readonly Arrival[]): Promise<void> {
  const structure = '{"order_id":"VARCHAR","version":"BIGINT","via":"VARCHAR","at":"BIGINT"}';
  await connection.run(
    `INSERT INTO store.order_arrivals SELECT a.order_id, a."version", a.via, make_timestamptz(a."at" * 1000)
       FROM (SELECT from_json(row, '${structure}') AS a FROM (SELECT unnest(string_split($1, $2)) AS row))`,
    asRows(arrivals),
  );
}

async function forget(connection: DuckDBConnection, keys: readonly string[]): Promise<void> {
  const structure = '[{"order_id":"VARCHAR","version":"BIGINT"}]';
  const gone = keys.map((key) => {
    const [order_id, version] = splitKey(key);
    return { order_id, version: Number(version) };
  });
  await connection.run(
    `DELETE FROM store.order_arrivals WHERE (order_id, "version") IN
       (SELECT (g.order_id, g."version") FROM (SELECT unnest(from_json($1, '${structure}')) AS g))`,
    [JSON.stringify(gone)],
  );
}
