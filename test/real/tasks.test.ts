import { type Admin, Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namesWith } from '../../runtime/log/kafka/names.ts';
import { openKafkaLog } from '../../runtime/log/kafka.ts';
import type { Log, Transaction } from '../../runtime/log/types.ts';
import { produced } from '../../runtime/produced.ts';
import { runClock } from '../../runtime/sources/clock.ts';
import { wallClock } from '../../runtime/sources/clock-port.ts';
import { runDeliveries } from '../../runtime/sources/deliveries.ts';
import { runSources } from '../../runtime/sources/sources.ts';
import { hasPassed } from '../../runtime/tasks/component.ts';
import { groupOf } from '../../runtime/tasks/processors.ts';
import { isRebuilding, requestRebuild } from '../../runtime/tasks/rebuild.ts';
import type { Decoded, Source } from '../../runtime/types.ts';
import type { Delivery } from '../../schemas/generated/types.ts';
import { type AnyTopic, topics } from '../../schemas/topics.ts';
import { diners, orderOf } from '../tasks/diners.ts';
import { codec, orderClosed, PARTITIONS, recordFor, recordsOf, tableOf, tick, write } from '../tasks/fixture.ts';
import { type Death, mortal, POINTS, type Point, type SharedLog } from '../tasks/mortal-log.ts';
import { caughtUp, lazy, start, Told } from '../tasks/running.ts';
import { eventually } from './eventually.ts';
import { useStack } from './stack-fixture.ts';

const theirs = [...diners.inputs, ...diners.outputs, topics.clock, topics.tasks, topics.snapshots, topics.dead_letters];
const members = Array.from({ length: 24 }, (_, i) => `m${i}`);
const run = `tasks-${process.pid}-${Date.now().toString(36)}`;
let brokers: string[];
let kafka: Kafka;
let admin: Admin;
let logs = 0;

beforeAll(async () => {
  ({ brokers } = await useStack());
  kafka = new Kafka({ brokers, clientId: 'tasks-test', logLevel: logLevel.NOTHING });
  admin = kafka.admin();
  await admin.connect();
});
afterAll(() => admin.disconnect());

describe('a processor on Kafka', () => {
  test.each(POINTS)('that dies at the point "%s" loses and doubles nothing', async (point) => {
    const shared = await freshLog();
    await order(shared, 'o1');
    const once: readonly Point[] = ['fenced', 'restoring'];
    const first = mortal(shared, { point, nth: once.includes(point) ? 1 : 2 } satisfies Death);
    if (point === 'restoring') await finish(shared, start({ log: shared }));
    start({ log: first });
    await eventually(`dead at ${point}`, () => first.dead);
    await order(shared, 'o2');
    await finish(shared, start({ log: shared }));
    await expectAllTold(shared, ['o1', 'o2']);
    await shared.close();
  });

  test('is shared by three, one of which dies and another joins, and tells each order once', async () => {
    const shared = await freshLog();
    const doomed = mortal(shared);
    const first = ['first', 'second'].map((instance) => start({ log: shared, instance }));
    const dying = start({ log: doomed, instance: 'dying' });
    await order(shared, 'o1');
    await eventually('it has a part', () => dying.status().inputs.length > 0);
    doomed.die();
    await order(shared, 'o2');
    const joined = start({ log: shared, instance: 'joined' });
    await order(shared, 'o3');
    await finish(shared, ...first, joined);
    await expectAllTold(shared, ['o1', 'o2', 'o3']);
    await shared.close();
  });

  test('lets orders grow old by ticks alone, and knows the time after a restart', async () => {
    const log = await freshLog();
    await write(log, [recordFor(topics.member_orders, orderOf('ann', 'o1', { closed_at: 100 }))]);
    await finish(log, start({ log }));
    await write(log, tick(1_500));
    await finish(log, start({ log }));
    const restarted = start({ log });
    await eventually('the time is known', () => restarted.status().tick_ms === 1_500);
    await restarted.stop();
    expect((await tableOf(log, topics.loyalty_changes)).get('ann')).toMatchObject({ reason: '' });
    await log.close();
  });

  test('starts from its snapshots, and from what came after them', async () => {
    const log = await freshLog();
    await order(log, 'o1');
    const first = new Told();
    const component = start({ log, metrics: first.metrics });
    await eventually('saved', () => first.outcomes.length === PARTITIONS);
    expect(new Set(first.outcomes)).toEqual(new Set(['written']));
    await finish(log, component);
    const [second, third] = [new Told(), new Told()];
    const idle = start({ log, metrics: second.metrics, ...lazy });
    await order(log, 'o2');
    await finish(log, idle);
    await finish(log, start({ log, metrics: third.metrics, ...lazy }));
    expect([second, third].flatMap((told) => told.outcomes)).toEqual(Array(2 * PARTITIONS).fill('loaded'));
    expect([second, third].map((told) => told.read)).toEqual([0, members.length]);
    await expectAllTold(log, ['o1', 'o2']);
    await log.close();
  });

  test('rebuilt from the beginning ends with the same tables', async () => {
    const log = await freshLog();
    await order(log, 'o1');
    await order(log, 'o2');
    const running = ['first', 'second'].map((instance) => start({ log, instance }));
    await eventually('caught up', () => caughtUp(log, ...running));
    const before = await tables(log);
    await requestRebuild(log, codec, diners);
    await eventually('rebuilt', async () => !(await isRebuilding(log, codec, 'diners')));
    await finish(log, ...running);
    expect(await tables(log)).toEqual(before);
    expect((await recordsOf(log, topics.guest_orders)).length).toBeGreaterThanOrEqual(4 * members.length);
    await log.close();
  });
});

