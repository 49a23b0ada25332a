import { describe, expect, test } from 'vitest';
import { type MemoryLog, openMemoryLog } from '../../runtime/log/memory.ts';
import { LogRecord, RecordsOf } from '../../runtime/log/record.ts';
import type { Log } from '../../runtime/log/types.ts';
import { ProgressReader } from '../../runtime/tasks/progress.ts';
import { isRebuilding, requestRebuild } from '../../runtime/tasks/rebuild.ts';
import { tombstoneOf } from '../../runtime/tasks/records.ts';
import type { Snapshot } from '../../runtime/tasks/snapshots/manifest.ts';
import { topics } from '../../schemas/topics.ts';
import { diners, orderOf } from './diners.ts';
import { codec, PARTITIONS, recordFor, tableOf, tick, until, write } from './fixture.ts';
import { mortal } from './mortal-log.ts';
import { caughtUp, eager, lazy, start, Told } from './running.ts';
import { wrapped } from './wrapped-log.ts';

const HOUR = 3_600_000;

const ordered = (...ids: readonly string[]) =>
  ids.map((id) => recordFor(topics.member_orders, orderOf('ann', id, { closed_at: 5_000 })));
/** All that is told of here lies on one partition. */
const { partition } = ordered('o1')[0]!;

type Options = Partial<Parameters<typeof start>[0]>;

/** One life of a process: it reads all there is, waits for what is expected of its snapshots, and stops. */
async function live(log: Log, expected: readonly string[], options: Options = {}): Promise<Told> {
  const told = new Told();
  const component = start({ log, metrics: told.metrics, ...options });
  await until(() => caughtUp(log, component), 'caught up');
  await until(() => told.outcomes.length >= expected.length, `${expected} instead of ${told.outcomes}`);
  await component.stop();
  expect(told.outcomes).toEqual(expected);
  return told;
}

async function snapshotOf(log: Log): Promise<Snapshot | undefined> {
  const { manifest } = await new ProgressReader(log, codec, 'diners', partition).look(new AbortController().signal);
  return manifest?.snapshot;
}

/** A log with the orders o1 to o4 of Ann and a snapshot of them. */
async function saved(): Promise<MemoryLog> {
  const log = openMemoryLog({ partitions: PARTITIONS });
  await write(log, ordered('o1', 'o2', 'o3', 'o4'));
  await live(log, ['written']);
  return log;
}

/** How many orders of Ann the next one is told to be. */
async function ordersAfter(log: Log, order_id: string, options: Options, expected: readonly string[]): Promise<number> {
  await write(log, ordered(order_id));
  await live(log, expected, options);
  return Number((await tableOf(log, topics.loyalty_changes)).get('ann')?.to_tier);
}

/** The log as somebody reads it for whom a topic's records are others. */
function reading(log: Log, topic: string, each: (record: LogRecord) => readonly LogRecord[]): Log {
  const scan: Log['scan'] = (range, take) =>
    log.scan(range, (batch) =>
      take(range.topic === topic ? { ...batch, records: new RecordsOf([...batch.records].flatMap(each)) } : batch),
    );
  return wrapped(log, { scan });
}

describe('a task with a snapshot', () => {
  test('restores it and what came after', async () => {
    const log = await saved();
    await write(log, ordered('o5'));
    const second = await live(log, ['loaded'], lazy);
    expect(second.read).toBe(0);
    const third = await live(log, ['loaded'], lazy);
    expect(third.read).toBe(1);
    expect(await ordersAfter(log, 'o6', lazy, ['loaded'])).toBe(6);
  });

  test('takes the next one into the other slot, and leaves nothing in the first', async () => {
    const log = await saved();
    expect((await snapshotOf(log))?.slot).toBe(0);
    await write(log, ordered('o5', 'o6', 'o7'));
    await live(log, ['loaded', 'written']);
    const snapshot = await snapshotOf(log);
    expect(snapshot?.slot).toBe(1);
    expect(snapshot?.chunks.length).toBeGreaterThan(3);
    const lying = await tableOf(log, topics.snapshots);
    expect(new Set(lying.keys())).toEqual(
      new Set(snapshot?.chunks.map((_, number) => `diners/${partition}/1/${number}`)),
    );
    expect((await live(log, ['loaded'], lazy)).read).toBe(0);
  });

  test('hands it on to the process that gets its partition', async () => {
    const log = await saved();
    const told = [new Told(), new Told()];
    const options = (who: number) => ({ log, metrics: told[who]!.metrics, instance: `${who}`, ...lazy });
    const first = start(options(0));
    await until(() => caughtUp(log, first), 'caught up');
    const second = start(options(1));
    await until(() => caughtUp(log, first, second), 'both have a share');
    await first.stop();
    await until(() => caughtUp(log, second), 'the second has all');
    await second.stop();
    const outcomes = told.flatMap((one) => one.outcomes);
    expect(new Set(outcomes)).toEqual(new Set(['loaded']));
    expect(outcomes.length).toBeGreaterThan(1);
    expect(told.map((one) => one.read)).toEqual([0, 0]);
  });
});

