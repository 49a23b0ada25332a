/** `amount * numerator / denominator`, half up to the whole unit. Amounts are integer minor units, never negative. */
export function share(amount_minor, numerator, denominator) {
    if (denominator === 0)
        return 0;
    return Math.floor((2 * amount_minor * numerator + denominator) / (2 * denominator));
}
/** Shares out a whole amount over parts in proportion to their weights; the results add up to it exactly. */
export function shareOut(amount_minor, weights) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let weight_so_far = 0;
    let given = 0;
    return weights.map((weight) => {
        weight_so_far += weight;
        const part = share(amount_minor, weight_so_far, total) - given;
        given += part;
        return part;
    });
}
//# sourceMappingURL=money.js.map