import { type ComponentName } from '../../pipeline.ts';
import type { Readiness, Status, TableStatus } from '../../runtime/http/status.ts';
import type { Metrics } from '../../runtime/metrics/metrics.ts';
import type { Sources } from '../../runtime/sources/sources.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import type { Upstream } from '../../upstreams/types.ts';
import type { Connection } from './connect.ts';
import type { WarehouseSink } from './warehouse.ts';
export interface Seen {
    readonly command: string;
    readonly started_at: string;
    readonly phase: Status['phase'];
    readonly caught_up: boolean;
    readonly only: ReadonlySet<ComponentName>;
    readonly metrics: Metrics;
    readonly components: readonly Component[];
    readonly sources: Sources | undefined;
    readonly upstreams: readonly Upstream[];
    readonly tables: readonly TableStatus[];
}
export declare function statusOf(seen: Seen): Status;
export interface Depended {
    readonly connection: Connection | undefined;
    readonly sink: WarehouseSink | undefined;
    readonly components: readonly Component[];
}
/** Broker and registry answer, the warehouse too, and every component runs. */
export declare function readinessOf({ connection, sink, components }: Depended): Promise<readonly Readiness[]>;
