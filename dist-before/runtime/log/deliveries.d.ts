import type { JoinOptions, Position, RecordBatch } from './types.ts';
/** Where one topic of a partition number is read on. */
export interface Ask extends Position {
    /** The log's end as last told; absent: not told yet. */
    readonly known_end?: number;
}
/** The next batch at a position; one without records where only the position or the log's end has moved. */
export type NextBatch = (ask: Ask, signal: AbortSignal) => Promise<RecordBatch>;
/**
 * What one member of a group does with the partition numbers it is given, the same over every implementation of the
 * log: assigned → records of each topic in order, one batch read ahead → revoked.
 */
export declare class Deliveries {
    #private;
    constructor(options: JoinOptions, next: NextBatch);
    get partitions(): readonly number[];
    give(partitions: readonly number[]): void;
    /** Stops, lets handlers under way end, and tells `revoked` of each partition number. */
    takeAll(): Promise<void>;
    /** No new call of a handler from now on. */
    stop(): void;
    /** The membership cannot go on: stops everything and says so, once. */
    fail(error: unknown): void;
}
