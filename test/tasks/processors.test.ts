import { describe, expect, test, vi } from 'vitest';
import { Failure } from '../../runtime/failures.ts';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import type { Log, Membership, NewRecord } from '../../runtime/log/types.ts';
import { groupOf } from '../../runtime/tasks/processors.ts';
import { breathe, deferred } from '../../runtime/tasks/waiting.ts';
import { partitionOf } from '../../schemas/partition.ts';
import { topics } from '../../schemas/topics.ts';
import { diners, orderOf } from './diners.ts';
import { PARTITIONS, recordFor, recordsOf, tableOf, tick, until, write } from './fixture.ts';
import { caughtUp, start } from './running.ts';
import { wrapped } from './wrapped-log.ts';

const ordered = (member: string, order_id: string, parts = {}) =>
  recordFor(topics.member_orders, orderOf(member, order_id, parts));

/** Runs until all is read, then stops. */
async function runToEnd(log: Log, options: Partial<Parameters<typeof start>[0]> = {}): Promise<void> {
  const component = start({ log, ...options });
  await until(() => caughtUp(log, component), 'caught up');
  await component.stop();
}

async function reasons(log: Log): Promise<Record<string, string>> {
  const table = await tableOf(log, topics.loyalty_changes);
  return Object.fromEntries([...table].map(([guest, { reason }]) => [guest, reason]));
}

describe('a processor', () => {
  test('tells what each order gives, once', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(log, [ordered('ann', 'o1'), ordered('ann', 'o2'), ordered('bob', 'o3')]);
    await runToEnd(log);
    expect(await reasons(log)).toEqual({ ann: 'o1 o2', bob: 'o3' });
    await runToEnd(log);
    expect(await recordsOf(log, topics.guest_orders)).toHaveLength(3);
  });

  test('knows after a restart what it knew before', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(log, [ordered('ann', 'o1')]);
    await runToEnd(log);
    await write(log, [ordered('ann', 'o2')]);
    await runToEnd(log);
    expect(await reasons(log)).toEqual({ ann: 'o1 o2' });
  });

  test('has committed all it had stepped when it is stopped', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const component = start({ log, idle_commit_ms: 60_000 });
    await write(log, tick(500));
    await until(() => caughtUp(log, component), 'caught up');
    expect(await log.committed(groupOf('diners'), topics.clock.name)).toEqual(new Map());
    await component.stop();
    expect(component.status().state).toBe('stopped');
    expect((await log.committed(groupOf('diners'), topics.clock.name)).size).toBe(PARTITIONS);
  });

  test('stopped in the middle of a backlog goes on there, and tells each order once', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS, batch_offsets: 10 });
    const orders = Array.from({ length: 3_000 }, (_, i) => ordered(`m${i % 13}`, `o${i}`));
    await write(log, orders);
    for (let told = 0; told < orders.length; told = (await recordsOf(log, topics.guest_orders)).length) {
      const component = start({ log });
      await until(async () => (await recordsOf(log, topics.guest_orders)).length > told, 'some are told');
      await component.stop();
    }
    expect(await recordsOf(log, topics.guest_orders)).toHaveLength(orders.length);
  });

  test('writes a coalesced result once for all the orders of a transaction', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(
      log,
      Array.from({ length: 400 }, (_, i) => ordered('ann', `o${i}`)),
    );
    await runToEnd(log);
    expect(await recordsOf(log, topics.guest_orders)).toHaveLength(400);
    expect((await recordsOf(log, topics.loyalty_changes)).length).toBeLessThan(5);
  });
});

