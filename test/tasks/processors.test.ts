import { afterEach, describe, expect, test } from 'vitest';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import { type RunProcessorsOptions, runProcessors } from '../../runtime/tasks/processors.ts';
import { topics } from '../../schemas/topics.ts';
import { diners, orderOf } from './diners.ts';
import { codec, PARTITIONS, recordFor, recordsOf, tableOf, until, write } from './fixture.ts';

const running: Component[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((component) => component.stop()));
});

function start(options: Partial<RunProcessorsOptions> & Pick<RunProcessorsOptions, 'log'>): Component {
  const [component] = runProcessors({
    codec,
    processors: [diners],
    idle_commit_ms: 1,
    rejoin: { first_ms: 1, max_ms: 5 },
    ...options,
  });
  running.push(component!);
  return component!;
}

/** Running on every partition, with nothing left to read. */
function caughtUp(component: Component): boolean {
  const { state, inputs, lag } = component.status();
  return state === 'running' && inputs.length === 2 * PARTITIONS && Object.values(lag).every((left) => left === 0);
}

describe('a processor', () => {
  test('tells what each order gives, once', async () => {
    const log = openMemoryLog({ partitions: PARTITIONS });
    await write(
      log,
      [orderOf('ann', 'o1'), orderOf('ann', 'o2'), orderOf('bob', 'o3')].map((order) =>
        recordFor(topics.member_orders, order),
      ),
    );
    const component = start({ log });
    await until(() => caughtUp(component), 'caught up');
    expect(await tableOf(log, topics.loyalty_changes)).toMatchObject(
      new Map([
        ['ann', expect.objectContaining({ reason: 'o1 o2' })],
        ['bob', expect.objectContaining({ reason: 'o3' })],
      ]),
    );
    expect(await recordsOf(log, topics.guest_orders)).toHaveLength(3);
  });
});
