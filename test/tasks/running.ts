import type { Log } from '../../runtime/log/types.ts';
import { type Component, hasPassed } from '../../runtime/tasks/component.ts';
import { noMetrics, type TaskMetrics } from '../../runtime/tasks/metrics.ts';
import { type RunProcessorsOptions, runProcessors } from '../../runtime/tasks/processors.ts';
import type { SnapshotOptions } from '../../runtime/tasks/snapshots/policy.ts';
import { topics } from '../../schemas/topics.ts';
import { diners } from './diners.ts';
import { codec, PARTITIONS } from './fixture.ts';

/** Snapshots after a few records, in many chunks. */
export const eager: SnapshotOptions = {
  build: 'test',
  eraseWithinHours: 24,
  after: { idle: 3, busy: 3 },
  chunk_bytes: 100,
};

/** No snapshot but by time. */
export const lazy = { snapshots: { ...eager, after: { idle: 1_000, busy: 1_000 } } };

/** What a process did with snapshots, and how many changelog records it read. */
export class Told {
  readonly outcomes: string[] = [];
  read = 0;
  readonly metrics: TaskMetrics = {
    ...noMetrics,
    restored: (_component, _partition, records) => {
      this.read += records;
    },
    snapshot: (_component, _partition, { outcome }) => void this.outcomes.push(outcome),
  };
}

/** The diners, impatient. */
export function start(options: Partial<RunProcessorsOptions> & Pick<RunProcessorsOptions, 'log'>): Component {
  const [component] = runProcessors({
    codec,
    processors: [diners],
    instance: 'here',
    idle_commit_ms: 1,
    rejoin: { first_ms: 1, max_ms: 5 },
    snapshots: eager,
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
