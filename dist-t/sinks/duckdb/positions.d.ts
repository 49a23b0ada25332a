import type { DuckDBConnection } from '@duckdb/node-api';
/** How far one partition of a topic is in the warehouse. */
export interface Reached {
    readonly topic: string;
    readonly partition: number;
    readonly next_offset: number;
    /** When the warehouse last held all there was; before that, when it began to be filled. */
    readonly caught_up_ms: number;
}
/** The positions of all partitions, as the file has them. */
export declare class Positions {
    #private;
    static read(connection: DuckDBConnection): Promise<Positions>;
    get(topic: string, partition: number): Reached | undefined;
    set(reached: Reached): void;
    clear(): void;
    all(): IterableIterator<Reached>;
}
/** Inside the transaction that holds the rows up to there. */
export declare function writePositions(connection: DuckDBConnection, reached: readonly Reached[], now_ms: number): Promise<void>;
export declare function writeTicks(connection: DuckDBConnection, ticks: ReadonlyMap<number, number>): Promise<void>;
export declare function readTicks(connection: DuckDBConnection): Promise<Map<number, number>>;
