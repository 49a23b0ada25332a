/** `amount * numerator / denominator`, half up to the whole unit. Amounts are integer minor units, never negative. */
export declare function share(amount_minor: number, numerator: number, denominator: number): number;
/** Shares out a whole amount over parts in proportion to their weights; the results add up to it exactly. */
export declare function shareOut(amount_minor: number, weights: readonly number[]): number[];
