import { describe, expect, test } from 'vitest';
import { type MemoryLog, openMemoryLog } from '../../runtime/log/memory.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import { isRebuilding, requestRebuild } from '../../runtime/tasks/rebuild.ts';
import { topics } from '../../schemas/topics.ts';
import { diners, orderOf } from './diners.ts';
import { codec, PARTITIONS, recordFor, recordsOf, tableOf, tick, until, write } from './fixture.ts';
import { mortal, POINTS } from './mortal-log.ts';
import { caughtUp, start } from './running.ts';

const members = ['ann', 'bob', 'cas', 'dan', 'eve', 'fay', 'gus', 'hal'];
const history = members.flatMap((member, i) => [
  recordFor(
    topics.member_orders,
    orderOf(member, 'o1', { closed_at: 100 * i, venue_id: i % 2 === 0 ? 'soho' : 'ennis' }),
  ),
  recordFor(topics.member_orders, orderOf(member, 'o2', { closed_at: 1_800, net_minor: i === 3 ? -1 : 50 })),
]);

/** A log on which the diners have read some history and are gone. */
async function told(): Promise<MemoryLog> {
  const log = openMemoryLog({ partitions: PARTITIONS, batch_offsets: 3, now: () => 0 });
  await write(log, [...history, ...tick(1_500)]);
  await finish(log, start({ log }));
  return log;
}

async function finish(log: MemoryLog, ...components: Component[]): Promise<void> {
  await until(() => caughtUp(log, ...components), 'caught up');
  await Promise.all(components.map((component) => component.stop()));
}

async function tables(log: MemoryLog): Promise<object> {
  return {
    members: await tableOf(log, topics.members),
    venues: await tableOf(log, topics.guest_orders),
    loyalty: await tableOf(log, topics.loyalty_changes),
    letters: await tableOf(log, topics.dead_letters),
  };
}

describe('a processor rebuilt from the beginning', () => {
  test('tells all of its history again and ends with the same tables', async () => {
    const log = await told();
    const before = await tables(log);
    const written = (await recordsOf(log, topics.guest_orders)).length;
    await requestRebuild(log, codec, diners);
    expect(await isRebuilding(log, codec, 'diners')).toBe(true);
    await finish(log, start({ log, advance_limit: 1 }));
    expect(await isRebuilding(log, codec, 'diners')).toBe(false);
    expect(await tables(log)).toEqual(before);
    expect(await recordsOf(log, topics.guest_orders)).toHaveLength(2 * written);
    expect(await recordsOf(log, topics.dead_letters)).toHaveLength(1);
  });

  test('is rebuilt at once where it is running, in all its processes', async () => {
    const log = await told();
    const before = await tables(log);
    const running = [start({ log }), start({ log }), start({ log })];
    await until(() => caughtUp(log, ...running), 'caught up');
    await requestRebuild(log, codec, diners);
    await until(async () => !(await isRebuilding(log, codec, 'diners')), 'rebuilt');
    await finish(log, ...running);
    expect(await tables(log)).toEqual(before);
  });

  test('removes what it does not tell any more, on every partition, and goes on from there', async () => {
    const log = await told();
    const selective = {
      ...diners,
      step: (...[state, record, out]: Parameters<typeof diners.step>) =>
        record.key.endsWith('|o1') ? undefined : diners.step(state, record, out),
    };
    await requestRebuild(log, codec, selective);
    const component = start({ log, processors: [selective] });
    await until(() => caughtUp(log, component), 'caught up');
    await write(log, [recordFor(topics.member_orders, orderOf('ann', 'o3', { closed_at: 1_700 }))]);
    await finish(log, component);
    const order_ids = [...(await tableOf(log, topics.guest_orders)).values()].map(({ order_id }) => order_id);
    expect(order_ids.sort()).toEqual(['o2', 'o2', 'o2', 'o2', 'o2', 'o2', 'o2', 'o3']);
    expect([...(await tableOf(log, topics.members)).keys()].filter((key) => key.endsWith('|o1'))).toEqual([]);
    expect((await tableOf(log, topics.loyalty_changes)).get('ann')).toMatchObject({ reason: 'o2 o3' });
  });

  test('has nothing to do where there is no history', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await requestRebuild(log, codec, diners);
    await finish(log, start({ log }));
    expect(await isRebuilding(log, codec, 'diners')).toBe(false);
  });

  test('asked for again while it is under way, begins again', async () => {
    const log = await told();
    const before = await tables(log);
    const component = start({ log });
    await requestRebuild(log, codec, diners);
    await requestRebuild(log, codec, diners);
    await until(async () => !(await isRebuilding(log, codec, 'diners')), 'rebuilt');
    await finish(log, component);
    expect(await tables(log)).toEqual(before);
  });

  const deaths = POINTS.flatMap((point) => [1, 2, 5, 9].map((nth) => ({ point, nth })));
  test.each(deaths)('begins again when its process dies ($point, $nth)', async (death) => {
    const log = await told();
    const before = await tables(log);
    await requestRebuild(log, codec, diners);
    const first = mortal(log, death);
    const mortalOne = start({ log: first });
    const done = async () => first.dead || !(await isRebuilding(log, codec, 'diners'));
    await until(done, 'dead or rebuilt');
    if (!first.dead) await mortalOne.stop();
    await finish(log, start({ log }));
    expect(await isRebuilding(log, codec, 'diners')).toBe(false);
    expect(await tables(log)).toEqual(before);
  });

  test('waits for those of its partitions that another process has', async () => {
    const log = await told();
    const before = await tables(log);
    await requestRebuild(log, codec, diners);
    const first = mortal(log, { point: 'reading', nth: 3 });
    start({ log: first });
    const second = start({ log });
    await until(async () => !(await isRebuilding(log, codec, 'diners')), 'rebuilt');
    await finish(log, second);
    expect(first.dead).toBe(true);
    expect(await tables(log)).toEqual(before);
  });
});