describe('a record that a processor cannot take', () => {
  async function letterOf(record: NewRecord) {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(log, [record, ordered('ann', 'o2'), ordered('eve', 'o3')]);
    await runToEnd(log);
    expect(await recordsOf(log, topics.guest_orders)).toHaveLength(2);
    const letters = [...(await tableOf(log, topics.dead_letters)).values()];
    expect(letters).toHaveLength(1);
    return letters[0];
  }

  test('is a dead letter with its bytes, its position and the reason, and the stream goes on', async () => {
    const negative = ordered('ann', 'o1', { net_minor: -1 });
    expect(await letterOf(negative)).toMatchObject({
      id: `diners|${topics.member_orders.name}|${negative.partition}|0`,
      stage: 'diners',
      topic: topics.member_orders.name,
      partition: negative.partition,
      offset: 0,
      reason: 'negative',
      payload: negative.value,
    });
  });

  test('is a dead letter when its bytes are not ours', async () => {
    const payload = Buffer.from('{"not":"avro"}');
    expect(await letterOf({ ...ordered('ann', 'o1'), value: payload })).toMatchObject({
      reason: 'no_schema_id',
      payload,
    });
  });

  test('is a dead letter when its key is not that of its value', async () => {
    expect(await letterOf({ ...ordered('ann', 'o1'), key: Buffer.from('ann|o9') })).toMatchObject({
      reason: 'wrong_key',
    });
  });

  test('is a dead letter when it has no key', async () => {
    expect(await letterOf({ ...ordered('ann', 'o1'), key: Buffer.alloc(0) })).toMatchObject({ reason: 'no_key' });
  });

  test('is a dead letter when it lies on the partition of another entity', async () => {
    const elsewhere = (partitionOf('ann', PARTITIONS) + 1) % PARTITIONS;
    expect(await letterOf({ ...ordered('ann', 'o1'), partition: elsewhere })).toMatchObject({
      reason: 'wrong_partition',
    });
  });
});

describe('stream time', () => {
  test('alone makes an order old, in slices, and only once', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(log, [
      ordered('ann', 'o1', { closed_at: 100 }),
      ordered('ann', 'o2', { closed_at: 900 }),
      ordered('bob', 'o3'),
    ]);
    await runToEnd(log);
    await write(log, tick(1_500));
    await runToEnd(log, { advance_limit: 1 });
    expect(await reasons(log)).toEqual({ ann: 'o2', bob: '' });
    const told = (await recordsOf(log, topics.loyalty_changes)).length;
    await write(log, tick(1_600));
    await runToEnd(log, { advance_limit: 1 });
    expect(await recordsOf(log, topics.loyalty_changes)).toHaveLength(told);
  });

  test('is known after a restart, and never goes back', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(log, tick(1_500));
    await runToEnd(log);
    await write(log, [...tick(10), ordered('ann', 'o1', { closed_at: 100 })]);
    const component = start({ log });
    await until(() => caughtUp(log, component), 'caught up');
    expect(component.status().tick_ms).toBe(1_500);
    expect(await reasons(log)).toEqual({ ann: '' });
    await component.stop();
  });
});

