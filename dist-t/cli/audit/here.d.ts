import type { AuditReport } from '../../sinks/audit/report.ts';
import type { Context } from '../command.ts';
/** Without a pipeline: opens log and warehouse, and no component. */
export declare function auditHere(instance: string | undefined, context: Context): Promise<AuditReport>;
