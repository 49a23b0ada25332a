import type { DuckDBConnection } from '@duckdb/node-api';
import type { Codec } from '../../runtime/codec/codec.ts';
import type { Ends, Log } from '../../runtime/log/types.ts';
/** topic/partition → offset. */
export type Offsets = ReadonlyMap<string, number>;
/** Taken before the last wait: what lies on the log behind it may be under way in the snapshot. */
export interface Marks {
    /** Ends of the tables' topics. */
    readonly from: Offsets;
    /** The lowest over all partitions that the keeper of stream time has delivered in full; null: no tick yet. */
    readonly tick_ms: number | null;
}
/**
 * The moment of the comparison: one read transaction of the warehouse, with how far it is. A guest none of whose
 * orders or results has changed on the log between the marks and `to`, and no order of whom is about to leave the
 * window, is at rest: its rows in the snapshot follow from its orders in the snapshot.
 */
export interface Cut extends Marks {
    /** What the snapshot holds of each topic ends here. */
    readonly held: Offsets;
    /** Ends of the tables' topics after the snapshot was taken. */
    readonly to: ReadonlyMap<string, readonly Ends[]>;
    /** Ticks up to here may have been delivered, on some partitions or in part. */
    readonly tick_to_ms: number | null;
    /** How many offsets of orders and results lie between marks and `to`. */
    readonly moving: number;
}
export interface Cutting {
    readonly log: Log;
    readonly codec: Codec;
    readonly signal: AbortSignal;
    /** The processor whose ticks guest_spend goes by, and its group. */
    readonly clocked: {
        readonly name: string;
        readonly group: string;
    };
}
/** Topics that orders change: what a guest's rows in the snapshot are made of. */
export declare const resultTopics: readonly string[];
export declare function marksOf(cutting: Cutting): Promise<Marks>;
/** `connection`: in a read transaction that has read nothing yet. */
export declare function cutAt(marks: Marks, connection: DuckDBConnection, cutting: Cutting): Promise<Cut>;
/** How far the warehouse is, as the connection sees it. */
export declare function positionsOf(connection: DuckDBConnection): Promise<Offsets>;
