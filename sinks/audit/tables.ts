import type { DuckDBConnection } from '@duckdb/node-api';
import type { Codec } from '../../runtime/codec/codec.ts';
import { rowsOf } from '../../runtime/duckdb/rows.ts';
import type { Log } from '../../runtime/log/types.ts';
import { KEY_COLUMN, type StoredTable, storedTables } from '../../schemas/tables.ts';
import { topics } from '../../schemas/topics.ts';
import { columnNames, fromRow } from './canonical.ts';
import { compare } from './compare.ts';
import type { Cut } from './cut.ts';
import { Ledger, type Ledgered } from './ledger.ts';
import type { Motion } from './motion.ts';
import type { Refusals } from './refusals.ts';
import type { AuditCheck } from './report.ts';
import { type Side, sqlSide } from './sides.ts';
import { writtenIn } from './written.ts';

export interface Tabling {
  readonly log: Log;
  readonly codec: Codec;
  readonly signal: AbortSignal;
  /** In the snapshot of the cut. */
  readonly connection: DuckDBConnection;
  readonly cut: Cut;
  readonly refusals: Refusals;
  readonly temp_folder: string;
  readonly motion: Motion;
  /** What is compared now. */
  tell(line: string): Promise<void>;
}

/** Every table of the store is what the log comes to, up to where the snapshot has read it; then a count by itself. */
export async function checkTables(tabling: Tabling): Promise<AuditCheck[]> {
  const ledger = await Ledger.open(tabling.temp_folder);
  const checks: AuditCheck[] = [];
  let unaccounted: AuditCheck = accounting([], 0);
  try {
    for (const table of storedTables) {
      await tabling.tell(`comparing ${table.name}`);
      const ledgered = await ledger.read(readingOf(tabling, table));
      checks.push(await checkTable(tabling, table, ledgered));
      if (table.topic.name === topics.orders.name) checks.push(await checkOrders(tabling.connection, ledgered));
      unaccounted = accounting(ledgered.unaccounted, ledgered.records, unaccounted);
      await ledgered.close();
    }
  } finally {
    ledger.close();
  }
  return [...checks, unaccounted];
}

function readingOf({ log, codec, signal, cut, refusals, motion }: Tabling, table: StoredTable) {
  const topic = table.topic.name;
  const ranges = cut.to.get(topic)!.map(({ begin, end }, partition) => {
    return { partition, begin, held: cut.held.get(`${topic}/${partition}`) ?? 0, end };
  });
  const each = (key: string, at: { readonly partition: number; readonly offset: number }) => motion.saw(topic, key, at);
  return { log, codec, table, ranges: ranges.filter(({ begin, end }) => begin < end), signal, refusals, each };
}

function checkTable({ connection }: Tabling, table: StoredTable, ledgered: Ledgered): Promise<AuditCheck> {
  return compare({
    name: `log = ${table.name}`,
    key: (table.topic.key as readonly string[]).filter((name) => name !== 'version'),
    expected: ledgered.side,
    found: storeSide(connection, table),
    written: writtenIn(table, 'us'),
    // Its record may have been compacted away after a newer one had come.
    excused: (keys) => ledgered.mayDiffer(keys),
  });
}

function storeSide(connection: DuckDBConnection, table: StoredTable): Side {
  const whole = `SELECT ${KEY_COLUMN} AS _key, ${fromRow(table)} FROM store."${table.name}" t`;
  const rows = `SELECT _key, hash(${columnNames(table)}) AS _digest FROM (${whole})`;
  return sqlSide(connection, { name: 'warehouse', rows, whole });
}

/** The table that people query has a row for each order that the topic tells of. */
async function checkOrders(connection: DuckDBConnection, { rows }: Ledgered): Promise<AuditCheck> {
  const [counted] = await rowsOf(connection, 'SELECT count(*) AS n, count(DISTINCT order_id) AS d FROM main.orders');
  const [n, d] = [Number(counted?.n), Number(counted?.d)];
  const ok = n === rows && d === rows;
  const sides = {
    expected: { side: 'log', value: String(rows) },
    found: { side: 'warehouse', value: `${n}, ${d} distinct` },
  };
  const difference = ok ? null : { rows: Math.abs(n - rows) || n - d, key: 'orders', column: 'count', ...sides };
  return { name: 'orders told of = rows of orders', ok, compared: rows, left_out: 0, difference };
}

function accounting(unaccounted: readonly string[], records: number, before?: AuditCheck): AuditCheck {
  const [first] = unaccounted;
  const rows = unaccounted.length + (before?.difference?.rows ?? 0);
  const here =
    first === undefined
      ? null
      : {
          rows,
          key: first,
          column: null,
          expected: { side: 'log', value: 'a record that cannot be read' },
          found: { side: 'dead_letters', value: 'no row' },
        };
  const difference = before?.difference ? { ...before.difference, rows } : here;
  const compared = records + unaccounted.length + (before?.compared ?? 0);
  return { name: 'records = rows or dead letters', ok: difference === null, compared, left_out: 0, difference };
}
