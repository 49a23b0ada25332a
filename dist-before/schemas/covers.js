/** `covers` shared out over `checks` checks: the same for each, the first taking what does not divide. */
export function sharedOut(covers, checks) {
    const share = Math.floor(covers / checks);
    return Array.from({ length: checks }, (_, i) => (i === 0 ? covers - share * (checks - 1) : share));
}
/**
 * The covers that count for each check of an order, in the order of its checks: the check's own, else its share of the
 * order's, else its share of the 1 that stands for an order without any.
 */
export function countedCovers(order) {
    const shares = sharedOut(order.covers ?? 1, order.checks.length);
    return order.checks.map((check, i) => check.covers ?? shares[i]);
}
//# sourceMappingURL=covers.js.map