import { guid, KIND } from './guid.js';
import { date, money } from './notation.js';
import { reference } from './restaurants.js';
import { refundTransaction } from './selection.js';
const TYPE = { card: 'CREDIT', cash: 'CASH', gift_card: 'GIFTCARD', house_account: 'HOUSE_ACCOUNT', other: 'OTHER' };
/** The payment at `place` of a check. `amount` is without the tip. */
export function payment(context, check, place) {
    const paid = check.payments[place];
    const { venue, local, device, waiter } = context;
    const { kind, card, last4 } = paid.tender;
    const byCard = kind === 'card';
    return {
        guid: guid(context.base, KIND.payment, check.position, place),
        entityType: 'OrderPayment',
        externalId: null,
        originalProcessingFee: null,
        server: waiter,
        cashDrawer: kind === 'cash' ? reference(venue, 'CashDrawer') : null,
        lastModifiedDevice: device,
        refundStatus: refundStatus(paid),
        type: TYPE[kind],
        voidInfo: paid.voided_at_ms === null ? null : voidInfo(context, paid.voided_at_ms),
        checkGuid: guid(context.base, KIND.check, check.position),
        otherPayment: kind === 'other' ? reference(venue, 'AlternatePaymentType') : null,
        paidDate: date(paid.at_ms),
        orderGuid: context.guid,
        cardEntryMode: byCard ? (context.carried ? 'ONLINE' : 'CONTACTLESS') : null,
        paymentStatus: paymentStatus(paid, check),
        amount: money(paid.amount_minor),
        tipAmount: money(paid.tip_minor),
        amountTendered: kind === 'cash' ? money(Math.ceil(paid.amount_minor / 500) * 500) : null,
        cardType: byCard ? card : null,
        houseAccount: kind === 'house_account' ? reference(venue, 'HouseAccount') : null,
        mcaRepaymentAmount: null,
        createdDevice: device,
        paidBusinessDate: local(paid.at_ms),
        last4Digits: byCard ? last4 : null,
        refund: refund(context, check, place),
    };
}
function refundStatus({ refund, amount_minor }) {
    if (!refund)
        return 'NONE';
    return refund.amount_minor === amount_minor ? 'FULL' : 'PARTIAL';
}
function paymentStatus({ tender, voided_at_ms }, { status }) {
    if (voided_at_ms !== null)
        return 'VOIDED';
    return tender.kind === 'card' && status === 'paid' ? 'AUTHORIZED' : 'CAPTURED';
}
function refund(context, check, place) {
    const given = check.payments[place]?.refund;
    if (!given)
        return null;
    return {
        refundAmount: money(given.amount_minor),
        tipRefundAmount: money(given.tip_minor),
        refundDate: date(given.at_ms),
        refundBusinessDate: context.local(given.at_ms),
        refundTransaction: refundTransaction(context, check, place),
    };
}
function voidInfo({ venue, local }, at_ms) {
    const manager = reference(venue, 'RestaurantUser');
    return {
        voidUser: manager,
        voidApprover: manager,
        voidDate: date(at_ms),
        voidBusinessDate: local(at_ms),
        voidReason: reference(venue, 'VoidReason'),
    };
}
//# sourceMappingURL=payment.js.map