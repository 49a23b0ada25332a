import type { DuckDBConnection } from '@duckdb/node-api';
import { Positions, type Reached } from './positions.ts';
import type { Slice } from './slices.ts';
/** What one transaction holds: rows, where they came from, and what stream time has become. */
export interface Batch {
    /** Of one topic and partition in log order. */
    readonly slices: readonly Slice[];
    readonly reached: readonly Reached[];
    readonly ticks: ReadonlyMap<number, number>;
}
/** The one writer of a warehouse. One call at a time. */
export declare class Writer {
    #private;
    readonly positions: Positions;
    /** Highest tick written, by partition. */
    readonly ticks: Map<number, number>;
    static open(connection: DuckDBConnection): Promise<Writer>;
    private constructor();
    /** Rows, positions and ticks, all of them or none. Throws a Failure: then nothing was committed. */
    write(batch: Batch, now_ms: number): Promise<void>;
    /** Empties every table and forgets every position: what is read next is the beginning. One transaction. */
    empty(): Promise<void>;
}
