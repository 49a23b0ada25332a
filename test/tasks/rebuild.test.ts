import { describe, expect, test } from 'vitest';
import { type MemoryLog, openMemoryLog } from '../../runtime/log/memory.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import { isRebuilding, requestRebuild } from '../../runtime/tasks/rebuild.ts';
import { deferred } from '../../runtime/tasks/waiting.ts';
import { isOf } from '../../runtime/types.ts';
import { partitionOf } from '../../schemas/partition.ts';
import { topics } from '../../schemas/topics.ts';
import { diners, orderOf } from './diners.ts';
import { codec, PARTITIONS, recordFor, recordsOf, tableOf, tick, until, write } from './fixture.ts';
import { mortal, POINTS } from './mortal-log.ts';
import { caughtUp, start } from './running.ts';
import { wrapped } from './wrapped-log.ts';

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
    const running = ['a', 'b', 'c'].map((instance) => start({ log, instance }));
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
    expect([...(await tableOf(log, topics.members)).keys()].filter((key) => key.endsWith('|o1|'))).toEqual([]);
    expect((await tableOf(log, topics.loyalty_changes)).get('ann')).toMatchObject({ reason: 'o2 o3' });
  });

  test('leaves alone what others have written to a topic that is not its alone', async () => {
    const log = await told();
    const [row] = (await tableOf(log, topics.loyalty_changes)).values();
    const foreign = ['zoe', 'ann-2'].map((guest_id) => recordFor(topics.loyalty_changes, { ...row!, guest_id }));
    await write(log, foreign);
    const sharing = { ...diners, owns: (_: unknown, key: string) => key !== 'zoe' };
    await requestRebuild(log, codec, sharing);
    await finish(log, start({ log, processors: [sharing] }));
    const table = await tableOf(log, topics.loyalty_changes);
    expect([table.has('zoe'), table.has('ann-2'), table.has('ann')]).toEqual([true, false, true]);
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
    start({ log: first, instance: 'first' });
    const second = start({ log });
    await until(async () => !(await isRebuilding(log, codec, 'diners')), 'rebuilt');
    await finish(log, second);
    expect(first.dead).toBe(true);
    expect(await tables(log)).toEqual(before);
  });
});

describe('two processes that rebuild at different speeds', () => {
  /** Of four partitions two processes share out the even and the odd ones, in the order in which they came. */
  const lyingOn = (parity: number, prefix: string) =>
    Array.from({ length: 99 }, (_, i) => `${prefix}${i}`).find((name) => partitionOf(name, PARTITIONS) % 2 === parity)!;
  const member = lyingOn(0, 'm');
  const venue_id = lyingOn(1, 'g_v').slice(2);
  const orders = (...ids: string[]) =>
    ids.map((id) => recordFor(topics.member_orders, orderOf(member, id, { venue_id })));

  /** Counts how often a process looks whether the others are done. */
  function looking(log: Log): { log: Log; looks: () => number } {
    let looks = 0;
    const ends: Log['ends'] = (topic) => {
      if (topic === topics.tasks.name) looks++;
      return log.ends(topic);
    };
    return { log: wrapped(log, { ends }), looks: () => looks };
  }

  test('take nothing away that the slower one is about to tell again', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(log, orders('o1', 'o2'));
    await finish(log, start({ log }));
    await requestRebuild(log, codec, diners);
    // The member is with the first, which is slow; the venue with the second, which is not.
    const gate = deferred<void>();
    const join: Log['join'] = (options) =>
      log.join({ ...options, records: (batch) => gate.promise.then(() => options.records(batch)) });
    const slow = start({ log: wrapped(log, { join }), instance: 'slow' });
    const { log: watched, looks } = looking(log);
    const quick = start({ log: watched });
    await until(() => quick.status().inputs.length === 4 && slow.status().inputs.length === 4, 'both have a share');
    const before = looks();
    await until(() => looks() > before + 6, 'the quick one has looked for the slow one');
    gate.resolve();
    await finish(log, slow, quick);
    expect((await recordsOf(log, topics.guest_orders)).filter(({ value }) => value === null)).toEqual([]);
  });

  test('take nothing away that the quicker one has told since', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(log, orders('o1'));
    await finish(log, start({ log }));
    const choosy = {
      ...diners,
      step: (...[state, record, out]: Parameters<typeof diners.step>) =>
        isOf(record, topics.member_orders) && record.value?.version === 1 ? undefined : diners.step(state, record, out),
    };
    await requestRebuild(log, codec, choosy);
    const { log: watched, looks } = looking(log);
    const quick = start({ log: watched, processors: [choosy] });
    // The venue is with the second, which is slow to look for what it has to remove.
    const gate = deferred<void>();
    let scanning = false;
    const scan: Log['scan'] = async (range, each) => {
      scanning ||= range.topic === topics.guest_orders.name;
      if (range.topic === topics.guest_orders.name) await gate.promise;
      return log.scan(range, each);
    };
    const slow = start({ log: wrapped(log, { scan }), processors: [choosy], instance: 'slow' });
    await until(() => scanning, 'the slow one looks for what it has to remove');
    await write(log, [recordFor(topics.member_orders, orderOf(member, 'o1', { venue_id, version: 2 }))]);
    const before = looks();
    const told = async () => (await tableOf(log, topics.guest_orders)).values().next().value?.version === 2;
    await until(async () => looks() > before + 6 || (await told()), 'the quick one has looked, or told');
    gate.resolve();
    await finish(log, slow, quick);
    expect([...(await tableOf(log, topics.guest_orders)).values()]).toMatchObject([{ order_id: 'o1', version: 2 }]);
  });
});