function ofAnother(chunk: Buffer): Buffer {
  return codec.encode(topics.snapshots, { ...codec.decode(topics.snapshots, chunk), snapshot: 'another' });
}

describe('the whole changelog is read', () => {
  const chunks = topics.snapshots.name;
  const isSecond = ({ key }: LogRecord) => key.toString() === `diners/${partition}/0/1`;
  const flipped = (value: Buffer | null) => {
    const bytes = Buffer.from(value!);
    bytes[bytes.length - 2]! ^= 1;
    return bytes;
  };
  const having = ({ offset, timestamp_ms, key }: LogRecord, value: Buffer) =>
    LogRecord.of({ offset, timestamp_ms, key, value });
  const torn: [string, (record: LogRecord) => readonly LogRecord[]][] = [
    ['is missing', () => []],
    ['has other bytes', (record) => [having(record, flipped(record.value))]],
    ['cannot be read', (record) => [having(record, Buffer.from('x'))]],
    ['is of another snapshot', (record) => [having(record, ofAnother(record.value!))]],
  ];
  const late = { ...eager, now: () => Date.now() + 19 * HOUR };
  test.each(torn)('where a chunk %s', async (_, damage) => {
    const log = await saved();
    const seen = reading(log, chunks, (record) => (isSecond(record) ? damage(record) : [record]));
    expect((await live(seen, ['torn'], lazy)).read).toBe(4);
    expect(await ordersAfter(seen, 'o5', lazy, ['torn'])).toBe(5);
  });

  test.each([
    ['of another build', { ...eager, build: 'next' }, 'other_format'],
    ['too old', late, 'too_old'],
    ['of settings that kept tombstones for less', { ...late, eraseWithinHours: 1_000 }, 'too_old'],
    ['of a time to come', { ...eager, now: () => Date.now() - 19 * HOUR }, 'too_old'],
  ])('where the snapshot is %s, and the next one replaces it', async (_, snapshots, reason) => {
    const log = await saved();
    const { read } = await live(log, [reason, 'written'], { snapshots });
    expect(read).toBe(4);
    expect((await live(log, ['loaded'], { snapshots })).read).toBe(0);
  });

  test('where the processor lays its state out in another way', async () => {
    const log = await saved();
    const { snapshots } = diners;
    const other = { ...diners, snapshots: { ...snapshots!, format: 'other' } };
    expect((await live(log, ['other_format'], { ...lazy, processors: [other] })).read).toBe(4);
    // Under the same name: then it must not understand what it reads.
    const wrong = function* () {
      yield Buffer.alloc(1);
      throw new RangeError('no such state');
    } as unknown as NonNullable<typeof snapshots>['load'];
    const careless = { ...diners, snapshots: { ...snapshots!, load: wrong } };
    expect((await live(log, ['unreadable'], { ...lazy, processors: [careless] })).read).toBe(4);
  });

  test('where the changelog has lost what came after the snapshot', async () => {
    const log = await saved();
    const ends: Log['ends'] = async (topic) => {
      const all = await log.ends(topic);
      return topic === topics.members.name ? all.map(({ end }) => ({ begin: end + 1, end: end + 1 })) : all;
    };
    expect((await live(wrapped(log, { ends }), ['other_log'], lazy)).read).toBe(0);
  });
});

