import type { AuditCheck } from './report.ts';
import type { Side } from './sides.ts';
export interface Comparing {
    readonly name: string;
    readonly expected: Side;
    readonly found: Side;
    /** Columns that name the row. */
    readonly key: readonly string[];
    readonly left_out?: number;
    /** Keys whose rows may differ, by what is known of them beside the two sides. */
    excused?(keys: readonly string[]): Promise<ReadonlySet<string>>;
}
/** Equal row for row? By checksums first, so that only what differs is looked at singly. */
export declare function compare(comparing: Comparing): Promise<AuditCheck>;
