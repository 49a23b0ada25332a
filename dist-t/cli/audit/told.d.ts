import { z } from 'zod';
import type { AuditReport } from '../../sinks/audit/report.ts';
/** What passes between a running pipeline and who asks it. */
export declare const auditLine: z.ZodObject<{
    line: z.ZodString;
}, z.core.$strip>;
export declare const auditReport: z.ZodType<AuditReport>;
/** A line for each check, what differs below it, then what was refused. */
export declare function linesOf({ ok, checks, dead_letters }: AuditReport): string[];
