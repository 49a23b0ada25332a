import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spend } from '../../processors/spend.ts';
import { Driver } from '../../runtime/driver/driver.ts';
import type { AnyProcessor } from '../../runtime/types.ts';
import type { GuestOrder } from '../../schemas/generated/types.ts';
import { keyOf } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { type Arrived, live, sorted, tablesOf } from './live.ts';
import { pipelineOf } from './pipeline.ts';
import { type Arrivals, Reference } from './reference.ts';
import { settings } from './settings.ts';
import { anyLives, anyWorlds, choicesOf, type Worlds } from './world.ts';

/** Shrinking a failure takes minutes: it ends before the test does, so that no test runs on behind the next one's back. */
const runs = {
  numRuns: Number(process.env.REGULARS_TEST_RUNS ?? 40),
  interruptAfterTimeLimit: 120_000,
  markInterruptAsFailure: true,
};

let reference: Reference;
beforeAll(async () => {
  reference = await Reference.open();
});
afterAll(() => reference.close());

test('orders, reservations and profiles in any order, any number of times, corrected, taken back, merged and split, between any crashes: the tables are those of plain SQL', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorlds, async (worlds) => {
      const { arrived, drivers } = lived(worlds, () => pipelineOf(settings));
      const expected = await reference.ofArrivals(arrivalsOf(arrived), { settings, tick_ms: worlds.last_tick });
      expect(tablesOf(drivers)).toEqual(sorted(expected));
      expect(drivers.flatMap((driver) => driver.rejected)).toEqual([]);
      expect(drivers.flatMap(partsThatDiffer)).toEqual([]);
    }),
    runs,
  );
}, 300_000);

test('whatever reaches a guest of many orders, parts that disagree for good included: the tables are those of plain SQL', async () => {
  await fc.assert(
    fc.asyncProperty(anyLives, async (worlds) => {
      const { arrived, drivers } = lived(worlds, () => [spend(settings)]);
      const expected = await reference.ofParts(atTheEnd(arrived), { settings, tick_ms: worlds.last_tick });
      expect(tablesOf(drivers)).toEqual(sorted(expected));
    }),
    runs,
  );
}, 300_000);

/** Each world in a driver of its own, that chooses, aborts and saves states by the world's seed. */
function lived({ worlds, last_tick }: Worlds, processors: () => readonly AnyProcessor[]) {
  const arrived: Arrived[] = [];
  const drivers = worlds.map((world) => {
    const choose = choicesOf(world.seed);
    const snapshot_one_in = choose(2) === 0 ? 0 : 8;
    const driver = new Driver(processors(), { choose, abort_one_in: 20, snapshot_one_in, expiries_per_slice: 2 });
    arrived.push(...live(driver, world, last_tick));
    return driver;
  });
  return { arrived, drivers };
}

function arrivalsOf(arrived: readonly Arrived[]): Arrivals {
  return {
    orders: arrived.flatMap((what) => (what.kind === 'order' ? [what.order] : [])),
    events: arrived.flatMap((what) => (what.kind === 'event' ? [what.event] : [])),
    profiles: arrived.flatMap((what) => (what.kind === 'profile' ? [what.profile] : [])),
    answers: arrived.flatMap((what) => (what.kind === 'answers' ? [what.response] : [])),
    engagement: arrived.flatMap((what) => (what.kind === 'engagement' ? [what.engagement] : [])),
    decisions: arrived.flatMap((what) => (what.kind === 'decision' ? [what.decision] : [])),
  };
}

function atTheEnd(arrived: readonly Arrived[]): readonly GuestOrder[] {
  const parts = new Map<string, GuestOrder>();
  for (const what of arrived) {
    if (what.kind === 'part') parts.set(keyOf(topics.guest_orders, what.part), what.part);
    if (what.kind === 'retraction') parts.delete(keyOf(topics.guest_orders, what.part));
  }
  return [...parts.values()];
}

/** Only while a correction is on its way may a part speak of another state of the order than its row. */
function partsThatDiffer(driver: Driver) {
  const rows = [...driver.table(topics.guest_spend_history).values()];
  return rows.filter((row) => row.parts.some((part) => part.differs !== null));
}
