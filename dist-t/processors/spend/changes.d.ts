import type { Fact } from './fact.ts';
/** What one record changed of a guest. Infinity as an instant: never. */
export interface Change {
    readonly before: Fact | undefined;
    readonly after: Fact | undefined;
    /** Of the visits of `before` and `after`: when each began, before and after the change. */
    readonly visits: readonly Moved[];
    /** Since when the guest is a member, before and after the change. */
    readonly loyal: Moved;
}
/** Two instants. */
export interface Moved {
    readonly from: number;
    readonly to: number;
}
/**
 * Where rows of the currency, but for the changed order's own, are not what they were: [from, to) by their instant.
 * Between two of the instants at which something begins or ends, all rows have changed or none has; so this costs the
 * count of those instants, not of the rows.
 */
export declare function changedSpans(currency: string, change: Change, window_ms: number): readonly Moved[];
