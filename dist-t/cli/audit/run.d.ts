import type { SpendSettings } from '../../processors/settings.ts';
import type { Codec } from '../../runtime/codec/codec.ts';
import type { Database } from '../../runtime/duckdb/database.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { AnyProcessor } from '../../runtime/types.ts';
import type { AuditReport } from '../../sinks/audit/report.ts';
/** What is audited. */
export interface Audited {
    readonly log: Log;
    readonly codec: Codec;
    readonly database: Database;
    readonly processors: readonly AnyProcessor[];
    readonly settings: SpendSettings;
}
export interface Patience {
    /** How long the stages are waited for; 0: nobody runs them. */
    readonly wait_ms: number;
    readonly mend: string;
    readonly signal: AbortSignal;
    note(line: string): void | Promise<void>;
}
export declare function runAudit(audited: Audited, { wait_ms, mend, signal, note }: Patience): Promise<AuditReport>;
