import { randomUUID } from 'node:crypto';
import { topics } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Failure } from '../failures.ts';
import type { Log } from '../log/types.ts';
import type { AnyProcessor } from '../types.ts';
import { Commits } from './commits.ts';
import { type Component, type ComponentStatus, lagOf } from './component.ts';
import { Member } from './member.ts';
import { noMetrics, type TaskMetrics } from './metrics.ts';
import { inputsOf } from './restore.ts';
import { type SnapshotOptions, SnapshotPolicy } from './snapshots/policy.ts';
import { Task } from './task.ts';
import type { Backoff } from './waiting.ts';

export interface RunProcessorsOptions {
  readonly log: Log;
  readonly codec: Codec;
  readonly processors: readonly AnyProcessor[];
  /** Tells this process from all others, and stays the same when it starts again; without it readers may wait for 10 s then. */
  readonly instance?: string;
  readonly metrics?: TaskMetrics;
  /** Expiries delivered at once; a commit is possible after each such slice. */
  readonly advance_limit?: number;
  /** How long a commit that nobody else would notice waits for company. */
  readonly idle_commit_ms?: number;
  readonly rejoin?: Backoff;
  /** Absent: states are restored from their changelogs alone. */
  readonly snapshots?: SnapshotOptions;
  /** A processor has failed and does not come back by itself. */
  readonly onFatal?: (component: string, failure: Failure) => void;
}

export function groupOf(processor: string): string {
  return `regulars.${processor}`;
}

/** Runs each of them, exactly once per record, on the partitions this process is given. See Task. */
export function runProcessors(options: RunProcessorsOptions): Component[] {
  const snapshots = options.snapshots && new SnapshotPolicy(options.snapshots);
  return options.processors.map((processor) => runProcessor(processor, options, snapshots));
}

function runProcessor(
  processor: AnyProcessor,
  options: RunProcessorsOptions,
  snapshots: SnapshotPolicy | undefined,
): Component {
  const { log, codec, instance = randomUUID(), metrics = noMetrics, rejoin, onFatal } = options;
  const { advance_limit = 1_000, idle_commit_ms = 2_000 } = options;
  const group = groupOf(processor.name);
  const { partitions } = log;
  const owner = { processor, group, codec, partitions };
  const transactional_id = `${processor.name}.${instance}`;
  const commits = new Commits({ log, owner, transactional_id, metrics, idle_commit_ms });
  const member = new Member<Task>({
    log,
    name: processor.name,
    group,
    topics: [...inputsOf(processor), topics.tasks].map(({ name }) => name),
    metrics,
    ...(rejoin && { rejoin }),
    onFatal,
    open: (partition, stay) =>
      Task.open({ log, codec, processor, group, partition, metrics, advance_limit, commits, snapshots, ...stay }),
    left: () => commits.close(),
  });
  return {
    name: processor.name,
    status: () => statusOf(processor, member),
    stop: () => member.stop(),
  };
}

function statusOf(processor: AnyProcessor, member: Member<Task>): ComponentStatus {
  const tasks = [...member.works];
  const inputs = tasks.flatMap(([, task]) => task.inputs);
  const ticks = tasks.map(([, task]) => task.stream_time_ms);
  const tick_ms = processor.advance === undefined || ticks.length === 0 ? 0 : Math.min(...ticks);
  return {
    name: processor.name,
    state: member.state,
    error: member.error,
    inputs,
    lag: lagOf(inputs),
    tick_ms: tick_ms === 0 ? null : tick_ms,
    rebuilding: tasks.filter(([, task]) => task.rebuilding).map(([partition]) => partition),
  };
}