describe('when something goes wrong', () => {
  test('a step that throws fails the processor, names the place, and nothing of it is seen', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const told: string[] = [];
    const broken = {
      ...diners,
      step: () => {
        throw new TypeError('no such thing');
      },
    };
    const component = start({
      log,
      processors: [broken],
      onFatal: (name, failure) => told.push(`${name}: ${failure.message}`),
    });
    const order = ordered('ann', 'o1');
    await write(log, [order]);
    await until(() => component.status().state === 'failed', 'failed');
    const place = `${topics.member_orders.name}/${order.partition}@0`;
    expect(told).toEqual([`diners: diners: step at ${place} threw TypeError: no such thing`]);
    expect(component.status().error).toMatchObject({ kind: 'fatal' });
    expect(await log.committed(groupOf('diners'), topics.member_orders.name)).toEqual(new Map());
    expect(await recordsOf(log, topics.dead_letters)).toEqual([]);
    await component.stop();
  });

  test("what a step throws is told without its words, which may be a guest's", async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const broken = { ...diners, step: () => JSON.parse('ann@example.com') };
    const component = start({ log, processors: [broken] });
    await write(log, [ordered('ann', 'o1')]);
    await until(() => component.status().state === 'failed', 'failed');
    expect(component.status().error?.message).not.toContain('example.com');
    await component.stop();
  });

  test('a broker that goes away for a while costs nothing', async () => {
    const shared = openMemoryLog({ partitions: PARTITIONS });
    let refusals = 5;
    const log = counting(shared, () => {
      if (refusals-- > 0) throw new Failure('retry', 'broker_away');
    });
    await write(shared, [ordered('ann', 'o1'), ordered('ann', 'o2'), ordered('eve', 'o3')]);
    await runToEnd(log);
    expect(refusals).toBeLessThan(0);
    expect(await recordsOf(shared, topics.guest_orders)).toHaveLength(3);
    expect(await reasons(shared)).toEqual({ ann: 'o1 o2', eve: 'o3' });
  });

  test('one that another has replaced commits nothing any more, and comes back', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const component = start({ log });
    await until(() => caughtUp(log, component), 'caught up');
    const order = ordered('ann', 'o1');
    await log.transactor('diners.here');
    await write(log, [order]);
    await until(() => caughtUp(log, component), 'caught up');
    expect(await recordsOf(log, topics.guest_orders)).toHaveLength(1);
    await component.stop();
  });

  test('a record for the changelog that belongs to another partition fails the processor', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const stray: typeof diners = {
      ...diners,
      step(_, record, out) {
        const strays = ['b', 'c', 'd', 'e'].map((member) => orderOf(member, 'o1'));
        for (const order of strays.filter(({ member }) => partitionOf(member, PARTITIONS) !== record.partition)) {
          out.put(topics.members, { ...order, via: '' });
        }
        return undefined;
      },
    };
    const component = start({ log, processors: [stray] });
    await write(log, [ordered('ann', 'o1')]);
    await until(() => component.status().state === 'failed', 'failed');
    expect(component.status().error?.message).toContain('belongs to another partition');
    await component.stop();
  });
});

describe('several processes', () => {
  test('share the partitions, and take over from one that leaves and one that joins', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const members = Array.from({ length: 40 }, (_, i) => `m${i}`);
    const first = start({ log, instance: 'first' });
    const second = start({ log, instance: 'second' });
    await write(
      log,
      members.map((member) => ordered(member, 'o1')),
    );
    await until(() => caughtUp(log, first, second), 'two have caught up');
    const third = start({ log, instance: 'third' });
    await write(
      log,
      members.map((member) => ordered(member, 'o2')),
    );
    await until(() => caughtUp(log, first, second, third), 'three have caught up');
    await first.stop();
    await write(
      log,
      members.map((member) => ordered(member, 'o3')),
    );
    await until(() => caughtUp(log, second, third), 'the other two have caught up');
    expect(await recordsOf(log, topics.guest_orders)).toHaveLength(3 * members.length);
    expect(await reasons(log)).toEqual(Object.fromEntries(members.map((member) => [member, 'o1 o2 o3'])));
    await Promise.all([second.stop(), third.stop()]);
  });

  test('one more than there are partitions is ready, with nothing to do', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const all = Array.from({ length: PARTITIONS + 1 }, () => start({ log }));
    await until(() => all.every((one) => one.status().state === 'running'), 'all are ready');
    expect(all.map((one) => one.status().inputs.length > 0).sort()).toEqual([false, true, true, true, true]);
    await Promise.all(all.map((one) => one.stop()));
  });

  test('one whose group waits for another is not ready, however long that takes', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    const settled = deferred<void>();
    const joined = deferred<Membership>();
    const waiting = wrapped(log, {
      async join(options) {
        void settled.promise.then(async () => joined.resolve(await log.join(options)));
        return { leave: async () => (await joined.promise).leave() };
      },
    });
    const one = start({ log: waiting });
    await breathe();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 });
    try {
      expect(one.status().state).toBe('starting');
    } finally {
      vi.useRealTimers();
    }
    settled.resolve();
    await until(() => one.status().state === 'running', 'it is ready');
    await one.stop();
  });
});

/** The same log, telling of every transaction before it is made. */
function counting(log: Log, told: () => void): Log {
  return wrapped(log, {
    async transactor(id) {
      const transactor = await log.transactor(id);
      return {
        close: () => transactor.close(),
        async transact(transaction) {
          told();
          await transactor.transact(transaction);
        },
      };
    },
  });
}
