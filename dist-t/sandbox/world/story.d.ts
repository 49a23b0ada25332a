import type { Random } from './random.ts';
/**
 * What staff and guests do with an order, in the order of time. An act at `at_ms` is known from that millisecond on.
 * `check` is the position of the check within the order. `round` is a course: 0 drinks and starters, 1 mains, 2 the rest.
 */
export type Act = {
    readonly at_ms: number;
} & ({
    readonly kind: 'seated' | 'voided' | 'deleted';
} | {
    readonly kind: 'served';
    readonly round: number;
} | {
    readonly kind: 'closed';
    readonly check: number;
} | {
    readonly kind: 'paid' | 'reopened' | 'check_voided' | 'check_deleted';
    readonly check: number;
}
/** `which`: from 0 to 1, the position among the check's lines. */
 | {
    readonly kind: 'line_voided';
    readonly check: number;
    readonly which: number;
} | {
    readonly kind: 'refunded';
    readonly check: number;
    readonly how: 'part' | 'lines' | 'all';
    readonly share: number;
} | {
    readonly kind: 'covers_set';
    readonly covers: number;
} | {
    readonly kind: 'payer_set';
    readonly check: number;
} | {
    readonly kind: 'tip_set';
    readonly check: number;
    readonly share: number;
});
export type Service = 'dine_in' | 'bar' | 'takeout' | 'delivery';
export interface Story {
    readonly service: Service;
    /** As keyed in at the start. null: nobody asked, as with takeout. */
    readonly covers: number | null;
    readonly checks: number;
    /** Ascending by time; the first is 'seated'. */
    readonly acts: readonly Act[];
}
/** Everything that ever happens to the order of a party that arrives at `arrived_ms`; `night_ms` is when the day's cards are settled. */
export declare function story(random: Random, arrived_ms: number, night_ms: number): Story;
