import type { Ends, NewRecord, RecordBatch } from '../types.ts';
/** A transaction's fate, shared by everything that was written in it. */
export interface Fate {
    state: 'open' | 'committed' | 'aborted';
}
export declare const COMMITTED: Fate;
/** One partition: every entry has the offset of its index. */
export declare class MemoryPartition {
    #private;
    get ends(): Ends;
    append(record: NewRecord, fate: Fate, timestamp_ms: number): void;
    /** As Kafka does, the end of a transaction takes an offset in each partition it wrote to. */
    mark(fate: Fate): void;
    /** The offset of the first record whose transaction is still open, else the end. */
    get stable(): number;
    /** Committed records from `from` on, `limit` offsets at most, not beyond the first open transaction. */
    read(topic: string, partition: number, range: {
        from: number;
        limit: number;
    }): RecordBatch;
}
