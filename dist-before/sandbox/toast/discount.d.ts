import type { CheckTab } from '../world/tab.ts';
import type { OrderContext } from './context.ts';
/** The discount of one line of a check, as `AppliedDiscount`s. */
export declare function lineDiscounts(context: OrderContext, check: CheckTab, at: number): {
    guid: string;
    entityType: string;
    externalId: null;
    name: string;
    discountAmount: number;
    nonTaxDiscountAmount: number;
    discount: import("./restaurants.ts").Reference;
    triggers: never[];
    approver: import("./restaurants.ts").Reference;
    processingState: null;
    appliedDiscountReason: null;
    loyaltyDetails: null;
    comboItems: never[];
    appliedPromoCode: null;
    discountType: string;
    discountPercent: number | null;
}[];
/** The discount of a whole check. Its lines' prices hold it already. */
export declare function checkDiscounts(context: OrderContext, check: CheckTab): {
    guid: string;
    entityType: string;
    externalId: null;
    name: string;
    discountAmount: number;
    nonTaxDiscountAmount: number;
    discount: import("./restaurants.ts").Reference;
    triggers: never[];
    approver: import("./restaurants.ts").Reference;
    processingState: null;
    appliedDiscountReason: null;
    loyaltyDetails: null;
    comboItems: never[];
    appliedPromoCode: null;
    discountType: string;
    discountPercent: number | null;
}[];
