import { type ComponentName } from '../../pipeline.ts';
import type { Config } from '../../runtime/config/schema.ts';
import type { Failure } from '../../runtime/failures.ts';
import type { Clock } from '../../runtime/sources/clock-port.ts';
import { type Sources } from '../../runtime/sources/sources.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import type { TaskMetrics } from '../../runtime/tasks/metrics.ts';
import type { Upstream } from '../../upstreams/types.ts';
import type { Connection } from './connect.ts';
export interface Opening {
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
export declare function openComponents(opening: Opening): Opened;
export declare function webhooksOf(upstreams: readonly Upstream[]): Map<string, import("../../upstreams/types.ts").Webhook>;
