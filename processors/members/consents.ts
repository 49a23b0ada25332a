import type { EmailEngagement, MemberConsent } from '../../schemas/generated/types.ts';

/** Kinds of e-mail events that say something of marketing, and whether that is no. Addresses that bounce say no, too. */
const kinds: ReadonlyMap<string, boolean> = new Map([
  ['subscribe', false],
  ['unsubscribe', true],
  ['suppress', true],
]);

/** Null: it says nothing of marketing. */
export function consentOf({ email, event_id, upstream, kind, occurred_at }: EmailEngagement): MemberConsent | null {
  const opted_out = kinds.get(kind);
  return opted_out === undefined ? null : { member: email, event_id, upstream, opted_out, occurred_at };
}

/** What each upstream was told last: of two at one instant the one with the greater id. */
export function lastSaid(consents: Iterable<MemberConsent>): readonly MemberConsent[] {
  const last = new Map<string, MemberConsent>();
  for (const consent of consents) {
    const known = last.get(consent.upstream);
    if (known === undefined || isLater(consent, known)) last.set(consent.upstream, consent);
  }
  return [...last.values()];
}

function isLater(one: MemberConsent, other: MemberConsent): boolean {
  if (one.occurred_at !== other.occurred_at) return one.occurred_at > other.occurred_at;
  return one.event_id > other.event_id;
}
