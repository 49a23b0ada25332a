import type { Check, Item } from '../../schemas/generated/types.ts';
import type { Fields } from '../shared/fields.ts';
import type { Restaurant } from './config.ts';
/** A check, read once. */
export interface CheckRead {
    readonly check_id: string;
    /** Voided or deleted. */
    readonly gone: boolean;
    /** paymentStatus PAID or CLOSED. */
    readonly paid: boolean;
    readonly closed_at: number | null;
    readonly paid_at: number | null;
    readonly guest: Guest;
    readonly net_minor: number;
    readonly discount_minor: number;
    readonly tax_minor: number;
    readonly tip_minor: number;
    readonly refunded_minor: number;
    readonly items: readonly Item[];
}
export interface Guest {
    readonly client_id: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly name: string | null;
}
/**
 * `amount` is after discounts, with service charges, without tax and tip, and refunds leave it as it is (orders API
 * reference, Check). Deferred selections, such as gift cards sold, are no food: they come off.
 */
export declare function readCheck(check: Fields, { country, currency }: Restaurant): CheckRead;
/** The check in our record. `counts`: false for a voided order, which counts nothing. */
export declare function checkRecord({ check_id, guest, net_minor }: CheckRead, covers: number | null, counts: boolean): Check;
