import { describe, expect, test } from 'vitest';
import { Failure } from '../../runtime/failures.ts';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import type { Log } from '../../runtime/log/types.ts';
import { produced } from '../../runtime/produced.ts';
import { type RunDeliveriesOptions, runDeliveries } from '../../runtime/sources/deliveries.ts';
import { GROUP } from '../../runtime/sources/delivery-task.ts';
import { openPublisher } from '../../runtime/sources/publisher.ts';
import type { Resolver } from '../../runtime/sources/resolving.ts';
import { hasPassed } from '../../runtime/tasks/component.ts';
import type { Decoded } from '../../runtime/types.ts';
import type { Delivery } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { warningsDuring } from '../log/warnings.ts';
import { orderOf } from './diners.ts';
import { codec, PARTITIONS, recordFor, recordsOf, tableOf, until, write } from './fixture.ts';
import { type Death, mortal, POINTS } from './mortal-log.ts';

const NOW_MS = Date.parse('2026-05-01T12:00:00Z');

function delivery(id: number, parts: Partial<Delivery> = {}): Delivery {
  return {
    delivery_id: `till:d${id}`,
    upstream: 'till',
    entity_id: `till:e${id % 3}`,
    received_at: NOW_MS,
    headers: {},
    body: Buffer.from(`{"id":${id}}`),
    ...parts,
  };
}

function decode({ delivery_id, body }: Delivery): Decoded[] {
  const { id } = JSON.parse(body.toString());
  const order = orderOf('ann', `o${id}`, { version: id });
  return [produced(topics.member_orders, order, NOW_MS, { kind: 'delivery', delivery_id })];
}

const till: Resolver = { resolve: async (one) => decode(one) };

function start(options: Partial<RunDeliveriesOptions> & Pick<RunDeliveriesOptions, 'log'>) {
  const quick = { first_ms: 1, max_ms: 5 };
  const resolvers = new Map([['till', till]]);
  return runDeliveries({
    codec,
    resolvers,
    clock: { now_ms: () => NOW_MS },
    backoff: quick,
    rejoin: quick,
    ...options,
  });
}

async function arrive(log: Log, deliveries: readonly Delivery[]): Promise<void> {
  await write(
    log,
    deliveries.map((one) => recordFor(topics.deliveries, one)),
  );
}

async function done(log: Log, ...running: ReturnType<typeof start>[]): Promise<void> {
  const ends = new Map([[topics.deliveries.name, (await log.ends(topics.deliveries.name)).map(({ end }) => end)]]);
  const statuses = () => running.map((component) => component.status());
  const held = () => statuses().reduce((sum, { inputs }) => sum + inputs.length, 0);
  await until(() => held() === PARTITIONS && statuses().every((status) => hasPassed(status, ends)), 'all done');
}

