import { type ComponentName, processorsOf } from '../../pipeline.ts';
import type { Config } from '../../runtime/config/schema.ts';
import type { Failure } from '../../runtime/failures.ts';
import { runClock } from '../../runtime/sources/clock.ts';
import type { Clock } from '../../runtime/sources/clock-port.ts';
import { runDeliveries } from '../../runtime/sources/deliveries.ts';
import { runSources, type Sources } from '../../runtime/sources/sources.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import type { TaskMetrics } from '../../runtime/tasks/metrics.ts';
import { runProcessors } from '../../runtime/tasks/processors.ts';
import type { Upstream } from '../../upstreams/types.ts';
import { version } from '../version.ts';
import type { Connection } from './connect.ts';

export interface Opening {
  /** Tells this process from all others, and stays the same when it starts again. */
  readonly instance: string;
  readonly connection: Connection;
  readonly config: Config;
  readonly clock: Clock;
  readonly upstreams: readonly Upstream[];
  readonly metrics: TaskMetrics;
  has(component: ComponentName): boolean;
  onFatal(component: string, failure: Failure): void;
}

export interface Opened {
  readonly sources: Sources | undefined;
  /** In the order of the data, the sources first. */
  readonly components: readonly Component[];
}

/** Starts the producers and processors among the chosen components. */
export function openComponents(opening: Opening): Opened {
  const { connection, config, clock, upstreams, has } = opening;
  const { log, codec } = connection;
  const common = { log, codec, clock, metrics: opening.metrics, onFatal: opening.onFatal };
  const polled = upstreams.flatMap((upstream) => upstream.sources);
  const sources = has('sources') && polled.length > 0 ? runSources({ ...common, sources: polled }) : undefined;
  const snapshots = { build: version(), eraseWithinHours: config.kafka.eraseWithinHours };
  const chosen = processorsOf(config).filter(({ name }) => has(name as ComponentName));
  return {
    sources,
    components: [
      ...(sources === undefined ? [] : [sources]),
      ...(has('deliveries') ? [runDeliveries({ ...common, resolvers: webhooksOf(upstreams) })] : []),
      ...(has('clock') ? [runClock({ ...common, mode: config.clock })] : []),
      ...runProcessors({ ...common, instance: opening.instance, processors: chosen, snapshots }),
    ],
  };
}

export function webhooksOf(upstreams: readonly Upstream[]) {
  const all = upstreams.flatMap(({ name, webhook }) => (webhook === null ? [] : [[name, webhook] as const]));
  return new Map(all);
}
