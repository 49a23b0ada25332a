import type { NewRecord } from '../types.ts';
/** Records of one partition that go into one record batch. */
export interface Chunk {
    readonly topic: string;
    readonly partition: number;
    readonly records: NewRecord[];
}
/** What one request carries: each partition at most once. */
export type Round = readonly Chunk[];
/**
 * Cuts records into requests that the broker takes, in an order that keeps that of each partition. A record too large
 * for a chunk gets one of its own: the topic may take it. A chunk has `chunk_records` at most.
 */
export declare function roundsOf(records: readonly NewRecord[], chunk_records: number): Round[];
export declare function partitionName({ topic, partition }: {
    topic: string;
    partition: number;
}): string;
/** Things of one topic together, in the order of their first. */
export declare function byTopic<T extends {
    readonly topic: string;
}>(things: readonly T[]): [topic: string, things: T[]][];
