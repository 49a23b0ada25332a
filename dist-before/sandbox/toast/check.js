import { deletion, voids } from './context.js';
import { checkDiscounts } from './discount.js';
import { guid, KIND } from './guid.js';
import { date, dateOrNull, money } from './notation.js';
import { payment } from './payment.js';
import { reference } from './restaurants.js';
import { selection } from './selection.js';
const STATUS = { open: 'OPEN', paid: 'PAID', closed: 'CLOSED' };
/** One `Check` of an order, with its guest only where `context.withPeople`. */
export function check(context, tab) {
    const { withPeople, opened, opened_at_ms, device } = context;
    const { payer } = tab;
    const { voided, voidDate, voidBusinessDate } = voids(context, tab.voided_at_ms);
    const { deleted, deletedDate } = deletion(context, tab.deleted_at_ms);
    return {
        guid: guid(context.base, KIND.check, tab.position),
        entityType: 'Check',
        externalId: null,
        displayNumber: String(context.number + tab.position + 1),
        payments: tab.payments.map((_, place) => payment(context, tab, place)),
        appliedDiscounts: checkDiscounts(context, tab),
        lastModifiedDevice: device,
        voidDate,
        paidDate: dateOrNull(tab.paid_at_ms),
        appliedLoyaltyInfo: payer?.known_by === 'account' ? loyalty(context, payer) : null,
        voided,
        paymentStatus: STATUS[tab.status],
        amount: money(tab.amount_minor),
        tabName: withPeople && context.service === 'bar' && payer ? payer.guest.first_name : null,
        taxExempt: false,
        openedDate: opened,
        totalAmount: money(tab.amount_minor + tab.tax_minor),
        selections: tab.lines.map((_, at) => selection(context, tab, at)),
        voidBusinessDate,
        createdDate: opened,
        deleted,
        createdDevice: device,
        closedDate: dateOrNull(tab.closed_at_ms),
        deletedDate,
        modifiedDate: date(tab.modified_at_ms),
        taxAmount: money(tab.tax_minor),
        appliedServiceCharges: tab.service_minor > 0 ? [serviceCharge(context, tab)] : [],
        customer: withPeople && payer ? customer(context, payer) : null,
        duration: tab.paid_at_ms === null ? null : Math.floor((tab.paid_at_ms - opened_at_ms) / 1000),
        openedBy: context.waiter,
    };
}
/** A guest. Known by a loyalty account alone, all but the GUID is null (vendor's reference, `Check.customer`). */
function customer({ seed, venue }, { guest, known_by, email_as_typed }) {
    const named = known_by !== 'account';
    return {
        guid: guid(seed, KIND.customer, venue, guest.index),
        entityType: 'Customer',
        firstName: named ? guest.first_name : null,
        lastName: named ? guest.last_name : null,
        phone: named ? guest.phone.digits : null,
        phoneCountryCode: named ? guest.phone.code : null,
        email: email_as_typed,
    };
}
function loyalty({ seed }, { guest }) {
    const account = String(70_000_000 + (guest.index % 9_999_999));
    return {
        guid: guid(seed, KIND.loyalty, guest.index),
        entityType: 'AppliedLoyaltyInfo',
        loyaltyIdentifier: account,
        maskedLoyaltyIdentifier: `****${account.slice(-4)}`,
        vendor: 'TOAST',
        accrualFamilyGuid: null,
        accrualText: null,
    };
}
function serviceCharge({ base, venue, restaurant }, tab) {
    return {
        guid: guid(base, KIND.charge, tab.position),
        entityType: 'AppliedServiceCharge',
        externalId: null,
        chargeAmount: money(tab.service_minor),
        serviceCharge: reference(venue, 'ServiceCharge'),
        chargeType: 'PERCENT',
        name: restaurant.serviceCharge.name,
        delivery: false,
        takeout: false,
        dineIn: true,
        gratuity: false,
        taxable: false,
        appliedTaxes: [],
        serviceChargeCalculation: 'POST_DISCOUNT',
        refundDetails: null,
        serviceChargeCategory: 'SERVICE_CHARGE',
        paymentGuid: null,
    };
}
//# sourceMappingURL=check.js.map