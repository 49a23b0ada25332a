import type { Codec } from '../codec/codec.ts';
import type { Failure } from '../failures.ts';
import type { Log } from '../log/types.ts';
import { type Component, type ComponentStatus } from '../tasks/component.ts';
import { type TaskMetrics } from '../tasks/metrics.ts';
import type { Backoff } from '../tasks/waiting.ts';
import type { Clock } from './clock-port.ts';
import type { Resolver } from './resolving.ts';
import { type Trouble } from './resolving.ts';
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
/**
 * Turns webhook deliveries into records: resolved several at a time, in order for each entity; what they gave and the
 * offset after them commit in one transaction, in the order of their partition. A delivery that has to be tried again
 * holds up what lies behind it on its partition, other upstreams' deliveries included, from being published.
 */
export declare function runDeliveries(options: RunDeliveriesOptions): Component<DeliveriesStatus>;
