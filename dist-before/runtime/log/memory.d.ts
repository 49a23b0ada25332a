import type { Log, Transaction } from './types.ts';
/** The log in memory: the same promises as on Kafka, for tests. Nothing in it waits for a clock. */
export interface MemoryLog extends Log {
    /** As a process that dies in mid-transaction: everything is written, nothing is ended, and the id is held. */
    dieInTransaction(id: string, transaction: Transaction): Promise<void>;
}
export interface MemoryLogOptions {
    readonly partitions: number;
    /** Offsets a batch spans at most; 500 when absent. */
    readonly batch_offsets?: number;
    /** Time of writing; the wall's when absent. */
    readonly now?: () => number;
}
export declare function openMemoryLog(options: MemoryLogOptions): MemoryLog;
