import type { Log } from '../../runtime/log/types.ts';
import { type Component, hasPassed } from '../../runtime/tasks/component.ts';
import { type RunProcessorsOptions, runProcessors } from '../../runtime/tasks/processors.ts';
import { topics } from '../../schemas/topics.ts';
import { diners } from './diners.ts';
import { codec, PARTITIONS } from './fixture.ts';

/** The diners, impatient. */
export function start(options: Partial<RunProcessorsOptions> & Pick<RunProcessorsOptions, 'log'>): Component {
  const [component] = runProcessors({
    codec,
    processors: [diners],
    instance: 'here',
    idle_commit_ms: 1,
    rejoin: { first_ms: 1, max_ms: 5 },
    ...options,
  });
  // There is one component for each processor.
  return component!;
}

/** All partitions are held by these, running, and read to the log's present ends. */
export async function caughtUp(log: Log, ...components: readonly Component[]): Promise<boolean> {
  const read = [topics.member_orders.name, topics.clock.name];
  const ends = await Promise.all(
    read.map(async (name) => [name, (await log.ends(name)).map(({ end }) => end)] as const),
  );
  const all = components.map((component) => component.status());
  const held = all.reduce((sum, { inputs }) => sum + inputs.length, 0);
  return held === read.length * PARTITIONS && all.every((status) => isIdle(status) && hasPassed(status, new Map(ends)));
}

function isIdle({ state, rebuilding }: ReturnType<Component['status']>): boolean {
  return state === 'running' && rebuilding.length === 0;
}
