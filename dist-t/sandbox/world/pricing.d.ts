import type { CheckDiscount, Line } from './bill.ts';
import type { Venue } from './venues.ts';
/** What a line comes to, in integer minor units. Net amounts are without tax, whatever the menu's prices hold. */
export interface Price {
    /** As on the menu, with extras, times quantity, before discounts; with tax where the menu's prices hold it. */
    readonly menu_minor: number;
    /** The same without tax. */
    readonly before_discount_minor: number;
    /** Off the menu price by the line's own discount, and the net it takes away. */
    readonly own_discount_minor: number;
    readonly own_discount_net_minor: number;
    /** The line's part of the check's discount, and the net it takes away. */
    readonly check_discount_minor: number;
    readonly check_discount_net_minor: number;
    readonly net_minor: number;
    readonly tax_minor: number;
}
/** Prices lines as they stand together on one check: an amount off the check is shared out over all of them. */
export declare function prices(venue: Venue, lines: readonly Line[], discount: CheckDiscount | null): Price[];
/** What is left of an amount on the menu when the tax is off. */
export declare function netOf(venue: Venue, charged_minor: number): number;
