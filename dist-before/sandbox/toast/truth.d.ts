import type { Visit } from '../world/calendar.ts';
import type { World } from '../world/world.ts';
/** An order as it really is, in integer minor units: what a reader of the twin's API has to arrive at. */
export interface OrderTruth {
    readonly order_guid: string;
    readonly venue: string;
    readonly currency: string;
    /** `voided` stands for deleted too. */
    readonly state: 'open' | 'closed' | 'voided';
    /** When the order last changed. */
    readonly version_ms: number;
    readonly opened_at_ms: number;
    /** null unless closed. */
    readonly closed_at_ms: number | null;
    /** YYYY-MM-DD. */
    readonly business_date: string;
    /** As the till has it: 0 and null are different. */
    readonly covers: number | null;
    /** Of the checks that count; refunds are off. 0 for a voided order. */
    readonly net_minor: number;
    readonly discount_minor: number;
    readonly tax_minor: number;
    readonly tip_minor: number;
    /** Given back in all, with tax, without tips. */
    readonly refunded_minor: number;
    /** The checks that are neither voided nor deleted, as the upstream lists them. Empty for a voided order. */
    readonly checks: readonly CheckTruth[];
}
export interface CheckTruth {
    readonly check_guid: string;
    /** The guest's own address, lower case and trimmed; null where the till knows none. */
    readonly email: string | null;
    /** Exactly as the till wrote it. */
    readonly email_as_typed: string | null;
    /** The check's part of the order's covers, the first taking what does not divide; 1 in all where there are none. */
    readonly covers: number;
    readonly net_minor: number;
}
/** The truth about an order at `at_ms`; null where it is not open yet. */
export declare function truth(world: World, visit: Visit, at_ms: number): OrderTruth | null;
/** The truth about every order that is open at `at_ms` or was before, in the world's order. `venue`: only that one's. */
export declare function truths(world: World, at_ms: number, venue: string | null): Generator<OrderTruth>;
