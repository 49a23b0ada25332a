import type { Log } from '../runtime/log/types.ts';
import { groupOf } from '../runtime/tasks/processors.ts';
import { ProgressReader } from '../runtime/tasks/progress.ts';
import { recordOf } from '../runtime/tasks/records.ts';
import { type AnyTopic, topics } from '../schemas/topics.ts';
import { workedOff } from './backlog.ts';
import { type Figures, latencies } from './figures.ts';
import { fill, heard, type OpenPlace, openPlace, PARTITIONS, type Place, untilCommitted } from './place.ts';
import { start } from './under-test.ts';
import { guestOrders, history, orders } from './values.ts';

const WORK = { orders: 1_000_000, guests: 100_000, seed: 42 };

/** The spend stage on orders keyed by guest: all outputs committed, start-up not counted. */
export function processors(place: Place, scale: number): Promise<Figures> {
  const work = { ...WORK, orders: Math.round(WORK.orders * scale) };
  return workedOff({
    place,
    run: ['spend'],
    count: work.orders,
    fill: (open) => fill(open, topics.guest_orders, guestOrders(work)),
    done: ({ log }) => untilCommitted(log, groupOf('spend'), topics.guest_orders),
    verify: (open) => expectKeys(open, topics.guest_spend_history, work.orders),
  });
}

/** From `orders` with the hop over the member. */
export function chain(place: Place, scale: number): Promise<Figures> {
  const work = { ...WORK, orders: Math.round((WORK.orders / 4) * scale) };
  return workedOff({
    place,
    run: ['payers', 'members', 'spend'],
    count: work.orders,
    fill: (open) => fill(open, topics.orders, orders(work)),
    done: ({ log }) => untilChained(log),
    verify: (open) => expectKeys(open, topics.guest_spend_history, work.orders),
  });
}

/** Every stage from `orders` on has committed what the one before it gave. */
export async function untilChained(log: Log): Promise<void> {
  await untilCommitted(log, groupOf('payers'), topics.orders);
  await untilCommitted(log, groupOf('members'), topics.member_orders);
  await untilCommitted(log, groupOf('spend'), topics.guest_orders);
}

/** 1,000 orders a second: from handing one to the producer until a read_committed reader has its row. */
export async function latency(place: Place, scale: number): Promise<Figures> {
  const open = await openPlace(place);
  const tested = await start({ place, run: ['spend'], config: {} });
  const sent = new Map<string, number>();
  const took_ms: number[] = [];
  const reader = await heard(open, topics.guest_spend_history, ({ order_id }) => {
    const began = sent.get(order_id);
    // A row may be written again; the first time counts. The first seconds warm up.
    if (began !== undefined && sent.delete(order_id) && began > warm) took_ms.push(performance.now() - began);
  });
  const seconds = Math.max(5, Math.round(30 * scale));
  const warm = performance.now() + 5_000;
  const writer = await open.log.writer();
  const each = guestOrders({ ...WORK, orders: (seconds + 5) * 1_000 });
  const began = performance.now();
  const appended: Promise<void>[] = [];
  for (let count = 0; ; ) {
    const due = Math.floor(performance.now() - began);
    const batch = [];
    for (; count < due; count++) {
      const next = each.next();
      if (next.done === true) break;
      sent.set(next.value.order_id, performance.now());
      batch.push(recordOf({ codec: open.codec, partitions: PARTITIONS }, topics.guest_orders, next.value));
    }
    if (batch.length === 0 && count < due) break;
    if (batch.length > 0) appended.push(writer.append(batch));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(appended);
  await untilCommitted(open.log, groupOf('spend'), topics.guest_orders);
  while (sent.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const taken = await tested.taken();
  await reader.leave();
  await tested.stop();
  await open.log.close();
  return { per_second: 1_000, ...latencies(took_ms), ...taken };
}

/**
 * A million guests with ten orders each, with nothing on disk: all of it comes from the log. A first process reads the
 * whole changelog, leaves its snapshots and is gone; what is measured is the next one, which finds these and what came
 * after them. Orders a second until it steps.
 */
export async function restore(place: Place, scale: number): Promise<Figures> {
  const open = await openPlace(place);
  const guests = Math.round(1_000_000 * scale);
  await fill(open, topics.guest_spend_history, history(guests, 10));
  const first = await start({ place, run: ['spend'], config: {} });
  console.error(
    `whole changelog: ${Math.round(first.ready_ms)} ms, ${first.ready_cpu_s} s of CPU`,
    await first.taken(),
  );
  await untilSaved(open, guests * 10);
  await first.stop();
  const tested = await start({ place, run: ['spend'], config: {} });
  const { rss_mb } = await tested.taken();
  await tested.stop();
  await open.log.close();
  const per_second = Math.round((guests * 10) / (tested.ready_ms / 1_000));
  return { per_second, p50_ms: Math.round(tested.ready_ms), p99_ms: null, cpu_s: tested.ready_cpu_s, rss_mb };
}

/** Resolves once every task has a snapshot; throws where they hold other than so many changelog records. */
async function untilSaved({ log, codec }: OpenPlace, records: number): Promise<void> {
  const { signal } = new AbortController();
  let held = 0;
  for (let partition = 0; partition < PARTITIONS; partition++) {
    const reader = new ProgressReader(log, codec, 'spend', partition);
    for (;;) {
      const { manifest } = await reader.look(signal);
      held += manifest?.snapshot.changelogs[topics.guest_spend_history.name] ?? 0;
      if (manifest !== undefined) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  if (held !== records) throw new Error(`the snapshots hold ${held} records instead of ${records}`);
}

/** Throws unless the topic holds exactly so many keys, as a read_committed reader sees it. */
async function expectKeys({ log }: OpenPlace, { name }: AnyTopic, expected: number): Promise<void> {
  const keys = new Set<string>();
  const ends = await log.ends(name);
  for (const [partition, { begin, end }] of ends.entries()) {
    if (begin === end) continue;
    await log.scan({ topic: name, partition, from: begin, to: end }, ({ records }) => {
      for (const { key } of records) keys.add(key.toString());
    });
  }
  if (keys.size !== expected) throw new Error(`${name} holds ${keys.size} keys instead of ${expected}`);
}
