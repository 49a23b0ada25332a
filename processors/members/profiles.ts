import type { GuestIdentity, MemberConsent, MemberProfileState } from '../../schemas/generated/types.ts';
import { standsBefore } from '../canonical.ts';
import { lastSaid } from './consents.ts';

/** What a member's profiles say of it, and what it said itself. */
export type Known = Pick<
  GuestIdentity,
  'canonical_client_id' | 'canonical_visits' | 'canonical_created_at' | 'phone' | 'name' | 'opted_out'
>;

/**
 * The canonical profile is the one with the most visits as the upstream counts them; ties go to the oldest, then the
 * smallest id. Phone and name are those of the first profile, in that order, that has one. Opted out is who says no in
 * any profile, or to any upstream last, and not who was never asked.
 */
export function knownOf(of: Iterable<MemberProfileState>, consents: Iterable<MemberConsent>): Known {
  const profiles = [...of];
  const first = firstOf(profiles, () => true);
  let opted_out: boolean | null = null;
  for (const said of [...profiles, ...lastSaid(consents)]) {
    if (said.opted_out !== null) opted_out = opted_out || said.opted_out;
  }
  return {
    canonical_client_id: first?.client_id ?? null,
    canonical_visits: first?.visits ?? null,
    canonical_created_at: first?.created_at ?? null,
    phone: firstOf(profiles, ({ phone }) => phone !== null)?.phone ?? null,
    name: firstOf(profiles, ({ name }) => name !== null)?.name ?? null,
    opted_out,
  };
}

/** Of those that count, the first in the order of canonical profiles. */
export function firstOf(
  profiles: Iterable<MemberProfileState>,
  counts: (profile: MemberProfileState) => boolean,
): MemberProfileState | undefined {
  let first: MemberProfileState | undefined;
  for (const profile of profiles) {
    if (counts(profile) && (first === undefined || standsBefore(profile, first))) first = profile;
  }
  return first;
}
