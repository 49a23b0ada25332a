import { guid, KIND } from './guid.js';
import { money } from './notation.js';
import { reference } from './restaurants.js';
/** The discount of one line of a check, as `AppliedDiscount`s. */
export function lineDiscounts(context, check, at) {
    const { line, price } = check.lines[at];
    if (!line.discount)
        return [];
    const given = { ...line.discount, off_minor: price.own_discount_minor, off_net_minor: price.own_discount_net_minor };
    return [applied(context, guid(context.base, KIND.discount, check.position, at + 1), given)];
}
/** The discount of a whole check. Its lines' prices hold it already. */
export function checkDiscounts(context, check) {
    if (!check.discount || check.lines.length === 0)
        return [];
    let off_minor = 0;
    let off_net_minor = 0;
    for (const { voided_at_ms, price } of check.lines) {
        if (voided_at_ms !== null)
            continue;
        off_minor += price.check_discount_minor;
        off_net_minor += price.check_discount_net_minor;
    }
    const percent = 'percent' in check.discount ? check.discount.percent : null;
    const given = { name: check.discount.name, percent, off_minor, off_net_minor };
    return [applied(context, guid(context.base, KIND.discount, check.position, 0), given)];
}
function applied({ venue }, itself, { name, percent, off_minor, off_net_minor }) {
    return {
        guid: itself,
        entityType: 'AppliedCustomDiscount',
        externalId: null,
        name,
        discountAmount: money(off_minor),
        nonTaxDiscountAmount: money(off_net_minor),
        discount: reference(venue, 'Discount', percent ?? 200),
        triggers: [],
        approver: reference(venue, 'RestaurantUser'),
        processingState: null,
        appliedDiscountReason: null,
        loyaltyDetails: null,
        comboItems: [],
        appliedPromoCode: null,
        discountType: percent === null ? 'FIXED' : 'PERCENT',
        discountPercent: percent,
    };
}
//# sourceMappingURL=discount.js.map