describe('a snapshot that is broken off', () => {
  test.each([1, 2, 4])('by the death of its process at chunk %i leaves the former one as it is', async (nth) => {
    const log = await saved();
    const former = await snapshotOf(log);
    await write(log, ordered('o5', 'o6', 'o7', 'o8', 'o9'));
    const mortalLog = mortal(log, { point: 'saving', nth });
    start({ log: mortalLog });
    await mortalLog.died;
    expect(await snapshotOf(log)).toEqual(former);
    await log.transactor('diners.here');
    const successor = await live(log, ['loaded'], lazy);
    expect(successor.read).toBe(5);
    // What it left in the other slot is written over or taken away.
    await write(log, ordered('o10'));
    await live(log, ['loaded', 'written']);
    const snapshot = await snapshotOf(log);
    expect((await tableOf(log, topics.snapshots)).size).toBe(snapshot?.chunks.length);
    expect((await live(log, ['loaded'], lazy)).read).toBe(0);
  });

  test('by the log is no failure of the task, and is tried again later', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    let now_ms = 0;
    let broken = true;
    const writer: Log['writer'] = async () => {
      const inner = await log.writer();
      return {
        ...inner,
        append: async (records) => (broken ? Promise.reject(new Error('away')) : inner.append(records)),
      };
    };
    await write(log, ordered('o1', 'o2', 'o3', 'o4'));
    const told = new Told();
    const snapshots = { ...eager, now: () => now_ms };
    const component = start({ log: wrapped(log, { writer }), metrics: told.metrics, snapshots });
    await until(() => told.outcomes.length === 1, 'one has failed');
    broken = false;
    await write(log, [...ordered('o5'), ...tick(1)]);
    await until(() => caughtUp(log, component), 'caught up');
    expect(told.outcomes).toEqual(['failed']);
    now_ms = 120_000;
    await write(log, tick(2));
    await until(() => told.outcomes.length === 2, 'the next has not');
    await component.stop();
    expect(told.outcomes).toEqual(['failed', 'written']);
  });
});

describe('time', () => {
  async function aged(records: Parameters<typeof write>[1], expected: string): Promise<MemoryLog> {
    const log = await saved();
    let ahead_ms = 0;
    const told = new Told();
    const snapshots = { ...lazy.snapshots, now: () => Date.now() + ahead_ms };
    const component = start({ log, metrics: told.metrics, snapshots });
    await write(log, records);
    await until(() => caughtUp(log, component), 'caught up');
    ahead_ms = 7 * HOUR;
    await write(log, tick(1));
    await until(() => told.outcomes.length === 2, 'the snapshot is looked after');
    await component.stop();
    expect(told.outcomes).toEqual(['loaded', expected]);
    return log;
  }

  test('makes a snapshot anew that holds what has been erased since', async () => {
    const log = await aged([tombstoneOf(topics.member_orders, 'ann|o1', PARTITIONS)], 'written');
    const chunks = [...(await tableOf(log, topics.snapshots)).values()].map(({ bytes }) => bytes);
    expect(Buffer.concat(chunks).toString()).toContain('"o2"');
    expect(Buffer.concat(chunks).toString()).not.toContain('"o1"');
  });

  test('leaves one as it is where nothing has changed, and it counts as young again', async () => {
    const log = await aged([], 'renewed');
    const now = () => Date.now() + 24 * HOUR;
    expect((await live(log, ['loaded', 'renewed'], { snapshots: { ...lazy.snapshots, now } })).read).toBe(0);
  });
});

describe('a rebuild', () => {
  /** Tells nothing of the first order. */
  const selective = {
    ...diners,
    step: (...[state, record, out]: Parameters<typeof diners.step>) =>
      record.key.endsWith('|o1') ? undefined : diners.step(state, record, out),
  };

  test('makes the snapshots of before void, whatever has become of the tombstones that it wrote', async () => {
    const log = await saved();
    await requestRebuild(log, codec, selective);
    const rebuilding = start({ log, processors: [selective], ...lazy });
    await until(async () => !(await isRebuilding(log, codec, 'diners')), 'rebuilt');
    await rebuilding.stop();
    const later = reading(log, topics.members.name, (record) => (record.value === null ? [] : [record]));
    // Of o1 nothing is left but in the snapshot: compaction would have taken its row, too.
    const compacted = reading(later, topics.members.name, (record) =>
      record.key.toString().startsWith('ann|o1|') ? [] : [record],
    );
    expect(await ordersAfter(compacted, 'o5', { ...lazy, processors: [selective] }, ['rebuilt_since'])).toBe(4);
  });

  test('is followed by one that holds', async () => {
    const log = await saved();
    await requestRebuild(log, codec, selective);
    const told = await live(log, ['written'], { processors: [selective] });
    expect(told.read).toBe(0);
    expect(await ordersAfter(log, 'o5', { ...lazy, processors: [selective] }, ['loaded'])).toBe(4);
  });
});
