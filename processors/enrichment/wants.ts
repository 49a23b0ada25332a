import { writtenAmount } from '../../schemas/currency.ts';
import type { EnrichedMember, EnrichedSpend, Enrichment } from '../../schemas/generated/types.ts';
import { type FieldRule, placed } from '../answers/places.ts';
import { type Candidate, standsBefore } from '../canonical.ts';

/** Fields and tags by our own names; which field and which group of the upstream that is, the write-back knows. */
export interface Wants {
  /** An empty text where there is none. */
  readonly fields: Readonly<Record<string, string>>;
  /** Null where there is none. */
  readonly tags: Readonly<Record<string, string | null>>;
}

/** What a guest's canonical profile should show. */
export function wantsOf(
  { spends, loyalty_tier, reserved_visits, members }: Enrichment,
  rules: readonly FieldRule[],
): Wants {
  const visits = spends.length > 0 ? Math.max(...spends.map((spend) => spend.visits)) : reserved_visits;
  const now = spends.filter(({ orders_90d }) => orders_90d > 0);
  const spend_tier = tierOf(spends);
  const { groups, fields, kitchen_note } = placed(
    members.map(({ answers }) => answers),
    rules,
  );
  return {
    fields: {
      spend_90d: amounts(now, ({ spend_90d_minor }) => spend_90d_minor),
      avg_per_cover_90d: amounts(now, ({ avg_per_cover_90d_minor }) => avg_per_cover_90d_minor),
      lifetime_spend: amounts(spends, ({ lifetime_spend_minor }) => lifetime_spend_minor),
      visits: visits === 0 ? '' : String(visits),
      loyalty: loyalty_tier ?? '',
      spend_tier: spend_tier ?? '',
      kitchen_note,
      ...prefixed(fields),
    },
    tags: { loyalty: loyalty_tier, spend_tier, ...prefixed(groups) },
  };
}

/** What the config names by the upstream's name has that one behind this. */
export const MAPPED = 'mapped:';

function prefixed<T>(named: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [MAPPED + name, value]));
}

/** `1234.50 EUR; 20.00 USD`: several currencies in alphabetical order. They are sorted so. */
function amounts(spends: readonly EnrichedSpend[], minor: (spend: EnrichedSpend) => number): string {
  return spends.map((spend) => writtenAmount(minor(spend), spend.currency)).join('; ');
}

/** That in the currency with the most covers in the window; a tie: the smaller code. */
function tierOf(spends: readonly EnrichedSpend[]): string | null {
  let most: EnrichedSpend | undefined;
  for (const spend of spends) if (most === undefined || spend.covers_90d > most.covers_90d) most = spend;
  return most?.spend_tier ?? null;
}

/**
 * The profile that is written to: of its members' the one with the most visits as the upstream counts them; ties go to
 * the oldest, then the smallest id. Null: no member has one.
 */
export function writtenOf(members: readonly EnrichedMember[]): string | null {
  let first: Candidate | undefined;
  for (const { client_id, visits, created_at } of members) {
    const one = client_id === null ? undefined : { client_id, visits, created_at };
    if (one !== undefined && (first === undefined || standsBefore(one, first))) first = one;
  }
  return first?.client_id ?? null;
}
