import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { TaskMetrics } from '../../runtime/tasks/metrics.ts';
import type { DeadLetter } from '../../schemas/generated/types.ts';
import type { Warehouse } from './warehouse.ts';
import type { Writer } from './writer.ts';
/** What the parts of the sink share. */
export interface SinkContext {
    readonly every_ms: number;
    readonly idle_ms: number;
    readonly max_records: number;
    readonly name: string;
    readonly log: Log;
    readonly codec: Codec;
    readonly warehouse: Warehouse;
    readonly writer: Writer;
    readonly metrics: TaskMetrics;
    readonly max_bytes: number;
    readonly removals_kept_ms: number;
    /** topic/partition → end, as last seen. */
    readonly ends: Map<string, number>;
    /** topic/partition → first offset there is. */
    readonly begins: Map<string, number>;
    now_ms(): number;
    refreshEnds(): Promise<void>;
    /** Resolves when they are durable. */
    deadLetters(letters: readonly DeadLetter[]): Promise<void>;
    written(records: number): void;
}
export declare const sinkTopics: readonly string[];