describe('a delivery', () => {
  test('becomes the records it tells of, with its id in their header', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await arrive(
      log,
      [1, 2, 3, 4, 5].map((id) => delivery(id)),
    );
    const deliveries = start({ log });
    await done(log, deliveries);
    await deliveries.stop();
    const records = await recordsOf(log, topics.member_orders);
    expect(records.map(({ headers }) => JSON.parse(headers.origin ?? '').delivery_id).sort()).toEqual(
      [1, 2, 3, 4, 5].map((id) => `till:d${id}`),
    );
    const again = start({ log });
    await done(log, again);
    await again.stop();
    expect(await recordsOf(log, topics.member_orders)).toHaveLength(5);
  });

  test('is resolved after those of the same order before it, and beside those of others', async () => {
    const log = openMemoryLog({ partitions: 1 });
    const under = new Map<string, number>();
    const order = new Map<string, string[]>();
    let together = 0;
    const slow: Resolver = {
      async resolve(one) {
        under.set(one.entity_id, (under.get(one.entity_id) ?? 0) + 1);
        expect(under.get(one.entity_id)).toBe(1);
        together = Math.max(
          together,
          [...under.values()].reduce((sum, n) => sum + n, 0),
        );
        order.set(one.entity_id, [...(order.get(one.entity_id) ?? []), one.delivery_id]);
        await new Promise((resolve) => setImmediate(resolve));
        under.set(one.entity_id, 0);
        return decode(one);
      },
    };
    const ids = Array.from({ length: 30 }, (_, id) => id);
    const records = ids.map((id) => ({ ...recordFor(topics.deliveries, delivery(id)), partition: 0 }));
    await write(log, records);
    const deliveries = start({ log, resolvers: new Map([['till', slow]]) });
    const end = (await log.ends(topics.deliveries.name))[0]!.end;
    await until(() => deliveries.status().inputs[0]?.position === end, 'all done');
    await deliveries.stop();
    expect(together).toBe(3);
    const ofEntity = ids.filter((id) => id % 3 === 1).map((id) => `till:d${id}`);
    expect(order.get('till:e1')).toEqual(ofEntity);
    const published = await recordsOf(log, topics.member_orders);
    expect(published.map(({ key }) => key.toString())).toEqual(ids.map((id) => `ann|o${id}`));
  });

  test('that nothing can be made of is a dead letter with its body, once, and the next go on', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const picky: Resolver = {
      async resolve(one) {
        if (one.delivery_id === 'till:d2') throw new Failure('poison', 'no_order');
        return decode(one);
      },
    };
    await arrive(log, [delivery(1), delivery(2), delivery(2), delivery(3)]);
    const deliveries = start({ log, resolvers: new Map([['till', picky]]) });
    await done(log, deliveries);
    await deliveries.stop();
    expect((await tableOf(log, topics.member_orders)).size).toBe(2);
    const letters = [...(await tableOf(log, topics.dead_letters)).values()];
    expect(letters).toMatchObject([
      { reason: 'no_order', stage: 'deliveries', upstream: 'till', topic: '_deliveries', payload: delivery(2).body },
    ]);
  });

  test('of an upstream that is not configured is a dead letter', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await arrive(log, [delivery(1, { upstream: 'gone' })]);
    const deliveries = start({ log });
    await done(log, deliveries);
    await deliveries.stop();
    expect([...(await tableOf(log, topics.dead_letters)).values()]).toMatchObject([
      { reason: 'upstream_not_configured' },
    ]);
  });

  test('whose bytes are not ours is a dead letter', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(log, [{ ...recordFor(topics.deliveries, delivery(1)), value: Buffer.from('?') }]);
    const deliveries = start({ log });
    await done(log, deliveries);
    await deliveries.stop();
    expect([...(await tableOf(log, topics.dead_letters)).values()]).toMatchObject([{ reason: 'no_schema_id' }]);
  });

  test.each(['retry', 'fatal'] as const)('is kept while its upstream is away, and told of (%s)', async (kind) => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    let away = true;
    const till_away: Resolver = {
      async resolve(one) {
        if (away) throw new Failure(kind, 'http_401');
        return decode(one);
      },
    };
    await arrive(log, [delivery(1), delivery(2)]);
    const deliveries = start({ log, resolvers: new Map([['till', till_away]]) });
    await until(() => (deliveries.status().troubles[0]?.attempts ?? 0) > 3, 'tried again');
    expect(deliveries.status().troubles).toMatchObject([{ upstream: 'till', failure: { reason: 'http_401' } }]);
    expect(await log.committed(GROUP, topics.deliveries.name)).toEqual(new Map());
    away = false;
    await done(log, deliveries);
    expect(deliveries.status().troubles).toEqual([]);
    await deliveries.stop();
    expect(await recordsOf(log, topics.member_orders)).toHaveLength(2);
  });

  test('may be one of many that wait for their upstream, without a warning of listeners that leak', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const tried = new Set<string>();
    const away: Resolver = {
      async resolve({ delivery_id }) {
        tried.add(delivery_id);
        throw new Failure('retry', 'http_503', { after_ms: 60_000 });
      },
    };
    const all = Array.from({ length: 60 }, (_, id) => delivery(id, { entity_id: `till:e${id}` }));
    await arrive(log, all);
    const warnings = await warningsDuring(async () => {
      const deliveries = start({ log, resolvers: new Map([['till', away]]) });
      await until(() => tried.size === all.length, 'all tried');
      await deliveries.stop();
    });
    expect(warnings).toEqual([]);
  });

  test('that is being waited for does not hold up the end', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await arrive(log, [delivery(1)]);
    let asked = false;
    const silent: Resolver = {
      resolve() {
        asked = true;
        return new Promise(() => {});
      },
    };
    const deliveries = start({ log, resolvers: new Map([['till', silent]]) });
    await until(() => asked, 'asked');
    await deliveries.stop();
    expect(deliveries.status().state).toBe('stopped');
  });

  const deaths = POINTS.flatMap((point) => [1, 2, 3].map((nth): Death => ({ point, nth })));
  test.each(deaths)('is not lost and not told twice when its process dies ($point, $nth)', async (death) => {
    const log = openMemoryLog({ partitions: PARTITIONS, batch_offsets: 3 });
    const all = Array.from({ length: 20 }, (_, id) => delivery(id, { entity_id: `till:e${id % 7}` }));
    await arrive(log, all);
    const first = mortal(log, death);
    const dying = start({ log: first });
    await Promise.race([first.died, done(log, dying)]);
    if (!first.dead) await dying.stop();
    const second = start({ log });
    await done(log, second);
    await second.stop();
    expect(await recordsOf(log, topics.member_orders)).toHaveLength(all.length);
  });
});

describe('an import', () => {
  test('publishes rows and refuses those of the future', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const publisher = await openPublisher({
      log,
      codec,
      clock: { now_ms: () => NOW_MS },
      stage: 'import',
      upstream: 'file',
    });
    const origin = { kind: 'file', file: 'orders.csv', row: 2 } as const;
    const refused: Decoded = {
      kind: 'refused',
      reason: 'no_currency',
      upstream: 'file',
      payload: Buffer.from('o3,,'),
      origin,
    };
    const counts = await publisher.publish([
      produced(topics.member_orders, orderOf('ann', 'o1'), NOW_MS, origin),
      produced(topics.member_orders, orderOf('ann', 'o2'), NOW_MS + 2 * 86_400_000, origin),
      refused,
    ]);
    await publisher.close();
    expect(counts).toEqual({ records: 1, dead_letters: 2 });
    expect(await recordsOf(log, topics.member_orders)).toHaveLength(1);
    expect([...(await tableOf(log, topics.dead_letters)).values()].map(({ id, reason }) => `${id} ${reason}`)).toEqual([
      'import|_member_orders|ann|o2 in_the_future',
      'import|orders.csv|2 no_currency',
    ]);
  });
});
