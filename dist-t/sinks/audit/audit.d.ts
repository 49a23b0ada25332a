import type { Codec } from '../../runtime/codec/codec.ts';
import type { Database } from '../../runtime/duckdb/database.ts';
import type { Log } from '../../runtime/log/types.ts';
import { type Cutting } from './cut.ts';
import { type Recomputation } from './recomputed.ts';
import type { AuditCheck, AuditReport } from './report.ts';
import { type Stage, type Waiting } from './stages.ts';
export interface AuditOptions extends Cutting, Waiting {
    readonly log: Log;
    readonly codec: Codec;
    readonly signal: AbortSignal;
    /** The warehouse's. */
    readonly database: Database;
    /** The processors, in the order of the data. */
    readonly processors: readonly Stage[];
    readonly recomputation: Recomputation;
    /** Those that can be asked what they have served. */
    readonly upstreams: readonly AuditedUpstream[];
}
/** An upstream that can tell what it has served: compared with what its topic holds. */
export interface AuditedUpstream {
    readonly name: string;
    check(signal: AbortSignal): Promise<AuditCheck>;
}
/**
 * Proves that the log, the warehouse and a recomputation in SQL agree, at one moment: see docs/audit.md. Throws Failure
 * `lagging` when a stage does not come along by the deadline. Never writes to the warehouse.
 */
export declare function audit(options: AuditOptions): Promise<AuditReport>;
