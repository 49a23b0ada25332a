import { netOf } from '../world/pricing.js';
import { voids } from './context.js';
import { lineDiscounts } from './discount.js';
import { guid, KIND } from './guid.js';
import { date, money } from './notation.js';
import { reference } from './restaurants.js';
const GROUP = { drink: 0, starter: 1, main: 2, dessert: 3 };
/** A line of a check, as a `Selection`. Its price holds the extras, and is without discounts and tax. */
export function selection(context, check, at) {
    const tab = check.lines[at];
    const { venue } = context;
    const { line, price, added_at_ms, voided_at_ms, refund } = tab;
    const { dish } = line;
    const { voided, voidDate, voidBusinessDate } = voids(context, voided_at_ms);
    return {
        guid: guid(context.base, KIND.selection, check.position, at),
        entityType: 'MenuItemSelection',
        externalId: null,
        deferred: false,
        preDiscountPrice: money(price.before_discount_minor),
        voidReason: voided ? reference(venue, 'VoidReason') : null,
        optionGroup: null,
        displayName: dish.name,
        appliedDiscounts: lineDiscounts(context, check, at),
        modifiers: line.extra ? [modifier(context, check, at)] : [],
        seatNumber: context.carried ? -1 : (at % 4) + 1,
        voidDate,
        fulfillmentStatus: check.status === 'open' ? 'SENT' : 'READY',
        optionGroupPricingMode: null,
        salesCategory: reference(venue, 'SalesCategory', dish.course === 'drink' ? 1 : 0),
        selectionType: 'NONE',
        price: money(price.net_minor),
        voided,
        appliedTaxes: [appliedTax(context, tab, guid(context.base, KIND.tax, check.position, at))],
        itemGroup: reference(venue, 'MenuGroup', GROUP[dish.course]),
        item: reference(venue, 'MenuItem', dish.position),
        taxInclusion: context.restaurant.taxIncluded ? 'INCLUDED' : 'NOT_INCLUDED',
        quantity: line.quantity,
        receiptLinePrice: money(dish.price_minor),
        unitOfMeasure: 'NONE',
        refundDetails: refund ? refundDetails(context, check, refund) : null,
        tax: money(price.tax_minor),
        diningOption: context.diningOption,
        voidBusinessDate,
        createdDate: date(added_at_ms),
        preModifier: null,
        modifiedDate: date(Math.max(added_at_ms, voided_at_ms ?? 0, refund?.at_ms ?? 0)),
    };
}
/** What was wanted extra. Its price is for information: the selection's own price holds it already. */
function modifier(context, check, at) {
    const { line, added_at_ms } = check.lines[at];
    const name = line.extra?.name ?? '';
    const price = money(netOf(context.restaurant, line.quantity * (line.extra?.price_minor ?? 0)));
    return {
        guid: guid(context.base, KIND.modifier, check.position, at),
        entityType: 'MenuItemSelection',
        externalId: null,
        deferred: false,
        preDiscountPrice: price,
        voidReason: null,
        optionGroup: reference(context.venue, 'MenuOptionGroup'),
        displayName: name,
        appliedDiscounts: [],
        modifiers: [],
        seatNumber: -1,
        voidDate: null,
        fulfillmentStatus: check.status === 'open' ? 'SENT' : 'READY',
        optionGroupPricingMode: 'ADJUSTS_PRICE',
        salesCategory: null,
        selectionType: 'NONE',
        price,
        voided: false,
        appliedTaxes: [],
        itemGroup: null,
        item: reference(context.venue, 'MenuItem', 500 + name.length),
        taxInclusion: 'INHERITED',
        quantity: 1,
        receiptLinePrice: price,
        unitOfMeasure: 'NONE',
        refundDetails: null,
        tax: 0,
        diningOption: null,
        voidBusinessDate: null,
        createdDate: date(added_at_ms),
        preModifier: null,
        modifiedDate: date(added_at_ms),
    };
}
function appliedTax({ venue, restaurant }, { price }, itself) {
    const name = restaurant.taxIncluded ? 'VAT' : 'Sales tax';
    return {
        guid: itself,
        entityType: 'AppliedTaxRate',
        taxRate: reference(venue, 'TaxRate'),
        name,
        rate: restaurant.tax_rate / 100_000,
        taxAmount: money(price.tax_minor),
        type: 'PERCENT',
        facilitatorCollectAndRemitTax: null,
        displayName: name,
        jurisdiction: null,
        jurisdictionType: null,
    };
}
/** Says how much of the refund was tax; a payment's own `refund` does not. */
function refundDetails(context, check, given) {
    return {
        refundAmount: money(given.net_minor),
        taxRefundAmount: money(given.tax_minor),
        refundTransaction: refundTransaction(context, check, 0),
    };
}
/** Ties the lines that were given back to the payment that they came off: the check's payment at `place`. */
export function refundTransaction({ base }, check, place) {
    return { guid: guid(base, KIND.refund, check.position, place), entityType: 'RefundTransaction' };
}
//# sourceMappingURL=selection.js.map