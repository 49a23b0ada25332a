import PQueue from 'p-queue';
import { topics } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Failure } from '../failures.ts';
import type { Log } from '../log/types.ts';
import { type Component, type ComponentStatus, lagOf } from '../tasks/component.ts';
import { Member } from '../tasks/member.ts';
import { noMetrics, type TaskMetrics } from '../tasks/metrics.ts';
import type { Backoff } from '../tasks/waiting.ts';
import type { Clock } from './clock-port.ts';
import { DeliveryTask, GROUP } from './delivery-task.ts';
import type { Resolver } from './resolving.ts';
import { Resolving, type Trouble } from './resolving.ts';

export interface RunDeliveriesOptions {
  readonly log: Log;
  readonly codec: Codec;
  /** By upstream. A delivery of another upstream is a dead letter: give all that are configured. */
  readonly resolvers: ReadonlyMap<string, Resolver>;
  readonly clock: Clock;
  /** Deliveries resolved at a time, over all partitions of this process. */
  readonly concurrency?: number;
  readonly metrics?: TaskMetrics;
  readonly backoff?: Backoff;
  readonly rejoin?: Backoff;
  readonly onFatal?: (component: string, failure: Failure) => void;
}

export interface DeliveriesStatus extends ComponentStatus {
  /** Upstreams whose deliveries cannot be resolved at the moment. */
  readonly troubles: readonly Trouble[];
}

const BACKOFF: Backoff = { first_ms: 1_000, max_ms: 60_000 };

/**
 * Turns webhook deliveries into records: resolved several at a time, in order for each entity; what they gave and the
 * offset after them commit in one transaction, in the order of their partition. A delivery that has to be tried again
 * holds up what lies behind it on its partition, other upstreams' deliveries included, from being published.
 */
export function runDeliveries(options: RunDeliveriesOptions): Component<DeliveriesStatus> {
  const { log, codec, clock, resolvers, rejoin, onFatal } = options;
  const { metrics = noMetrics, backoff = BACKOFF, concurrency = 8 } = options;
  const resolving = new Resolving({ resolvers, backoff, queue: new PQueue({ concurrency }) });
  const member = new Member<DeliveryTask>({
    log,
    name: 'deliveries',
    group: GROUP,
    topics: [topics.deliveries.name],
    metrics,
    ...(rejoin && { rejoin }),
    onFatal,
    open: (partition, { signal, fail }) =>
      DeliveryTask.open({ log, codec, clock, metrics, resolving, partition, signal, fail }),
  });
  return {
    name: 'deliveries',
    status() {
      const inputs = [...member.works.values()].map(({ input }) => input);
      return {
        name: 'deliveries',
        state: member.state,
        error: member.error,
        inputs,
        lag: lagOf(inputs),
        tick_ms: null,
        rebuilding: [],
        troubles: resolving.troubles,
      };
    },
    stop: () => member.stop(),
  };
}
