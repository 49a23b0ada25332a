import type { Config } from '../../runtime/config/schema.ts';
import type { Failure } from '../../runtime/failures.ts';
import type { TableStatus } from '../../runtime/http/status.ts';
import type { TaskMetrics } from '../../runtime/tasks/metrics.ts';
import { type DuckdbSink } from '../../sinks/duckdb/sink.ts';
import { type Warehouse } from '../../sinks/duckdb/warehouse.ts';
import type { Ground } from '../host.ts';
import type { Connection } from './connect.ts';
export interface OpeningSink {
    readonly ground: Ground;
    readonly config: Config;
    readonly connection: Connection;
    readonly metrics: TaskMetrics;
    onFatal(component: string, failure: Failure): void;
}
/** The warehouse of this process, its sink, and how many rows its tables held when they were last counted. */
export declare class WarehouseSink {
    #private;
    readonly warehouse: Warehouse;
    readonly component: DuckdbSink;
    static open({ ground, config, connection, metrics, onFatal }: OpeningSink): Promise<WarehouseSink>;
    private constructor();
    tables(): readonly TableStatus[];
    /** One count at a time; a call meanwhile waits for the next one. Never rejects. */
    countRows(): Promise<void>;
    reachable(): Promise<void>;
    /** The component has been stopped. */
    close(): Promise<void>;
}
