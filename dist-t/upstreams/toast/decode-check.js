import { normaliseEmail } from '../../schemas/email.js';
import { phoneOf } from '../shared/phone.js';
import { moneyOf, sum } from './amounts.js';
import { refundOf } from './decode-refund.js';
const NOBODY = { client_id: null, email: null, phone: null, name: null };
const LONGEST_ID = 200;
const LONGEST_TEXT = 2000;
/**
 * `amount` is after discounts, with service charges, without tax and tip, and refunds leave it as it is (orders API
 * reference, Check). Deferred selections, such as gift cards sold, are no food: they come off.
 */
export function readCheck(check, { country, currency }) {
    const check_id = `toast:${check.text('guid', LONGEST_ID)}`;
    const gone = check.flag('voided') || check.flag('deleted');
    const selections = check.children('selections').filter((selection) => !selection.flag('voided'));
    const [sold, deferred] = [
        selections.filter((one) => !one.flag('deferred')),
        selections.filter((one) => one.flag('deferred')),
    ];
    const payments = check.children('payments').filter(isMoney);
    const paid = ['PAID', 'CLOSED'].includes(check.textOrNull('paymentStatus', LONGEST_TEXT) ?? '');
    const tax_minor = moneyOf(check, 'taxAmount', currency);
    const charged = chargedOf(check, paid && !gone, currency);
    const due = Math.max(0, charged - sum(deferred, (one) => moneyOf(one, 'price', currency)));
    const refunded = Math.min(due, refundOf({ check, payments, currency, tax_minor, charged_minor: charged }));
    return {
        check_id,
        gone,
        paid,
        closed_at: check.instantOrNull('closedDate'),
        paid_at: check.instantOrNull('paidDate'),
        guest: guestOf(check.childOrNull('customer'), country),
        net_minor: due - refunded,
        discount_minor: discountsOf(check, currency) + sum(selections, (one) => discountsOf(one, currency)),
        tax_minor,
        tip_minor: sum(payments, (payment) => moneyOf(payment, 'tipAmount', currency)),
        refunded_minor: refunded,
        items: sold.map((selection) => itemOf(selection, check_id, currency)),
    };
}
/** The check in our record. `counts`: false for a voided order, which counts nothing. */
export function checkRecord({ check_id, guest, net_minor }, covers, counts) {
    return { check_id, client_id: guest.client_id, email: guest.email, covers, net_minor: counts ? net_minor : 0 };
}
function chargedOf(check, needed, currency) {
    if (needed && check.numberOrNull('amount') === null)
        throw check.missing('amount');
    return Math.max(0, moneyOf(check, 'amount', currency));
}
/** A payment that was voided, refused or taken back moved no money (orders API reference, Payment.paymentStatus). */
const noMoney = new Set([
    'VOIDED',
    'VOIDED_AT_RISK',
    'PROCESSING_VOID',
    'CANCELLED',
    'DENIED',
    'ERROR',
    'ERROR_NETWORK',
]);
function isMoney(payment) {
    return !noMoney.has(payment.textOrNull('paymentStatus', LONGEST_TEXT) ?? '');
}
function guestOf(customer, country) {
    if (customer === null)
        return NOBODY;
    const guid = customer.textOrNull('guid', LONGEST_ID);
    const phone = customer.textOrNull('phone', LONGEST_TEXT);
    const names = [customer.textOrNull('firstName', LONGEST_TEXT), customer.textOrNull('lastName', LONGEST_TEXT)];
    const name = names
        .map((part) => part?.trim() ?? '')
        .join(' ')
        .trim();
    return {
        client_id: guid === null ? null : `toast:${guid}`,
        email: normaliseEmail(customer.textOrNull('email', LONGEST_TEXT) ?? ''),
        phone: phone === null ? null : phoneOf(phone, country, customer.textOrNull('phoneCountryCode', LONGEST_TEXT)),
        name: name === '' ? null : name,
    };
}
/** `price` is the line's total after its discounts, modifiers and quantity, without tax (reference, Selection). */
function itemOf(selection, check_id, currency) {
    return {
        check_id,
        name: selection.textOrNull('displayName', LONGEST_TEXT) ?? '',
        quantity: selection.numberOrNull('quantity') ?? 1,
        net_minor: moneyOf(selection, 'price', currency),
    };
}
const DEEPEST = 20;
/** What discounts took off the net: without the part of them that was tax. A selection's modifiers have their own. */
function discountsOf(holder, currency, depth = 0) {
    const own = holder.children('appliedDiscounts').filter((discount) => !isTakenBack(discount));
    const off = sum(own, (discount) => {
        const name = discount.numberOrNull('nonTaxDiscountAmount') === null ? 'discountAmount' : 'nonTaxDiscountAmount';
        return moneyOf(discount, name, currency);
    });
    if (depth > DEEPEST)
        throw holder.unreadable('modifiers', 'out_of_range', `at most ${DEEPEST} levels expected`);
    const modifiers = holder.children('modifiers').filter((modifier) => !modifier.flag('voided'));
    return off + sum(modifiers, (modifier) => discountsOf(modifier, currency, depth + 1));
}
/** A loyalty reward that was removed from the order (reference, AppliedDiscount.processingState). */
function isTakenBack(discount) {
    return ['VOID', 'PENDING_VOID'].includes(discount.textOrNull('processingState', LONGEST_TEXT) ?? '');
}
//# sourceMappingURL=decode-check.js.map