import type { Fields } from '../shared/fields.ts';
export interface RefundContext {
    readonly check: Fields;
    /** Those that moved money. */
    readonly payments: readonly Fields[];
    readonly currency: string;
    readonly tax_minor: number;
    /** The check's amount without tax. */
    readonly charged_minor: number;
}
/**
 * How much of the check's net was given back. `payments[].refund.refundAmount` is without the tip, and with tax; where
 * selections and service charges say in their `refundDetails` which part of it was tax, that holds; of the rest, tax
 * is the check's share of tax, half up (contract). A refund of a selection includes its modifiers' (orders API
 * reference, RefundDetails).
 */
export declare function refundOf({ check, payments, currency, tax_minor, charged_minor }: RefundContext): number;
