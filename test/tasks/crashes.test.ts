import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MemoryLog, openMemoryLog } from '../../runtime/log/memory.ts';
import type { NewRecord } from '../../runtime/log/types.ts';
import { groupOf } from '../../runtime/tasks/processors.ts';
import { tombstoneOf } from '../../runtime/tasks/records.ts';
import { topics } from '../../schemas/topics.ts';
import { orderOf, WINDOW_MS } from './diners.ts';
import { codec, PARTITIONS, recordFor, recordsOf, tableOf, tick, until, write } from './fixture.ts';
import { type Death, mortal, POINTS } from './mortal-log.ts';
import { caughtUp, start } from './running.ts';

const NEVER: Death = { point: 'reading', nth: Number.POSITIVE_INFINITY };

/** What the log holds in the end, and what was written to it on the way where each record counts. */
async function outcomeOf(log: MemoryLog): Promise<object> {
  const committed = [topics.member_orders, topics.clock].map(({ name }) => log.committed(groupOf('diners'), name));
  // The beginning may be committed or not.
  const consumed = (await Promise.all(committed)).map((offsets) =>
    [...offsets].filter(([, offset]) => offset > 0).sort(),
  );
  const letters = await recordsOf(log, topics.dead_letters);
  return {
    members: await tableOf(log, topics.members),
    loyalty: await tableOf(log, topics.loyalty_changes),
    venues: await valuesByKey(log),
    letters: letters.map(({ key }) => key.toString()).sort(),
    consumed,
  };
}

/** All that was ever told a venue, by key and in order: an order told twice or lost shows. */
async function valuesByKey(log: MemoryLog): Promise<Map<string, unknown[]>> {
  const values = new Map<string, unknown[]>();
  for (const { key, value } of await recordsOf(log, topics.guest_orders)) {
    const decoded = value === null ? null : codec.decode(topics.guest_orders, value);
    values.set(key.toString(), [...(values.get(key.toString()) ?? []), decoded]);
  }
  return new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Writes the chunks one after the other while processes live and die in turn, the last one to the end. */
async function run(
  chunks: readonly (readonly NewRecord[])[],
  deaths: readonly Death[],
): Promise<{ outcome: object; died: number }> {
  const shared = openMemoryLog({ partitions: PARTITIONS, batch_offsets: 3, now: () => 0 });
  const waiting = [...chunks];
  let died = 0;
  for (const [life, death] of [...deaths, NEVER].entries()) {
    const log = mortal(shared, death);
    // Now the same process starts again, now another takes over.
    const component = start({ log, advance_limit: 1, instance: `${Math.floor(life / 2)}` });
    while (!log.dead) {
      const met = async () => log.dead || (await caughtUp(shared, component));
      await until(async () => (await met()) || (!log.dead && shared.timeOut()) || false, 'dead or caught up');
      const chunk = log.dead ? undefined : waiting.shift();
      if (chunk === undefined) break;
      await write(shared, chunk);
    }
    // It may die of stopping, too.
    if (!log.dead) await Promise.race([component.stop(), log.died]);
    if (log.dead) died++;
  }
  return { outcome: await outcomeOf(shared), died };
}

const order = fc
  .record({
    member: fc.constantFrom('ann', 'bob', 'cas', 'dan', 'eve', 'fay'),
    order_id: fc.constantFrom('o1', 'o2', 'o3', 'o4'),
    venue_id: fc.constantFrom('soho', 'ennis', 'kyoto'),
    closed_at: fc.integer({ min: 0, max: 3 * WINDOW_MS }),
    net_minor: fc.integer({ min: -20, max: 200 }),
  })
  .map((parts) => recordFor(topics.member_orders, orderOf(parts.member, parts.order_id, parts)));
const removal = fc
  .tuple(fc.constantFrom('ann', 'bob', 'cas'), fc.constantFrom('o1', 'o2'))
  .map(([member, id]) => tombstoneOf(topics.member_orders, `${member}|${id}`, PARTITIONS));
const garbage = order.map((record): NewRecord => ({ ...record, value: Buffer.from('not ours') }));
const chunk = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.oneof({ weight: 8, arbitrary: order }, removal, garbage), { minLength: 1, maxLength: 25 }),
  },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 5 * WINDOW_MS }).map(tick) },
);
const death = fc.record({ point: fc.constantFrom(...POINTS), nth: fc.integer({ min: 1, max: 6 }) });

describe('a process that dies', () => {
  test.each(POINTS)('leaves nothing lost and nothing doubled, at the point "%s"', async (point) => {
    const orders = fc.sample(order, { numRuns: 60, seed: 7 });
    const chunks = [orders.slice(0, 30), tick(2 * WINDOW_MS), orders.slice(30)];
    // It fences once in a life.
    const deaths = [1, 2, 3].map((nth): Death => ({ point, nth: point === 'fenced' ? 1 : nth }));
    const disturbed = await run(chunks, deaths);
    expect(disturbed.died).toBeGreaterThanOrEqual(2);
    expect(disturbed.outcome).toEqual((await run(chunks, [])).outcome);
  });

  test('leaves nothing lost and nothing doubled, wherever and how often it dies', async () => {
    let died = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(chunk, { minLength: 1, maxLength: 5 }),
        fc.array(death, { minLength: 1, maxLength: 4 }),
        async (chunks, deaths) => {
          const disturbed = await run(chunks, deaths);
          died += disturbed.died;
          expect(disturbed.outcome).toEqual((await run(chunks, [])).outcome);
        },
      ),
      { numRuns: Number(process.env.REGULARS_TEST_RUNS ?? 60) },
    );
    expect(died).toBeGreaterThan(20);
  }, 60_000);
});
