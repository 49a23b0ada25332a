import type { Positions } from './positions.ts';
import type { Rows } from './rows.ts';
import type { Batch } from './writer.ts';
interface Next {
    readonly topic: string;
    readonly partition: number;
    readonly offset: number;
}
/** What was read and is not in the warehouse yet, nor under way there. */
export declare class Waiting {
    #private;
    get empty(): boolean;
    get records(): number;
    get bytes(): number;
    rows(rows: Rows): void;
    tick(partition: number, at: number): void;
    reached(next: Next): void;
    drop(partition: number): void;
    /**
     * Gives it away as one transaction, which takes positions from those `before` it to where it was read; of each table
     * `most` rows, the others stay.
     */
    take(most: number, before: Positions, { ends, swept, now_ms }: Seen): Batch;
}
/** Where the topics end, by topic/partition; `swept`: those of quiet partitions too were asked for just now. */
export interface Seen {
    readonly ends: ReadonlyMap<string, number>;
    readonly swept: boolean;
    readonly now_ms: number;
}
export {};
