import type { SpendSettings } from '../../processors/settings.ts';

/** Small enough that a guest of a few orders passes every threshold. */
export const settings: SpendSettings = {
  spendWindowDays: 90,
  loyalty: { visits: 3, spend: { USD: 30_000, EUR: 20_000 } },
  spendTiers: [
    { tag: 'Platinum', averagePerCover: { USD: 10_000, EUR: 9_000 } },
    { tag: 'Gold', averagePerCover: { USD: 5_000 } },
    { tag: 'Silver', averagePerCover: { USD: 2_500, EUR: 2_000, JPY: 3_000 } },
  ],
};
