import type { FieldRule } from '../../processors/answers/places.ts';
import type { SpendSettings } from '../../processors/settings.ts';

/** Small enough that a guest of a few orders passes every threshold. */
export const settings: SpendSettings & { readonly fieldMap: readonly FieldRule[] } = {
  spendWindowDays: 90,
  loyalty: { visits: 3, spend: { USD: 30_000, EUR: 20_000 } },
  spendTiers: [
    { tag: 'Platinum', averagePerCover: { USD: 10_000, EUR: 9_000 } },
    { tag: 'Gold', averagePerCover: { USD: 5_000 } },
    { tag: 'Silver', averagePerCover: { USD: 2_500, EUR: 2_000, JPY: 3_000 } },
  ],
  fieldMap: [
    { when: { source: 'survey', question: 'dietary' }, write: [{ tag: 'Dietary' }, { note: 'kitchen' }] },
    { when: { source: 'survey', question: 'seating' }, write: [{ tag: 'Table preference' }] },
    { when: { source: 'survey', question: 'occasion' }, write: [{ field: 'last_occasion' }] },
  ],
};