describe('the producers on Kafka', () => {
  test.each(['sent', 'committed'] as const)('publish a page once when they die (%s)', async (point) => {
    const shared = await freshLog([topics.cursors, topics.marks, topics.member_orders]);
    const first = mortal(shared, { point, nth: 2 });
    const begin = (log: Log) => runSources({ log, codec, sources: [till], clock: wallClock });
    begin(first);
    await eventually('dead', () => first.dead);
    const second = begin(shared);
    await eventually('nothing new', () => second.status().sources[0]?.last_complete?.brought_new === false);
    await second.stop();
    const orders = await recordsOf(shared, topics.member_orders);
    expect(orders.map(({ key }) => key.toString()).sort()).toEqual(members.map((member) => `${member}|o1`).sort());
    await shared.close();
  });

  test('tick by event time, and go on where they were', async () => {
    const log = await freshLog([
      topics.cursors,
      topics.clock,
      topics.orders,
      topics.reservation_events,
      topics.survey_responses,
    ]);
    const begin = () => runClock({ log, codec, clock: wallClock, mode: 'event', every_ms: 20 });
    const first = begin();
    await write(log, [orderClosed('o1', 1_000), orderClosed('o2', 5_000)]);
    await eventually('the first tick', () => first.status().tick_ms === 5_000);
    await first.stop();
    await write(log, [orderClosed('o3', 4_000), orderClosed('o4', 6_000)]);
    const second = begin();
    await eventually('the second tick', () => second.status().tick_ms === 6_000);
    await second.stop();
    const ticks = [...(await tableOf(log, topics.clock)).values()];
    expect(ticks.map(({ at }) => at)).toEqual([6_000, 6_000, 6_000, 6_000]);
    await log.close();
  });

  test('turn deliveries into records, once, though one dies', async () => {
    const shared = await freshLog([topics.deliveries, topics.member_orders, topics.dead_letters]);
    const resolvers = new Map([['till', { resolve: async ({ entity_id }: Delivery) => [sold(entity_id)] }]]);
    const arrived = members.map((member): Delivery => {
      const [headers, body] = [{}, Buffer.from('{}')];
      return { delivery_id: `d-${member}`, upstream: 'till', entity_id: member, received_at: 0, headers, body };
    });
    await write(
      shared,
      arrived.map((one) => recordFor(topics.deliveries, one)),
    );
    const first = mortal(shared, { point: 'sent', nth: 2 });
    runDeliveries({ log: first, codec, resolvers, clock: wallClock });
    await eventually('dead', () => first.dead);
    const second = runDeliveries({ log: shared, codec, resolvers, clock: wallClock });
    const ends = new Map([['_deliveries', (await shared.ends(topics.deliveries.name)).map(({ end }) => end)]]);
    await eventually('done', () => second.status().inputs.length === PARTITIONS && hasPassed(second.status(), ends));
    await second.stop();
    expect(await recordsOf(shared, topics.member_orders)).toHaveLength(members.length);
    await shared.close();
  });
});

