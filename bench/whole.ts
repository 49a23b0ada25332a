import { openSandbox, sandboxConfig } from '../cli/pipeline/sandbox-process.ts';
import { groupOf } from '../runtime/tasks/processors.ts';
import { topics } from '../schemas/topics.ts';
import type { Figures } from './figures.ts';
import { endsOf, fill, openPlace, type Place, untilCommitted } from './place.ts';
import { start, type UnderTest } from './under-test.ts';
import { history, orders } from './values.ts';

/** Rows of guest_spend_history from the log into a warehouse with a primary key. */
export async function duckdb(place: Place, scale: number): Promise<Figures> {
  const open = await openPlace(place);
  const guests = Math.round(100_000 * scale);
  await fill(open, topics.guest_spend_history, history(guests, 10));
  const tested = await start({ place, run: ['duckdb'], config: {} });
  const began = performance.now() - tested.head_start_ms;
  await untilNoLag(tested);
  const seconds = (performance.now() - began) / 1_000;
  const taken = await tested.taken();
  await tested.stop();
  await open.log.close();
  return { per_second: Math.round((guests * 10) / seconds), p50_ms: null, p99_ms: null, ...taken };
}

/** Orders from the log through every processor into the warehouse, all in one process. */
export async function pipeline(place: Place, scale: number): Promise<Figures> {
  const open = await openPlace(place);
  const work = { orders: Math.round(200_000 * scale), guests: 100_000, seed: 42 };
  await fill(open, topics.orders, orders(work));
  const tested = await start({ place, run: ['payers', 'members', 'spend', 'duckdb'], config: {} });
  const began = performance.now() - tested.head_start_ms;
  await untilCommitted(open.log, groupOf('payers'), topics.orders);
  await untilCommitted(open.log, groupOf('members'), topics.member_orders);
  await untilCommitted(open.log, groupOf('spend'), topics.guest_orders);
  await untilNoLag(tested);
  const seconds = (performance.now() - began) / 1_000;
  const taken = await tested.taken();
  await tested.stop();
  await open.log.close();
  return { per_second: Math.round(work.orders / seconds), p50_ms: null, p99_ms: null, ...taken };
}

/** A year of the sandbox's history by poll: orders on the log a second. */
export async function poll(place: Place, scale: number): Promise<Figures> {
  const open = await openPlace(place);
  const sandbox = await openSandbox({ orders: Math.round(50_000 * scale), historyOnly: true });
  const tested = await start({ place, run: ['sources'], config: sandboxConfig(sandbox.urls) });
  const began = performance.now() - tested.head_start_ms;
  const total = async () => (await endsOf(open.log, topics.orders)).reduce((sum, end) => sum + end, 0);
  // The ends count a marker for each transaction too, so they only tell when nothing comes any more.
  let last = { total: 0, at: began };
  while (last.total === 0 || performance.now() - last.at < 3_000) {
    const now = await total();
    if (now !== last.total) last = { total: now, at: performance.now() };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const taken = await tested.taken();
  await tested.stop();
  let published = 0;
  for (const [partition, { begin, end }] of (await open.log.ends(topics.orders.name)).entries()) {
    if (begin === end) continue;
    await open.log.scan({ topic: topics.orders.name, partition, from: begin, to: end }, ({ records }) => {
      published += records.length;
    });
  }
  await sandbox.close();
  await open.log.close();
  return { per_second: Math.round(published / ((last.at - began) / 1_000)), p50_ms: null, p99_ms: null, ...taken };
}

async function untilNoLag(tested: UnderTest): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    quiet = (await tested.lag()) === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
