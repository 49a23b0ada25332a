import { share, shareOut } from './money.js';
/** Prices lines as they stand together on one check: an amount off the check is shared out over all of them. */
export function prices(venue, lines, discount) {
    const menu = lines.map((line) => line.quantity * (line.dish.price_minor + (line.extra?.price_minor ?? 0)));
    const own = lines.map((line, at) => share(menu[at], line.discount?.percent ?? 0, 100));
    const left = menu.map((amount, at) => amount - own[at]);
    const off = offCheck(left, discount);
    return lines.map((_, at) => price(venue, menu[at], own[at], off[at]));
}
function offCheck(left, discount) {
    if (!discount)
        return left.map(() => 0);
    if ('percent' in discount)
        return left.map((amount) => share(amount, discount.percent, 100));
    const total = left.reduce((sum, amount) => sum + amount, 0);
    return shareOut(Math.min(discount.amount_minor, total), left);
}
function price(venue, menu_minor, own_discount_minor, check_discount_minor) {
    const before = netOf(venue, menu_minor);
    const afterOwn = netOf(venue, menu_minor - own_discount_minor);
    const charged_minor = menu_minor - own_discount_minor - check_discount_minor;
    const net_minor = netOf(venue, charged_minor);
    return {
        menu_minor,
        before_discount_minor: before,
        own_discount_minor,
        own_discount_net_minor: before - afterOwn,
        check_discount_minor,
        check_discount_net_minor: afterOwn - net_minor,
        net_minor,
        tax_minor: venue.taxIncluded ? charged_minor - net_minor : share(net_minor, venue.tax_rate, 100_000),
    };
}
/** What is left of an amount on the menu when the tax is off. */
export function netOf(venue, charged_minor) {
    return venue.taxIncluded ? share(charged_minor, 100_000, 100_000 + venue.tax_rate) : charged_minor;
}
//# sourceMappingURL=pricing.js.map