/** Spend over covers, half up to the minor unit; covers of 0 in all count as 1. Both are whole and not negative. */
export function averagePerCover(spend_minor, covers) {
    const by = Math.max(covers, 1);
    const rest = spend_minor % by;
    return (spend_minor - rest) / by + (2 * rest >= by ? 1 : 0);
}
/** The first of the tiers whose value in the currency the average reaches, else null. */
export function spendTierOf(tiers, currency, average_minor) {
    const reached = tiers.get(currency)?.find(({ from_minor }) => average_minor >= from_minor);
    return reached?.tag ?? null;
}
//# sourceMappingURL=tiers.js.map