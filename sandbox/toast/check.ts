import type { Payer } from '../world/payers.ts';
import type { CheckTab, Payment } from '../world/tab.ts';
import { date, dateOrNull } from './dates.ts';
import { guid, KIND } from './guid.ts';
import type { OrderContext } from './order.ts';
import { configured } from './restaurants.ts';
import { appliedDiscount, major, reference, refundTransaction, selection, voids } from './selection.ts';

const EPOCH = '1970-01-01T00:00:00.000+0000';

/** `deleted` and `deletedDate`: the UNIX epoch where nothing was deleted, says the vendor's reference; its examples also show null. */
export function deletion({ device }: OrderContext, deleted_at_ms: number | null) {
  const unset = device.id === null ? null : EPOCH;
  return { deleted: deleted_at_ms !== null, deletedDate: deleted_at_ms === null ? unset : date(deleted_at_ms) };
}

/** One `Check` of an order, with its guest only where `context.withPeople`. */
export function check(context: OrderContext, tab: CheckTab) {
  const { venue, withPeople, device, number, opened_at_ms } = context;
  const { payer } = tab;
  return {
    guid: guid(context.base, KIND.check, tab.position),
    entityType: 'Check',
    externalId: null,
    displayNumber: String(number + tab.position + 1),
    payments: tab.payments.map((_, place) => payment(context, tab, place)),
    appliedDiscounts: tab.discount && tab.lines.length > 0 ? [checkDiscount(context, tab)] : [],
    lastModifiedDevice: device,
    paidDate: dateOrNull(tab.paid_at_ms),
    appliedLoyaltyInfo: payer?.known_by === 'account' ? loyalty(context, payer) : null,
    ...voids(context, tab.voided_at_ms),
    paymentStatus: tab.status.toUpperCase(),
    amount: major(tab.amount_minor),
    tabName: withPeople && context.service === 'bar' && payer ? payer.guest.first_name : null,
    taxExempt: false,
    openedDate: date(opened_at_ms),
    totalAmount: major(tab.amount_minor + tab.tax_minor),
    selections: tab.lines.map((_, at) => selection(context, tab, at)),
    createdDate: date(opened_at_ms),
    ...deletion(context, tab.deleted_at_ms),
    createdDevice: device,
    closedDate: dateOrNull(tab.closed_at_ms),
    modifiedDate: date(tab.modified_at_ms),
    taxAmount: major(tab.tax_minor),
    appliedServiceCharges: tab.service_minor > 0 ? [serviceCharge(context, tab)] : [],
    customer: withPeople && payer ? customer(context, payer) : null,
    duration: tab.paid_at_ms === null ? null : Math.floor((tab.paid_at_ms - opened_at_ms) / 1000),
    openedBy: reference('RestaurantUser', configured(venue, 'staff', context.staff)),
  };
}

