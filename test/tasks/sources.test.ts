import { describe, expect, test } from 'vitest';
import { Failure } from '../../runtime/failures.ts';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import { produced } from '../../runtime/produced.ts';
import { type RunSourcesOptions, runSources, type Sources } from '../../runtime/sources/sources.ts';
import type { AnySource, Decoded, Page, Source } from '../../runtime/types.ts';
import { partitionOf } from '../../schemas/partition.ts';
import { topics } from '../../schemas/topics.ts';
import { orderOf } from './diners.ts';
import { codec, PARTITIONS, recordsOf, tableOf, until } from './fixture.ts';
import { type Death, mortal, POINTS } from './mortal-log.ts';

const NOW_MS = Date.parse('2026-05-01T12:00:00Z');
const HOUR_MS = 3_600_000;

const origin = { kind: 'page', source: 'till', page: '1' } as const;
const sold = (id: number, event_time_ms = NOW_MS): Decoded =>
  produced(topics.member_orders, orderOf('ann', `o${id}`), event_time_ms, origin);

interface Till extends Source<number> {
  /** What a poll throws next, once each. */
  readonly failures: Failure[];
  readonly polled_from: (number | undefined)[];
}

/** Serves the orders in pages of two; its cursor counts those read. */
function till(orders: readonly Decoded[], name = 'till'): Till {
  const failures: Failure[] = [];
  const polled_from: (number | undefined)[] = [];
  return {
    name,
    upstream: 'acme',
    poll_every_ms: 1,
    failures,
    polled_from,
    async *poll(cursor = 0): AsyncGenerator<Page<number>> {
      polled_from.push(cursor);
      for (let from = cursor; ; from += 2) {
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        const decoded = orders.slice(from, from + 2);
        yield { decoded, cursor: from + decoded.length };
        if (from + 2 >= orders.length) return;
      }
    },
  };
}

function start(options: Partial<RunSourcesOptions> & Pick<RunSourcesOptions, 'log' | 'sources'>): Sources {
  const rejoin = { first_ms: 1, max_ms: 5 };
  return runSources({
    codec,
    clock: { now_ms: () => NOW_MS },
    backoff: { first_ms: 1, max_ms: 5 },
    rejoin,
    ...options,
  });
}

function statusOf(sources: Sources, name = 'till') {
  return sources.status().sources.find(({ source }) => source === name)!;
}

async function pollsOnce(sources: Sources, name = 'till'): Promise<void> {
  const before = statusOf(sources, name).complete_polls;
  await until(() => statusOf(sources, name).complete_polls > before, `a complete poll of ${name}`);
}

