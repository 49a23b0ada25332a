import { describe, expect, test } from 'vitest';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import type { Log } from '../../runtime/log/types.ts';
import { type RunClockOptions, runClock } from '../../runtime/sources/clock.ts';
import { topics } from '../../schemas/topics.ts';
import { codec, orderClosed, PARTITIONS, recordsOf, tableOf, until, write } from './fixture.ts';
import { type Death, mortal, POINTS } from './mortal-log.ts';

const DAY_MS = 24 * 3_600_000;
const NOW_MS = Date.parse('2026-05-01T12:00:00Z');

function start(options: Partial<RunClockOptions> & Pick<RunClockOptions, 'log'>) {
  const rejoin = { first_ms: 1, max_ms: 5 };
  return runClock({ codec, clock: { now_ms: () => NOW_MS }, mode: 'wall', every_ms: 1, rejoin, ...options });
}

/** The times told, in order: on partition 0; the others are compared with it. */
async function ticks(log: Log): Promise<number[]> {
  const all = await recordsOf(log, topics.clock);
  const of = (key: string) =>
    all.filter((record) => record.key.toString() === key).map((record) => codec.decode(topics.clock, record.value!).at);
  for (const key of ['1', '2', '3']) expect(of(key)).toEqual(of('0'));
  return of('0');
}

async function write_ticks(log: Log, count: number): Promise<void> {
  const before = (await log.ends(topics.clock.name))[0]!.end;
  // Each tick takes an offset, and the end of its transaction another.
  await until(async () => (await log.ends(topics.clock.name))[0]!.end >= before + 2 * count, `${count} ticks`);
}

describe('the clock', () => {
  test('tells every partition the same time, again and again while it stands', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const clock = start({ log });
    await write_ticks(log, 3);
    await clock.stop();
    expect(new Set(await ticks(log))).toEqual(new Set([NOW_MS]));
    expect((await tableOf(log, topics.clock)).size).toBe(PARTITIONS);
    expect(clock.status().state).toBe('stopped');
  });

  test('never goes back, over a restart neither', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    let now_ms = NOW_MS;
    const first = start({ log, clock: { now_ms: () => now_ms } });
    await write_ticks(log, 1);
    now_ms -= 5_000;
    await write_ticks(log, 2);
    await first.stop();
    const second = start({ log, clock: { now_ms: () => now_ms } });
    await write_ticks(log, 2);
    now_ms = NOW_MS + 1;
    await until(() => second.status().tick_ms === NOW_MS + 1, 'the clock has risen');
    await second.stop();
    const told = await ticks(log);
    expect(told).toEqual([...told].sort());
    expect(new Set(told)).toEqual(new Set([NOW_MS, NOW_MS + 1]));
  });

  test('waits, and says so, while the time cannot be told', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    let away = true;
    const now_ms = async () => (away ? Promise.reject(new Error('connect ECONNREFUSED')) : NOW_MS);
    const clock = start({ log, clock: { now_ms } });
    await until(() => clock.status().missed !== undefined, 'a tick missed');
    expect(clock.status()).toMatchObject({ ticking: true, tick_ms: null, missed: { reason: 'clock_unreadable' } });
    away = false;
    await write_ticks(log, 1);
    expect(clock.status().missed).toBeUndefined();
    await clock.stop();
  });

  test('ticks in one of several processes, and in another when that one leaves', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const clocks = [start({ log }), start({ log }), start({ log })];
    const ticking = () => clocks.filter((clock) => clock.status().ticking);
    await until(() => ticking().length === 1, 'one ticks');
    await write_ticks(log, 2);
    const [first] = ticking();
    await first?.stop();
    await until(() => ticking().length === 1, 'another ticks');
    await write_ticks(log, 2);
    await Promise.all(clocks.map((clock) => clock.stop()));
    await ticks(log);
  });

  const deaths = POINTS.flatMap((point) => [1, 2].map((nth): Death => ({ point, nth })));
  test.each(deaths)('goes on with all partitions alike when its process dies ($point, $nth)', async (death) => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    let now_ms = NOW_MS;
    const clock = { now_ms: () => now_ms++ };
    const first = mortal(log, death);
    const dying = start({ log: first, clock });
    await until(async () => first.dead || (await log.ends(topics.clock.name))[0]!.end > 10, 'dead or ticking');
    if (!first.dead) await dying.stop();
    const second = start({ log, clock });
    await write_ticks(log, 2);
    await second.stop();
    const told = await ticks(log);
    expect(told).toEqual([...told].sort());
  });
});

describe('the clock by event time', () => {
  test('tells the highest time of any order on any partition, once', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const clock = start({ log, mode: 'event' });
    await write(log, [orderClosed('o1', NOW_MS - 9_000), orderClosed('o2', NOW_MS - 5_000), orderClosed('o3', null)]);
    await until(() => clock.status().tick_ms === NOW_MS - 5_000, 'the highest');
    await write(log, [orderClosed('o4', NOW_MS - 7_000)]);
    await write(log, [orderClosed('o5', NOW_MS + DAY_MS)]);
    await until(() => clock.status().tick_ms === NOW_MS + DAY_MS, 'the new highest');
    await clock.stop();
    const told = await ticks(log);
    expect(new Set(told).size).toBe(told.length);
    expect(told).not.toContain(NOW_MS - 7_000);
  });

  test('passes over what is more than a day ahead of the wall', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(log, [orderClosed('o1', NOW_MS + DAY_MS + 1), orderClosed('o2', NOW_MS)]);
    const clock = start({ log, mode: 'event' });
    await until(() => clock.status().tick_ms !== null, 'a tick');
    await clock.stop();
    expect(await ticks(log)).toEqual([NOW_MS]);
  });

  test('goes on after a restart with what has come since', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(log, [orderClosed('o1', NOW_MS)]);
    const first = start({ log, mode: 'event' });
    await until(() => first.status().tick_ms === NOW_MS, 'a tick');
    await first.stop();
    await write(log, [orderClosed('o2', NOW_MS + 5)]);
    const second = start({ log, mode: 'event' });
    await until(() => second.status().tick_ms === NOW_MS + 5, 'the next tick');
    await second.stop();
    expect(await ticks(log)).toEqual([NOW_MS, NOW_MS + 5]);
  });
});
