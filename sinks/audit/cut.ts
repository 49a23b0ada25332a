import type { DuckDBConnection } from '@duckdb/node-api';
import type { Codec } from '../../runtime/codec/codec.ts';
import { rowsOf } from '../../runtime/duckdb/rows.ts';
import type { Ends, Log } from '../../runtime/log/types.ts';
import { ProgressReader } from '../../runtime/tasks/progress.ts';
import { readBatch } from '../../runtime/tasks/reading.ts';
import { isOf } from '../../runtime/types.ts';
import { storedTables } from '../../schemas/tables.ts';
import { topics } from '../../schemas/topics.ts';

/** topic/partition → offset. */
export type Offsets = ReadonlyMap<string, number>;

/** Taken before the last wait: what lies on the log behind it may be under way in the snapshot. */
export interface Marks {
  /** Ends of the tables' topics. */
  readonly from: Offsets;
  /** The lowest over all partitions that the keeper of stream time has delivered in full; null: no tick yet. */
  readonly tick_ms: number | null;
}

/**
 * The moment of the comparison: one read transaction of the warehouse, with how far it is. A guest none of whose
 * orders, reservations, profiles or results has changed on the log between the marks and `to`, and no order of whom is
 * about to leave the window, is at rest: its rows in the snapshot follow from what is of it in the snapshot.
 */
export interface Cut extends Marks {
  /** What the snapshot holds of each topic ends here. */
  readonly held: Offsets;
  /** Ends of the tables' topics after the snapshot was taken. */
  readonly to: ReadonlyMap<string, readonly Ends[]>;
  /** Ticks up to here may have been delivered, on some partitions or in part. */
  readonly tick_to_ms: number | null;
  /** How many offsets of orders, reservations, profiles and results lie between marks and `to`. */
  readonly moving: number;
}

export interface Cutting {
  readonly log: Log;
  readonly codec: Codec;
  readonly signal: AbortSignal;
  /** The processor whose ticks guest_spend goes by, and its group. */
  readonly clocked: { readonly name: string; readonly group: string };
}

/** Topics that orders, reservations and profiles change: what a guest's rows in the snapshot are made of. */
export const resultTopics: readonly string[] = [
  topics.reservations.name,
  topics.guest_identities.name,
  topics.guest_reservations.name,
  topics.guest_spend.name,
  topics.guest_spend_history.name,
  topics.loyalty_changes.name,
];
/** Topics that results are made of. */
const arriving = [
  topics.orders.name,
  topics.reservation_versions.name,
  topics.reservation_events.name,
  topics.guest_profiles.name,
  topics.email_engagement.name,
];
const watched = [...arriving, ...resultTopics];

export async function marksOf(cutting: Cutting): Promise<Marks> {
  const { log } = cutting;
  // Before the ends: so what this tick and those before it gave lies below them.
  const lowest = Math.min(...(await deliveredTicks(cutting)));
  const from = new Map<string, number>();
  for (const [topic, ends] of await endsOfTables(log)) {
    for (const [partition, { end }] of ends.entries()) from.set(`${topic}/${partition}`, end);
  }
  return { from, tick_ms: lowest > 0 ? lowest : null };
}

/** `connection`: in a read transaction that has read nothing yet. */
export async function cutAt(marks: Marks, connection: DuckDBConnection, cutting: Cutting): Promise<Cut> {
  const held = await positionsOf(connection);
  const to = await endsOfTables(cutting.log);
  let moving = 0;
  for (const topic of watched) {
    for (const [partition, { end }] of to.get(topic)!.entries()) {
      moving += end - (marks.from.get(`${topic}/${partition}`) ?? 0);
    }
  }
  return { ...marks, held, to, tick_to_ms: await highestTick(cutting, marks.tick_ms), moving };
}

/** How far the warehouse is, as the connection sees it. */
export async function positionsOf(connection: DuckDBConnection): Promise<Offsets> {
  const rows = await rowsOf(connection, 'SELECT topic, "partition" AS p, next_offset FROM store.offsets');
  return new Map(rows.map(({ topic, p, next_offset }) => [`${topic}/${p}`, Number(next_offset)]));
}

async function endsOfTables(log: Log): Promise<Map<string, readonly Ends[]>> {
  const names = storedTables.map(({ topic }) => topic.name);
  return new Map(await Promise.all(names.map(async (name) => [name, await log.ends(name)] as const)));
}

/** By partition: the highest that was delivered in full; 0: none. */
async function deliveredTicks({ log, codec, clocked, signal }: Cutting): Promise<number[]> {
  const partitions = Array.from({ length: log.partitions }, (_, n) => n);
  const looks = partitions.map((n) => new ProgressReader(log, codec, clocked.name, n).look(signal));
  return (await Promise.all(looks)).map(({ stream_time_ms }) => stream_time_ms);
}

/** Of those delivered on any partition, one of which may be ahead of the others, and those that may be under way. */
async function highestTick(cutting: Cutting, least_ms: number | null): Promise<number | null> {
  const { log, codec, clocked } = cutting;
  const { name } = topics.clock;
  // First: what is consumed by then is among the delivered ones.
  const done = await log.committed(clocked.group, name);
  let highest = Math.max(least_ms ?? 0, ...(await deliveredTicks(cutting))) || null;
  for (const [partition, { begin, end }] of (await log.ends(name)).entries()) {
    const from = Math.max(begin, done.get(partition) ?? 0);
    if (from >= end) continue;
    await log.scan({ topic: name, partition, from, to: end }, async (batch) => {
      for (const read of await readBatch(codec, log.partitions, batch)) {
        if (read.kind !== 'record' || !isOf(read.record, topics.clock)) continue;
        highest = Math.max(highest ?? 0, read.record.value?.at ?? 0);
      }
    });
  }
  return highest;
}
