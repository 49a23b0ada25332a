import type { DuckDBConnection } from '@duckdb/node-api';
import type { Cut } from './cut.ts';
import type { AuditCheck } from './report.ts';
/**
 * The numbers as plain SQL over `orders` and `order_checks`: handed in, since they are the processors' own. Instants
 * are milliseconds since 1970.
 */
export interface Recomputation {
    /** Rows of guest_spend_history. */
    history(inputs: RecomputedFrom): string;
    /** Rows of guest_spend once the tick has been delivered. */
    spend(inputs: RecomputedFrom, tick_ms: number | null): string;
    /** Rows of loyalty_changes. */
    loyalty(inputs: RecomputedFrom): string;
    /** SQL of the guest that a member is by itself. */
    guestOf(member: string): string;
    readonly window_ms: number;
}
/** Names of relations. */
export interface RecomputedFrom {
    readonly orders: string;
    readonly order_checks: string;
}
/** guest_spend_history, guest_spend, loyalty_changes, visits: as SQL computes them from the snapshot's own orders. */
export declare function checkRecomputed(connection: DuckDBConnection, recomputation: Recomputation, { cut, moving }: {
    readonly cut: Cut;
    readonly moving: readonly string[];
}): Promise<AuditCheck[]>;
