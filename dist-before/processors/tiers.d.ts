import type { TierRules } from './settings.ts';
/** Spend over covers, half up to the minor unit; covers of 0 in all count as 1. Both are whole and not negative. */
export declare function averagePerCover(spend_minor: number, covers: number): number;
/** The first of the tiers whose value in the currency the average reaches, else null. */
export declare function spendTierOf(tiers: TierRules, currency: string, average_minor: number): string | null;
