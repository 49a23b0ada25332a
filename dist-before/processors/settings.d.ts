/** What spend, loyalty and tiers go by: the part of the config's `enrichment` that processors take as an argument. */
export interface SpendSettings {
    /** Length of the rolling window, in days of 24 hours. */
    readonly spendWindowDays: number;
    readonly loyalty: LoyaltySettings;
    /** The first whose average is reached counts. */
    readonly spendTiers: readonly SpendTier[];
}
export interface LoyaltySettings {
    /** Visits from which a guest is a member. */
    readonly visits: number;
    /** Lifetime net from which a guest is a member, in minor units by currency. */
    readonly spend: Readonly<Record<string, number>>;
}
export interface SpendTier {
    readonly tag: string;
    /** Minor units by currency. */
    readonly averagePerCover: Readonly<Record<string, number>>;
}
export declare function windowOf(settings: SpendSettings): number;
/** The settings in the form in which every step asks for them. */
export interface Rules {
    readonly window_ms: number;
    readonly loyalty: LoyaltyRules;
    readonly tiers: TierRules;
}
export interface LoyaltyRules {
    readonly visits: number;
    /** Minor units by currency. */
    readonly spend: ReadonlyMap<string, number>;
}
/** By currency, in the order in which they are tried. */
export type TierRules = ReadonlyMap<string, readonly {
    readonly tag: string;
    readonly from_minor: number;
}[]>;
export declare function rulesOf(settings: SpendSettings): Rules;
