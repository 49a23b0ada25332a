import type { DuckDBConnection } from '@duckdb/node-api';
import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { Cut } from './cut.ts';
import type { Motion } from './motion.ts';
import type { Refusals } from './refusals.ts';
import type { AuditCheck } from './report.ts';
export interface Tabling {
    readonly log: Log;
    readonly codec: Codec;
    readonly signal: AbortSignal;
    /** In the snapshot of the cut. */
    readonly connection: DuckDBConnection;
    readonly cut: Cut;
    readonly refusals: Refusals;
    readonly temp_folder: string;
    readonly motion: Motion;
}
/** Every table of the store is what the log comes to, up to where the snapshot has read it; then a count by itself. */
export declare function checkTables(tabling: Tabling): Promise<AuditCheck[]>;
