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

const DAY_MS = 24 * 60 * 60 * 1000;

export function windowOf(settings: SpendSettings): number {
  return settings.spendWindowDays * DAY_MS;
}
