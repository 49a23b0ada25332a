/** What an audit found. `ok`: every check holds. */
export interface AuditReport {
    readonly ok: boolean;
    readonly checks: readonly AuditCheck[];
    /** For information: what was refused, by cause, and not redriven. */
    readonly dead_letters: readonly DeadLetterCount[];
}
export interface AuditCheck {
    /** `log = orders`, `recomputed = guest_spend`, … */
    readonly name: string;
    readonly ok: boolean;
    /** Rows (or members, orders, records) that were compared. */
    readonly compared: number;
    /** Guests that were in motion, of whom nothing is said. */
    readonly left_out: number;
    /** The first one; null where it holds. */
    readonly difference: AuditDifference | null;
}
/** Values are as text. Contact data is a digest: `#` and 12 hex digits of its SHA-256. */
export interface AuditDifference {
    /** How many rows differ; where there are very many, those that were counted. */
    readonly rows: number;
    /** Of the first row, as `name=value`. */
    readonly key: string;
    /** Null: the row is missing on one side, or there twice. */
    readonly column: string | null;
    readonly expected: AuditValue;
    readonly found: AuditValue;
}
/** `side`: log, warehouse, recomputed, … */
export interface AuditValue {
    readonly side: string;
    readonly value: string | null;
}
export interface DeadLetterCount {
    readonly stage: string;
    readonly reason: string;
    readonly records: number;
}
