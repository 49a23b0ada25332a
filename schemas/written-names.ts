/** What the upstreams call our fields and the groups of our tags, by our own names; null: it is left alone. */
export interface WrittenNames {
  readonly fields: Readonly<Record<string, string | null>>;
  readonly groups: Readonly<Record<string, string | null>>;
}

export const usualNames = {
  fields: {
    spend_90d: 'regulars_spend_90d',
    avg_per_cover_90d: 'regulars_avg_per_cover_90d',
    lifetime_spend: 'regulars_lifetime_spend',
    visits: 'regulars_visits',
    loyalty: 'regulars_loyalty',
    spend_tier: 'regulars_spend_tier',
    kitchen_note: 'regulars_kitchen_note',
  },
  groups: { spend_tier: 'Spend tier', loyalty: 'Loyalty' },
} as const satisfies WrittenNames;
