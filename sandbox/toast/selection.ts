import { netOf } from '../world/pricing.ts';
import type { CheckTab, LineTab } from '../world/tab.ts';
import { date, dateOrNull } from './dates.ts';
import { guid, KIND } from './guid.ts';
import type { OrderContext } from './order.ts';
import { configured } from './restaurants.ts';

/** Decimal major units, as Toast writes money. All the twin's currencies have two decimals. */
export function major(amount_minor: number): number {
  return amount_minor / 100;
}

export function reference(entityType: string, of: string) {
  return { guid: of, entityType, externalId: null };
}

/** One `Selection` of a check: field names and meanings as in the vendor's orders API 2.9. */
export function selection(context: OrderContext, check: CheckTab, at: number) {
  const tab = check.lines[at]!;
  const { venue, diningOption } = context;
  const { line, price } = tab;
  const { dish } = line;
  return {
    guid: guid(context.base, KIND.selection, check.position, at),
    entityType: 'MenuItemSelection',
    externalId: null,
    deferred: false,
    preDiscountPrice: major(price.before_discount_minor),
    voidReason: tab.voided_at_ms === null ? null : reference('VoidReason', configured(venue, 'voidReason')),
    optionGroup: null,
    displayName: dish.name,
    appliedDiscounts: line.discount ? [lineDiscount(context, check, at)] : [],
    modifiers: line.extra ? [modifier(context, check, at)] : [],
    seatNumber: context.carried ? -1 : (at % 4) + 1,
    fulfillmentStatus: check.status === 'open' ? 'SENT' : 'READY',
    optionGroupPricingMode: null,
    salesCategory: reference('SalesCategory', configured(venue, 'category', dish.course === 'drink' ? 1 : 0)),
    selectionType: 'NONE',
    price: major(price.net_minor),
    appliedTaxes: appliedTaxes(context, tab, guid(context.base, KIND.tax, check.position, at)),
    itemGroup: reference('MenuGroup', configured(venue, 'group', GROUP[dish.course])),
    item: reference('MenuItem', configured(venue, 'item', dish.position)),
    taxInclusion: context.restaurant.taxIncluded ? 'INCLUDED' : 'NOT_INCLUDED',
    quantity: line.quantity,
    receiptLinePrice: major(dish.price_minor),
    unitOfMeasure: 'NONE',
    refundDetails: tab.refund ? refundDetails(context, check, tab.refund) : null,
    tax: major(price.tax_minor),
    diningOption,
    ...voids(context, tab.voided_at_ms),
    createdDate: date(tab.added_at_ms),
    preModifier: null,
    modifiedDate: date(Math.max(tab.added_at_ms, tab.voided_at_ms ?? 0, tab.refund?.at_ms ?? 0)),
  };
}

const GROUP = { drink: 0, starter: 1, main: 2, dessert: 3 } as const;

/** `voided`, `voidDate` and `voidBusinessDate`, the same on orders, checks and selections. */
export function voids({ local }: OrderContext, voided_at_ms: number | null) {
  return {
    voided: voided_at_ms !== null,
    voidDate: dateOrNull(voided_at_ms),
    voidBusinessDate: voided_at_ms === null ? null : local(voided_at_ms),
  };
}

function refundDetails(context: OrderContext, check: CheckTab, given: { net_minor: number; tax_minor: number }) {
  return {
    refundAmount: major(given.net_minor),
    taxRefundAmount: major(given.tax_minor),
    refundTransaction: refundTransaction(context, check, 0),
  };
}

/** Ties the lines that were given back to the payment that they came off: the payment at `place`. */
export function refundTransaction({ base }: OrderContext, check: CheckTab, place: number) {
  return { guid: guid(base, KIND.refund, check.position, place), entityType: 'RefundTransaction' };
}

function appliedTaxes({ venue, restaurant }: OrderContext, { price }: LineTab, applied: string) {
  const name = restaurant.taxIncluded ? 'VAT' : 'Sales tax';
  return [
    {
      guid: applied,
      entityType: 'AppliedTaxRate',
      taxRate: { guid: configured(venue, 'taxRate'), entityType: 'TaxRate' },
      name,
      rate: restaurant.tax_rate / 100_000,
      taxAmount: major(price.tax_minor),
      type: 'PERCENT',
      facilitatorCollectAndRemitTax: null,
      displayName: name,
      jurisdiction: null,
      jurisdictionType: null,
    },
  ];
}

function lineDiscount(context: OrderContext, check: CheckTab, at: number) {
  const { line, price } = check.lines[at]!;
  return appliedDiscount(context, {
    applied: guid(context.base, KIND.discount, check.position, at + 1),
    name: line.discount?.name ?? '',
    percent: line.discount?.percent ?? null,
    discount_minor: price.own_discount_minor,
    net_minor: price.own_discount_net_minor,
  });
}

interface Discounted {
  readonly applied: string;
  readonly name: string;
  /** null: an amount, not a percentage. */
  readonly percent: number | null;
  readonly discount_minor: number;
  /** The part of it that is not tax. */
  readonly net_minor: number;
}

/** An `AppliedDiscount` of a check or a selection. */
export function appliedDiscount({ venue }: OrderContext, given: Discounted) {
  return {
    guid: given.applied,
    entityType: 'AppliedCustomDiscount',
    externalId: null,
    name: given.name,
    discountAmount: major(given.discount_minor),
    nonTaxDiscountAmount: major(given.net_minor),
    discount: { guid: configured(venue, 'discount', given.percent ?? 200), entityType: 'Discount' },
    triggers: [],
    approver: reference('RestaurantUser', configured(venue, 'staff', 0)),
    processingState: null,
    appliedDiscountReason: null,
    loyaltyDetails: null,
    comboItems: [],
    appliedPromoCode: null,
    discountType: given.percent === null ? 'FIXED' : 'PERCENT',
    discountPercent: given.percent,
  };
}

/** What was wanted extra. Its price is for information: the selection's own price holds it already. */
function modifier(context: OrderContext, check: CheckTab, at: number) {
  const { line, added_at_ms } = check.lines[at]!;
  const name = line.extra?.name ?? '';
  const price = major(netOf(context.restaurant, line.quantity * (line.extra?.price_minor ?? 0)));
  return {
    guid: guid(context.base, KIND.modifier, check.position, at),
    entityType: 'MenuItemSelection',
    externalId: null,
    deferred: false,
    preDiscountPrice: price,
    voidReason: null,
    optionGroup: reference('MenuOptionGroup', configured(context.venue, 'extraGroup')),
    displayName: name,
    appliedDiscounts: [],
    modifiers: [],
    seatNumber: -1,
    fulfillmentStatus: 'SENT',
    optionGroupPricingMode: 'ADJUSTS_PRICE',
    salesCategory: null,
    selectionType: 'NONE',
    price,
    voided: false,
    voidDate: null,
    voidBusinessDate: null,
    appliedTaxes: [],
    itemGroup: null,
    item: reference('MenuItem', configured(context.venue, 'extra', name.length)),
    taxInclusion: 'INHERITED',
    quantity: 1,
    receiptLinePrice: price,
    unitOfMeasure: 'NONE',
    refundDetails: null,
    tax: 0,
    diningOption: null,
    createdDate: date(added_at_ms),
    preModifier: null,
    modifiedDate: date(added_at_ms),
  };
}