describe('a polled source', () => {
  test('is read once, page by page, its cursor with the records', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const source = till([1, 2, 3, 4, 5].map((id) => sold(id)));
    const sources = start({ log, sources: [source] });
    await pollsOnce(sources);
    await until(() => statusOf(sources).last_complete?.brought_new === false, 'a poll with nothing new');
    await sources.stop();
    expect(await recordsOf(log, topics.member_orders)).toHaveLength(5);
    const cursors = await recordsOf(log, topics.cursors);
    expect(cursors).toHaveLength(3);
    expect((await tableOf(log, topics.cursors)).get('till')).toMatchObject({ cursor: '5' });
  });

  test('says in a header where each record came from', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const sources = start({ log, sources: [till([sold(1)])] });
    await pollsOnce(sources);
    await sources.stop();
    const [record] = await recordsOf(log, topics.member_orders);
    expect(JSON.parse(record?.headers.origin ?? '')).toEqual(origin);
  });

  test('goes on after a restart where it stopped', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const orders = [sold(1), sold(2), sold(3)];
    const first = start({ log, sources: [till(orders)] });
    await pollsOnce(first);
    await first.stop();
    orders.push(sold(4));
    const source = till(orders);
    const second = start({ log, sources: [source] });
    await pollsOnce(second);
    await second.stop();
    expect(source.polled_from[0]).toBe(3);
    expect(await recordsOf(log, topics.member_orders)).toHaveLength(4);
  });

  test('is polled at once when asked to', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const sources = start({ log, sources: [{ ...till([]), poll_every_ms: 60_000 }] });
    await pollsOnce(sources);
    await until(() => statusOf(sources).state === 'waiting', 'waiting');
    sources.hurry();
    await until(() => statusOf(sources).complete_polls === 2, 'the second poll');
    await sources.stop();
  });

  test('is polled once more when asked to in the middle of a poll', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const source = till([sold(1)]);
    let [begun, polled] = [0, () => {}];
    const slow: AnySource = {
      ...source,
      poll_every_ms: 60_000,
      async *poll(cursor, context) {
        if (++begun === 1) await new Promise<void>((resolve) => (polled = resolve));
        yield* source.poll(cursor, context);
      },
    };
    const sources = start({ log, sources: [slow] });
    await until(() => begun === 1, 'the first poll to begin');
    sources.hurry();
    polled();
    await until(() => statusOf(sources).complete_polls === 2, 'the second poll');
    await sources.stop();
  });

  test('is left alone when it fails, though asked for in the middle of the poll', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    let [begun, polled] = [0, () => {}];
    const failing: AnySource = {
      ...till([]),
      async *poll() {
        begun++;
        await new Promise<void>((resolve) => (polled = resolve));
        throw new Failure('retry', 'server_error', { after_ms: 60_000 });
      },
    };
    const sources = start({ log, sources: [failing] });
    await until(() => begun === 1, 'the first poll to begin');
    sources.hurry();
    polled();
    await until(() => statusOf(sources).state === 'waiting', 'waiting');
    expect(begun).toBe(1);
    await sources.stop();
  });

  test('that hangs does not hold up the end', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const hanging: AnySource = {
      ...till([]),
      async *poll() {
        await new Promise(() => {});
      },
    };
    const sources = start({ log, sources: [hanging] });
    await until(() => statusOf(sources).state === 'polling', 'polling');
    await sources.stop();
    expect(sources.status().state).toBe('stopped');
  });
});

describe('what a source gives that may not go on', () => {
  test('is a dead letter when it lies more than a day ahead', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const orders = [sold(1, NOW_MS + 25 * HOUR_MS), sold(2, NOW_MS + 23 * HOUR_MS)];
    const sources = start({ log, sources: [till(orders)] });
    await pollsOnce(sources);
    await sources.stop();
    expect([...(await tableOf(log, topics.member_orders)).keys()]).toEqual(['ann|o2']);
    const [letter] = [...(await tableOf(log, topics.dead_letters)).values()];
    expect(letter).toMatchObject({ reason: 'in_the_future', stage: 'till', upstream: 'acme', topic: '_member_orders' });
    expect(codec.decode(topics.member_orders, letter!.payload)).toMatchObject({ order_id: 'o1' });
  });

  test('is one dead letter with its bytes when it was refused, however often it is polled', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const payload = Buffer.from('{"guid":null}');
    const refused: Decoded = { kind: 'refused', reason: 'no_id', upstream: 'acme', payload, origin };
    const stubborn: AnySource = {
      ...till([]),
      async *poll() {
        yield { decoded: [refused], cursor: 0 };
      },
    };
    const sources = start({ log, sources: [stubborn] });
    await until(() => statusOf(sources).complete_polls >= 3, 'three polls');
    await sources.stop();
    const letters = [...(await tableOf(log, topics.dead_letters)).values()];
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ reason: 'no_id', stage: 'till', upstream: 'acme', payload });
  });

  test('is a dead letter when it is not of its topic', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    // A decoder's mistake that the compiler could not see.
    const wrong = { ...orderOf('ann', 'o1'), covers: 'two' } as unknown as ReturnType<typeof orderOf>;
    const sources = start({ log, sources: [till([produced(topics.member_orders, wrong, null, origin)])] });
    await pollsOnce(sources);
    await sources.stop();
    const letters = [...(await tableOf(log, topics.dead_letters)).values()];
    expect(letters).toMatchObject([{ reason: 'not_of_the_schema', upstream: 'acme' }]);
    expect(JSON.parse(letters[0]!.payload.toString())).toEqual(wrong);
  });
});

