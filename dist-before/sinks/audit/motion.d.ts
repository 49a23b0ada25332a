import type { DuckDBConnection } from '@duckdb/node-api';
import { type Cut } from './cut.ts';
import type { Refusals } from './refusals.ts';
/** Orders and guests of whom the snapshot need not be of one piece. */
export interface Moving {
    readonly orders: readonly string[];
    readonly guests: readonly string[];
}
/** Notes, record by record, what has changed between a cut's marks and its end, and what a processor refused. */
export declare class Motion {
    #private;
    constructor(cut: Cut, refusals: Refusals, stages: readonly string[]);
    saw(topic: string, key: string, { partition, offset }: {
        readonly partition: number;
        readonly offset: number;
    }): void;
    /** In the snapshot: also whose rows the moving orders are in, as they were and as they are. */
    moving(connection: DuckDBConnection): Promise<Moving>;
}
