import type { RecordBatch } from '../../runtime/log/types.ts';
import type { Positions } from './positions.ts';
import type { Entry } from './rounds.ts';
import type { Batch } from './writer.ts';
/** What was read and is not in the warehouse yet. */
export declare class Waiting {
    #private;
    get empty(): boolean;
    get records(): number;
    get bytes(): number;
    add({ topic, partition, next_offset, records }: RecordBatch, entries: readonly Entry[], tick?: number): void;
    drop(partition: number): void;
    /** All of it as one transaction, without what the warehouse has already. */
    batch(positions: Positions, { ends, swept, now_ms }: Seen): Batch;
}
/** Where the topics end, by topic/partition; `swept`: those of quiet partitions too were asked for just now. */
export interface Seen {
    readonly ends: ReadonlyMap<string, number>;
    readonly swept: boolean;
    readonly now_ms: number;
}
