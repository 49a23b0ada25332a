import { expect, test } from 'vitest';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import { noMetrics, type TaskMetrics } from '../../runtime/tasks/metrics.ts';
import { topics } from '../../schemas/topics.ts';
import { diners, orderOf } from './diners.ts';
import { PARTITIONS, recordFor, tick, until, write } from './fixture.ts';
import { caughtUp, start } from './running.ts';

/** Adds up what it is told, by what it is about. */
function adding(): { metrics: TaskMetrics; sums: Map<string, number> } {
  const sums = new Map<string, number>();
  const add = (name: string, n = 1) => sums.set(name, (sums.get(name) ?? 0) + n);
  const metrics: TaskMetrics = {
    ...noMetrics,
    recordsIn: (component, topic, records, bytes) => {
      add(`${component} in ${topic}`, records);
      add(`${component} bytes in`, bytes);
    },
    recordsOut: (component, topic, records, bytes) => {
      add(`${component} out ${topic}`, records);
      add(`${component} bytes out`, bytes);
    },
    lag: (component, topic, partition, records) => sums.set(`${component} lag ${topic}/${partition}`, records),
    committed: (component) => add(`${component} commits`),
    restored: (component, _, records) => add(`${component} restored`, records),
    stateSize: (component, partition, size) => sums.set(`${component} state ${partition}`, size),
    deadLetter: (component, reason) => add(`${component} dead ${reason}`),
    rejoined: (component, reason) => add(`${component} rejoined ${reason}`),
  };
  return { metrics, sums };
}

test('what goes through a processor is counted', async () => {
  const log = openMemoryLog({ partitions: PARTITIONS });
  const orders = [orderOf('ann', 'o1'), orderOf('ann', 'o2'), orderOf('ann', 'o3', { net_minor: -1 })];
  await write(log, [...orders.map((order) => recordFor(topics.member_orders, order)), ...tick(5)]);
  const sized = { ...diners, create: () => Object.assign(diners.create(), { size: 2 }) };
  const { metrics, sums } = adding();
  const component = start({ log, processors: [sized], metrics });
  await until(() => caughtUp(log, component), 'caught up');
  await component.stop();

  const { partition } = recordFor(topics.member_orders, orders[0]!);
  expect(Object.fromEntries(sums)).toMatchObject({
    'diners in _member_orders': 3,
    'diners in _clock': PARTITIONS,
    'diners out _members': 2,
    'diners out _guest_orders': 2,
    'diners out dead_letters': 1,
    'diners dead negative': 1,
    'diners restored': 0,
    [`diners state ${partition}`]: 2,
    [`diners lag _member_orders/${partition}`]: 0,
  });
  expect(sums.get('diners commits')).toBeGreaterThan(0);
  expect(sums.get('diners bytes in')).toBeGreaterThan(0);
  expect(sums.get('diners bytes out')).toBeGreaterThan(0);

  const again = adding();
  const restarted = start({ log, metrics: again.metrics });
  await until(() => caughtUp(log, restarted), 'caught up');
  expect(again.sums.get('diners restored')).toBe(2);
  await log.transactor('diners.here');
  await write(log, [recordFor(topics.member_orders, orderOf('ann', 'o4'))]);
  await until(() => again.sums.get('diners rejoined fenced') === 1, 'it has come back');
  await restarted.stop();
});