describe('an upstream that cannot be read', () => {
  test('is tried again, tells since when, and loses nothing of the page it broke off at', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const source = till([1, 2, 3, 4].map((id) => sold(id)));
    const sources = start({ log, sources: [source], backoff: { first_ms: 20, max_ms: 20 } });
    source.failures.push(new Failure('retry', 'http_503'), new Failure('retry', 'http_503'));
    await until(() => statusOf(sources).failing?.attempts === 2, 'two attempts failed');
    expect(statusOf(sources).failing).toMatchObject({ failure: { reason: 'http_503' } });
    expect(statusOf(sources).failing?.since_ms).toBeLessThanOrEqual(Date.now());
    await pollsOnce(sources);
    expect(statusOf(sources).failing).toBeUndefined();
    await sources.stop();
    expect(await recordsOf(log, topics.member_orders)).toHaveLength(4);
  });

  test('is left alone as long as it says', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const source = till([]);
    source.failures.push(new Failure('retry', 'http_429', { after_ms: 60_000 }));
    const sources = start({ log, sources: [source] });
    await until(() => statusOf(sources).failing?.attempts === 1, 'the attempt failed');
    await until(() => statusOf(sources).state === 'waiting', 'waiting');
    expect(source.polled_from).toHaveLength(1);
    await sources.stop();
  });

  test.each(['poison', 'fatal'] as const)('holds up no other source, and is polled on (%s)', async (kind) => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const bad = till([sold(1)], 'bad');
    bad.failures.push(new Failure(kind, 'no_json'), new Failure(kind, 'no_json'));
    const good = till([sold(2), sold(3)], 'good');
    const sources = start({ log, sources: [{ ...bad, poll_every_ms: 5 }, good] });
    await pollsOnce(sources, 'good');
    await pollsOnce(sources, 'bad');
    expect(sources.status().state).toBe('running');
    await sources.stop();
    expect((await tableOf(log, topics.member_orders)).size).toBe(3);
  });
});

describe('several processes', () => {
  test('poll each source in one of them', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const names = Array.from({ length: 12 }, (_, i) => `till-${i}`);
    const all = () => names.map((name, i) => till([sold(i)], name));
    const running = [start({ log, sources: all() }), start({ log, sources: all() }), start({ log, sources: all() })];
    const pollers = (name: string) => running.filter((sources) => statusOf(sources, name).state !== 'elsewhere').length;
    const polled = (name: string) => running.some((sources) => statusOf(sources, name).complete_polls > 0);
    await until(() => names.every((name) => polled(name) && pollers(name) === 1), 'each is polled by one');
    await Promise.all(running.map((sources) => sources.stop()));
    expect(await recordsOf(log, topics.member_orders)).toHaveLength(names.length);
  });

  const deaths = POINTS.flatMap((point) => [1, 2, 3].map((nth): Death => ({ point, nth })));
  test.each(deaths)('publish every order once though one dies ($point, $nth)', async (death) => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const orders = Array.from({ length: 9 }, (_, id) => sold(id));
    const first = mortal(log, death);
    const dying = start({ log: first, sources: [till(orders)] });
    await until(() => first.dead || statusOf(dying).last_complete?.brought_new === false, 'dead or done');
    if (!first.dead) await dying.stop();
    const second = start({ log, sources: [till(orders)] });
    await until(() => statusOf(second).last_complete?.brought_new === false, 'done');
    await second.stop();
    expect(await recordsOf(log, topics.member_orders)).toHaveLength(orders.length);
  });

  test('one that was replaced in the middle of a poll publishes nothing any more', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const gate = gated();
    const slow: AnySource = {
      ...till([]),
      async *poll() {
        await gate.open;
        yield { decoded: [sold(1)], cursor: 1 };
      },
    };
    const sources = start({ log, sources: [slow], rejoin: { first_ms: 60_000, max_ms: 60_000 } });
    await until(() => statusOf(sources).state === 'polling', 'polling');
    await log.transactor('source-till');
    gate.release();
    await until(() => sources.status().error !== undefined, 'fenced');
    expect(sources.status().error).toMatchObject({ kind: 'fenced' });
    expect(await recordsOf(log, topics.member_orders)).toEqual([]);
    await sources.stop();
  });
});

function gated() {
  let release = () => {};
  const open = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { open, release: () => release() };
}

test('a cursor lies on the partition of its source', async () => {
  const log = openMemoryLog({ partitions: PARTITIONS });
  const sources = start({ log, sources: [till([sold(1)])] });
  await pollsOnce(sources);
  await sources.stop();
  const ends = await log.ends(topics.cursors.name);
  expect(ends.findIndex(({ end }) => end > 0)).toBe(partitionOf('till', PARTITIONS));
});
