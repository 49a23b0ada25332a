import type { CheckTab } from '../world/tab.ts';
import type { OrderContext } from './context.ts';
/** The payment at `place` of a check. `amount` is without the tip. */
export declare function payment(context: OrderContext, check: CheckTab, place: number): {
    guid: string;
    entityType: string;
    externalId: null;
    originalProcessingFee: null;
    server: import("./restaurants.ts").Reference;
    cashDrawer: import("./restaurants.ts").Reference | null;
    lastModifiedDevice: {
        readonly id: string | null;
    };
    refundStatus: string;
    type: string;
    voidInfo: {
        voidUser: import("./restaurants.ts").Reference;
        voidApprover: import("./restaurants.ts").Reference;
        voidDate: string;
        voidBusinessDate: number;
        voidReason: import("./restaurants.ts").Reference;
    } | null;
    checkGuid: string;
    otherPayment: import("./restaurants.ts").Reference | null;
    paidDate: string;
    orderGuid: string;
    cardEntryMode: string | null;
    paymentStatus: string;
    amount: number;
    tipAmount: number;
    amountTendered: number | null;
    cardType: string | null;
    houseAccount: import("./restaurants.ts").Reference | null;
    mcaRepaymentAmount: null;
    createdDevice: {
        readonly id: string | null;
    };
    paidBusinessDate: number;
    last4Digits: string | null;
    refund: {
        refundAmount: number;
        tipRefundAmount: number;
        refundDate: string;
        refundBusinessDate: number;
        refundTransaction: {
            guid: string;
            entityType: string;
        };
    } | null;
};
