import { describe, expect, test } from 'vitest';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import type { Log } from '../../runtime/log/types.ts';
import { produced } from '../../runtime/produced.ts';
import { openPublisher } from '../../runtime/sources/publisher.ts';
import { runSources, type Sources } from '../../runtime/sources/sources.ts';
import type { Page, Source } from '../../runtime/types.ts';
import { topics } from '../../schemas/topics.ts';
import { orderOf } from './diners.ts';
import { codec, PARTITIONS, recordsOf, tableOf, until } from './fixture.ts';
import { type Death, mortal, POINTS } from './mortal-log.ts';

const clock = { now_ms: () => Date.parse('2026-05-01T12:00:00Z') };
const origin = { kind: 'page', source: 'tables', page: '1' } as const;
const order = (table: string, n: number) =>
  produced(topics.member_orders, orderOf(table, `${table}${n}`), null, origin);

/** Many tables, each with orders of its own; a mark says how many of a table's are read. */
function tables(orders: ReadonlyMap<string, number>): Source<number> {
  return {
    name: 'tables',
    upstream: 'acme',
    poll_every_ms: 1,
    async *poll(cursor = 0, { marks }): AsyncGenerator<Page<number>> {
      for (const [table, count] of orders) {
        const read = (marks.get(table) as number | undefined) ?? 0;
        const decoded = Array.from({ length: count - read }, (_, i) => order(table, read + i));
        if (decoded.length > 0) yield { decoded, cursor, marks: new Map([[table, count]]) };
      }
      yield { decoded: [], cursor };
    },
  };
}

function start(log: Log, source: Source<number> | Source<readonly number[]>): Sources {
  return runSources({ log, codec, clock, sources: [source], rejoin: { first_ms: 1, max_ms: 5 } });
}

async function done(sources: Sources): Promise<void> {
  await until(() => sources.status().sources[0]!.last_complete?.brought_new === false, 'a poll with nothing new');
  await sources.stop();
}

describe('a source of many things, with a mark for each', () => {
  test('goes on with each where it was', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const orders = new Map([
      ['t1', 2],
      ['t|2', 1],
    ]);
    await done(start(log, tables(orders)));
    orders.set('t|2', 3);
    await done(start(log, tables(orders)));
    expect(await recordsOf(log, topics.member_orders)).toHaveLength(5);
    const marks = [...(await tableOf(log, topics.marks)).values()].toSorted((a, b) => a.mark.localeCompare(b.mark));
    expect(marks).toMatchObject([
      { source: 'tables', id: 't1', mark: '2' },
      { source: 'tables', id: 't|2', mark: '3' },
    ]);
  });

  test('forgets one for good when it says so', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const found: unknown[] = [];
    const source = (...polls: (number | null)[]): Source<number> => ({
      ...tables(new Map()),
      async *poll(_, { marks }) {
        found.push(marks.get('t1'));
        const mark = polls.shift();
        yield { decoded: [], cursor: 0, ...(mark === undefined ? {} : { marks: new Map([['t1', mark]]) }) };
      },
    });
    const first = start(log, source(1, null));
    await until(() => found.length >= 3, 'three polls');
    await first.stop();
    const polls = found.length;
    const second = start(log, source());
    await until(() => found.length > polls, 'a poll after the restart');
    await second.stop();
    expect(found).toEqual(found.map((_, poll) => (poll === 1 ? 1 : undefined)));
    expect((await tableOf(log, topics.marks)).size).toBe(0);
  });

  const deaths = POINTS.flatMap((point) => [1, 2, 3].map((nth): Death => ({ point, nth })));
  test.each(deaths)('publishes everything once though a process dies ($point, $nth)', async (death) => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const orders = new Map(Array.from({ length: 6 }, (_, i) => [`t${i}`, 3]));
    const first = mortal(log, death);
    const dying = start(first, tables(orders));
    await until(() => first.dead || dying.status().sources[0]!.last_complete?.brought_new === false, 'dead or done');
    if (!first.dead) await dying.stop();
    await done(start(log, tables(orders)));
    expect(await recordsOf(log, topics.member_orders)).toHaveLength(18);
  });
});

describe('a source that follows what others publish', () => {
  test('sees each record once, over restarts too', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const seen: string[] = [];
    const source: Source<readonly number[]> = {
      name: 'follower',
      upstream: 'acme',
      poll_every_ms: 1,
      async *poll(cursor, { follow }) {
        yield {
          decoded: [],
          cursor: await follow(topics.member_orders, cursor, ({ order_id }) => seen.push(order_id)),
        };
      },
    };
    const publisher = await openPublisher({ log, codec, clock, stage: 'import', upstream: null });
    await publisher.publish([order('a', 1), order('b', 1)]);
    const first = start(log, source);
    await until(() => seen.length === 2, 'two seen');
    await publisher.publish([order('c', 1)]);
    await until(() => seen.length === 3, 'three seen');
    await done(first);
    await publisher.publish([order('d', 1)]);
    await publisher.close();
    await done(start(log, source));
    expect(seen.toSorted()).toEqual(['a1', 'b1', 'c1', 'd1']);
  });
});
