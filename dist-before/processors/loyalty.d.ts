import type { LoyaltyRules } from './settings.ts';
export declare const MEMBER = "member";
/** When and by what a guest became a member. */
export interface Loyalty {
    readonly changed_at: number;
    readonly reason: 'visits' | 'spend';
    readonly order_id: string | null;
}
/** What loyalty asks of a guest's life. Instants in ms since 1970; Infinity: not so far. */
export interface GuestLife {
    /** When the n-th visit (from 1) began. */
    visitAt(n: number): number;
    /** When lifetime net in the currency was first at least `value_minor`, all orders of one instant counted. */
    lifetimeReachedAt(currency: string, value_minor: number): number;
    /** The orders that closed at the instant. */
    ordersAt(instant: number): readonly OrderOfLife[];
}
export interface OrderOfLife {
    readonly order_id: string;
    readonly currency: string;
    /** Whether it is the earliest of its visit. */
    readonly opens_visit: boolean;
}
/**
 * Member from enough visits or enough spend in one currency, whichever comes first; `visits` where both come at once.
 * Null: not a member. The order is the smallest id of those that did it at that instant: that opened a visit, or that
 * are in a currency which reached its value then.
 */
export declare function loyaltyOf(life: GuestLife, rules: LoyaltyRules): Loyalty | null;
