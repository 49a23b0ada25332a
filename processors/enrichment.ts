import { type Incoming, isOf, type Outputs, type Processor } from '../runtime/types.ts';
import type { Cause, EnrichedMember, EnrichedSpend, Enrichment, ProfileWant } from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import type { FieldRule } from './answers/places.ts';
import { wantsOf, writtenOf } from './enrichment/wants.ts';
import { KeyedValues } from './store/keyed-values.ts';

/** By guest id. */
export type EnrichmentState = KeyedValues<Enrichment>;

/**
 * What each guest's profile, the canonical one among those that can be written, should show: spend, visits, loyalty and
 * tier as they are now, and what the guest has answered where the rules say. Where another profile becomes that one, it is
 * told, and the one before is wanted nothing of any more. A guest without a profile is nobody to tell.
 */
export function enrichment(rules: readonly FieldRule[]): Processor<EnrichmentState> {
  return {
    name: 'enrichment',
    inputs: [topics.guest_spend, topics.loyalty_changes, topics.guest_visits, topics.guest_members],
    outputs: [topics.enrichments, topics.profile_wants],
    changelogs: [topics.enrichments],
    coalesced: [topics.enrichments, topics.profile_wants],
    create: () => new KeyedValues(topics.enrichments),
    // The only changelog is _enrichments.
    restore: (state, record) => state.restore(record as Incoming<Enrichment>),
    step(state, record, out) {
      const [guest_id, part = ''] = splitKey(record.key);
      const before = state.get(guest_id!);
      const known = changed(before ?? nothingOf(guest_id!), record, part);
      tell(state, before, { ...known, causes: withCause(known.causes, record) }, { rules, out });
      return undefined;
    },
  };
}

function nothingOf(guest_id: string): Enrichment {
  return { guest_id, client_id: null, members: [], reserved_visits: 0, loyalty_tier: null, spends: [], causes: [] };
}

function changed(known: Enrichment, record: Incoming, part: string): Enrichment {
  if (isOf(record, topics.guest_spend)) return { ...known, spends: withSpend(known.spends, part, record.value) };
  if (isOf(record, topics.guest_members)) return { ...known, members: withMember(known.members, part, record.value) };
  if (isOf(record, topics.guest_visits)) return { ...known, reserved_visits: record.value?.visits ?? 0 };
  if (isOf(record, topics.loyalty_changes)) return { ...known, loyalty_tier: record.value?.to_tier ?? null };
  return known;
}

function withSpend(
  spends: readonly EnrichedSpend[],
  currency: string,
  value: EnrichedSpend | null,
): readonly EnrichedSpend[] {
  const others = spends.filter((spend) => spend.currency !== currency);
  return value === null ? others : [...others, value].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function withMember(
  members: readonly EnrichedMember[],
  member: string,
  value: EnrichedMember | null,
): readonly EnrichedMember[] {
  const others = members.filter((one) => one.member !== member);
  return value === null ? others : [...others, value].sort((a, b) => (a.member < b.member ? -1 : 1));
}

/** The record takes the place of the one before it of its topic. */
function withCause(causes: readonly Cause[], { topic, partition, offset }: Incoming): readonly Cause[] {
  return [...causes.filter((cause) => cause.topic !== topic.name), { topic: topic.name, partition, offset }];
}

interface Telling {
  readonly rules: readonly FieldRule[];
  readonly out: Outputs;
}

function tell(
  state: EnrichmentState,
  before: Enrichment | undefined,
  known: Enrichment,
  { rules, out }: Telling,
): void {
  const { guest_id } = known;
  const after = { ...known, client_id: writtenOf(known.members) };
  if (isNothing(after)) {
    state.remove(guest_id);
    if (before !== undefined) out.remove(topics.enrichments, joinKey([guest_id]));
  } else {
    state.put(after);
    out.put(topics.enrichments, after);
  }
  const [was, want] = [before && wantOf(before, rules), wantOf(after, rules)];
  if (was !== undefined && was.client_id !== want?.client_id)
    out.remove(topics.profile_wants, joinKey([was.client_id, guest_id]));
  if (want !== undefined && (was === undefined || !sameWant(was, want))) out.put(topics.profile_wants, want);
}

function isNothing({ members, spends, loyalty_tier, reserved_visits }: Enrichment): boolean {
  return members.length === 0 && spends.length === 0 && loyalty_tier === null && reserved_visits === 0;
}

/** Undefined: there is no profile to tell. */
function wantOf(known: Enrichment, rules: readonly FieldRule[]): ProfileWant | undefined {
  const { client_id, guest_id, causes } = known;
  if (client_id === null) return undefined;
  const { fields, tags } = wantsOf(known, rules);
  const written = { fields: JSON.stringify(fields), tags: JSON.stringify(tags), causes: JSON.stringify(causes) };
  return { client_id, guest_id, ...written };
}

function sameWant(a: ProfileWant, b: ProfileWant): boolean {
  return a.client_id === b.client_id && a.guest_id === b.guest_id && a.fields === b.fields && a.tags === b.tags;
}