/** A guest. Known by a loyalty account alone, all but the GUID is null (vendor's reference, `Check.customer`). */
function customer({ seed, venue }: OrderContext, { guest, known_by, email_as_typed }: Payer) {
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

function loyalty({ seed }: OrderContext, { guest }: Payer) {
  const account = String(70_000_000 + (guest.index % 9_999_999));
  return {
    guid: guid(seed, KIND.customer, 99, guest.index),
    entityType: 'AppliedLoyaltyInfo',
    loyaltyIdentifier: account,
    maskedLoyaltyIdentifier: `****${account.slice(-4)}`,
    vendor: 'TOAST',
    accrualFamilyGuid: null,
    accrualText: null,
  };
}

function checkDiscount(context: OrderContext, tab: CheckTab) {
  const standing = tab.lines.filter((line) => line.voided_at_ms === null);
  return appliedDiscount(context, {
    applied: guid(context.base, KIND.discount, tab.position, 0),
    name: tab.discount?.name ?? '',
    percent: tab.discount && 'percent' in tab.discount ? tab.discount.percent : null,
    discount_minor: standing.reduce((sum, { price }) => sum + price.check_discount_minor, 0),
    net_minor: standing.reduce((sum, { price }) => sum + price.check_discount_net_minor, 0),
  });
}

function serviceCharge({ base, venue, restaurant }: OrderContext, tab: CheckTab) {
  return {
    guid: guid(base, KIND.charge, tab.position),
    entityType: 'AppliedServiceCharge',
    externalId: null,
    chargeAmount: major(tab.service_minor),
    serviceCharge: reference('ServiceCharge', configured(venue, 'serviceCharge')),
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

const TYPE = { card: 'CREDIT', cash: 'CASH', gift_card: 'GIFTCARD', house_account: 'HOUSE_ACCOUNT', other: 'OTHER' };

function payment(context: OrderContext, tab: CheckTab, place: number) {
  const paid = tab.payments[place]!;
  const { venue, local, device } = context;
  const { kind, card, last4 } = paid.tender;
  return {
    guid: guid(context.base, KIND.payment, tab.position, place),
    entityType: 'OrderPayment',
    externalId: null,
    originalProcessingFee: null,
    server: reference('RestaurantUser', configured(venue, 'staff', context.staff)),
    cashDrawer: kind === 'cash' ? reference('CashDrawer', configured(venue, 'cashDrawer')) : null,
    lastModifiedDevice: device,
    refundStatus: refundStatus(paid),
    type: TYPE[kind],
    voidInfo: paid.voided_at_ms === null ? null : voidInfo(context, paid.voided_at_ms),
    checkGuid: guid(context.base, KIND.check, tab.position),
    otherPayment: kind === 'other' ? reference('AlternatePaymentType', configured(venue, 'otherPayment')) : null,
    paidDate: date(paid.at_ms),
    orderGuid: context.guid,
    cardEntryMode: kind === 'card' ? (context.carried ? 'ONLINE' : 'CONTACTLESS') : null,
    paymentStatus: paymentStatus(paid, tab),
    amount: major(paid.amount_minor),
    tipAmount: major(paid.tip_minor),
    amountTendered: kind === 'cash' ? major(Math.ceil(paid.amount_minor / 500) * 500) : null,
    cardType: kind === 'card' ? card : null,
    houseAccount: kind === 'house_account' ? reference('HouseAccount', configured(venue, 'houseAccount')) : null,
    mcaRepaymentAmount: null,
    createdDevice: device,
    paidBusinessDate: local(paid.at_ms),
    last4Digits: kind === 'card' ? last4 : null,
    refund: paid.refund ? refund(context, tab, place) : null,
  };
}

function refundStatus({ refund, amount_minor }: Payment) {
  if (!refund) return 'NONE';
  return refund.amount_minor === amount_minor ? 'FULL' : 'PARTIAL';
}

function paymentStatus({ tender, voided_at_ms }: Payment, { status }: CheckTab) {
  if (voided_at_ms !== null) return 'VOIDED';
  return tender.kind === 'card' && status === 'paid' ? 'AUTHORIZED' : 'CAPTURED';
}

function refund(context: OrderContext, tab: CheckTab, place: number) {
  const given = tab.payments[place]?.refund;
  if (!given) return null;
  return {
    refundAmount: major(given.amount_minor),
    tipRefundAmount: major(given.tip_minor),
    refundDate: date(given.at_ms),
    refundBusinessDate: context.local(given.at_ms),
    refundTransaction: refundTransaction(context, tab, place),
  };
}

function voidInfo({ venue, local }: OrderContext, at_ms: number) {
  const manager = reference('RestaurantUser', configured(venue, 'staff', 0));
  const voidReason = reference('VoidReason', configured(venue, 'voidReason'));
  return {
    voidUser: manager,
    voidApprover: manager,
    voidDate: date(at_ms),
    voidBusinessDate: local(at_ms),
    voidReason,
  };
}
