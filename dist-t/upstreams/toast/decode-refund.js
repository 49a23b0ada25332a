import { shareOf } from '../shared/money.js';
import { moneyOf, sum } from './amounts.js';
/**
 * How much of the check's net was given back. `payments[].refund.refundAmount` is without the tip, and with tax; where
 * selections and service charges say in their `refundDetails` which part of it was tax, that holds; of the rest, tax
 * is the check's share of tax, half up (contract). A refund of a selection includes its modifiers' (orders API
 * reference, RefundDetails).
 */
export function refundOf({ check, payments, currency, tax_minor, charged_minor }) {
    const given = sum(payments, (payment) => refunded(payment.childOrNull('refund'), 'refundAmount', currency));
    const lines = [...check.children('selections'), ...check.children('appliedServiceCharges')];
    const details = lines.map((line) => line.childOrNull('refundDetails'));
    const net = sum(details, (detail) => refunded(detail, 'refundAmount', currency));
    const tax = sum(details, (detail) => refunded(detail, 'taxRefundAmount', currency));
    // Details of more than was given back describe something else.
    const told = net + tax <= given ? { net, tax } : { net: 0, tax: 0 };
    const untold = given - told.net - told.tax;
    return told.net + untold - shareOf(untold, Math.max(0, tax_minor), charged_minor + Math.max(0, tax_minor));
}
function refunded(holder, name, currency) {
    return holder === null ? 0 : Math.max(0, moneyOf(holder, name, currency));
}
//# sourceMappingURL=decode-refund.js.map