const origin = { kind: 'page', source: 'till', page: '1' } as const;

function sold(member: string): Decoded {
  return produced(topics.member_orders, orderOf(member, 'o1'), null, origin);
}

/** An order of each member, five to a page; its cursor counts those read. */
const till: Source<number> = {
  name: 'till',
  upstream: 'till',
  poll_every_ms: 50,
  async *poll(cursor = 0) {
    for (let from = cursor; from < members.length; from += 5) {
      const page = members.slice(from, from + 5);
      yield { decoded: page.map(sold), cursor: from + page.length };
    }
    yield { decoded: [], cursor: members.length };
  },
};

async function order(log: Log, order_id: string): Promise<void> {
  await write(
    log,
    members.map((member) => recordFor(topics.member_orders, orderOf(member, order_id))),
  );
}

async function finish(log: Log, ...running: ReturnType<typeof start>[]): Promise<void> {
  await eventually('caught up', () => caughtUp(log, ...running), 60_000);
  await Promise.all(running.map((component) => component.stop()));
}

async function tables(log: Log): Promise<object> {
  return {
    members: await tableOf(log, topics.members),
    venues: await tableOf(log, topics.guest_orders),
    loyalty: await tableOf(log, topics.loyalty_changes),
  };
}

/** Each order is told its venue once, everybody's row holds them all, and all that was read is committed. */
async function expectAllTold(log: Log, order_ids: readonly string[]): Promise<void> {
  const told = await recordsOf(log, topics.guest_orders);
  const once = members.flatMap((member) => order_ids.map((id) => `g_soho|${id}|${member}`));
  expect(told.map(({ key }) => key.toString()).sort()).toEqual(once.sort());
  const rows = [...(await tableOf(log, topics.loyalty_changes)).values()];
  expect(rows.map(({ reason }) => reason)).toEqual(members.map(() => order_ids.join(' ')));
  const ends = await log.ends(topics.member_orders.name);
  const committed = await log.committed(groupOf('diners'), topics.member_orders.name);
  expect(committed).toEqual(new Map(ends.map(({ end }, partition) => [partition, end])));
}

/** With topics of its own. */
async function freshLog(used: readonly AnyTopic[] = theirs): Promise<SharedLog> {
  const topicPrefix = `${run}-${logs++}.`;
  const { wire } = namesWith(topicPrefix);
  const described = used.map(({ name }) => ({ topic: wire(name), numPartitions: PARTITIONS }));
  await admin.createTopics({ topics: described, waitForLeaders: false });
  await eventually('topics', () =>
    admin.fetchTopicMetadata({ topics: described.map(({ topic }) => topic) }).catch(() => undefined),
  );
  const options = { brokers, clientId: 'tasks-test', topicPrefix, partitions: PARTITIONS, logger: () => {} };
  const log = await openKafkaLog(options);
  return Object.assign(log, {
    dieInTransaction: (id: string, transaction: Transaction) => dieInTransaction(wire, id, transaction),
  });
}

/** With another client than the one under test, which is gone in the middle. */
async function dieInTransaction(wire: (name: string) => string, id: string, transaction: Transaction): Promise<void> {
  const producer = kafka.producer({ transactionalId: wire(id), idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const open = await producer.transaction();
  for (const { topic, partition, key, value } of transaction.records) {
    await open.send({ topic: wire(topic), messages: [{ key, value, partition }] });
  }
  for (const { topic, partition, offset } of transaction.consumed?.positions ?? []) {
    await open.sendOffsets({
      consumerGroupId: wire(transaction.consumed!.group),
      topics: [{ topic: wire(topic), partitions: [{ partition, offset: String(offset) }] }],
    });
  }
  await producer.disconnect();
}
