import type { DuckDBConnection } from '@duckdb/node-api';
import type { Moving } from './motion.ts';
import type { AuditCheck } from './report.ts';
/** Members and orders against each other, inside the snapshot. */
export declare function checkIdentity(connection: DuckDBConnection, guestOf: (member: string) => string, moving: Moving): Promise<AuditCheck[]>;
