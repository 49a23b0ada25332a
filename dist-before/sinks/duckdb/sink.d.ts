import type { Codec } from '../../runtime/codec/codec.ts';
import { Failure } from '../../runtime/failures.ts';
import type { Log } from '../../runtime/log/types.ts';
import { type Component, type ComponentStatus } from '../../runtime/tasks/component.ts';
import { type TaskMetrics } from '../../runtime/tasks/metrics.ts';
import { type Backoff } from '../../runtime/tasks/waiting.ts';
import type { Warehouse } from './warehouse.ts';
export interface DuckdbSinkOptions {
    readonly log: Log;
    readonly codec: Codec;
    readonly warehouse: Warehouse;
    /** Of the data directory: with the path of the warehouse it names the group, so that two warehouses each get all. */
    readonly data_dir_id: string;
    /** The wall's time. */
    now_ms(): number;
    readonly publish?: {
        readonly path: string;
        readonly every_ms: number;
    } | null;
    readonly metrics?: TaskMetrics;
    /** From one commit to the next, while records come; 250. */
    readonly every_ms?: number;
    /** How much longer ticks alone may wait; 1,000. */
    readonly idle_ms?: number;
    /** How long a removal stays on the log (`delete.retention.ms`); 24 hours. */
    readonly removals_kept_ms?: number;
    readonly max_records?: number;
    readonly rejoin?: Backoff;
    readonly onFatal?: (component: string, failure: Failure) => void;
}
export interface DuckdbSink extends Component<DuckdbSinkStatus> {
    /**
     * Empties all tables and reads every topic from the beginning; resolves when they are empty. In one transaction: a
     * crash leaves either the old tables with their positions or empty ones at the beginning.
     */
    rebuild(): Promise<void>;
    /** Resolves when all that it has read is committed. */
    flush(): Promise<void>;
    /** Makes the copy for readers now, if anything has changed. */
    publish(): Promise<void>;
}
export interface DuckdbSinkStatus extends ComponentStatus {
    /** Records written since it began. */
    readonly written: number;
    /** Why the copy for readers could not be made the last time. */
    readonly publish_error: Failure | undefined;
}
export declare function sinkGroup(path: string, data_dir_id: string): string;
/**
 * Fills the warehouse from every topic that is a table. Exactly once: positions are in the file, in the transaction
 * of the rows; the group commits nothing and only says that this process reads. All partitions in one process.
 */
export declare function runDuckdbSink(options: DuckdbSinkOptions): Promise<DuckdbSink>;
