import type { Standing, Subscriber } from '../world/mailing.ts';
import { instant } from './event.ts';
import { profileId } from './ids.ts';

const CONSENTS = { subscribed: 'SUBSCRIBED', unsubscribed: 'UNSUBSCRIBED', never: 'NEVER_SUBSCRIBED' } as const;

/** The JSON:API resource of a subscriber as that stands; with what it is subscribed to only where that was asked for. */
export function profile(seed: number, of: Subscriber, standing: Standing, withSubscriptions: boolean) {
  const id = profileId(seed, of.index);
  const { code, digits } = of.guest.phone;
  return {
    type: 'profile',
    id,
    attributes: {
      email: of.email,
      phone_number: `+${code}${digits}`,
      external_id: null,
      first_name: of.guest.first_name,
      last_name: of.guest.last_name,
      created: instant(of.changes[0]!.at_ms),
      updated: instant(standing.updated_at_ms),
      properties: {},
      ...(withSubscriptions && { subscriptions: subscriptions(standing) }),
    },
    links: { self: `https://a.klaviyo.com/api/profiles/${id}` },
  };
}

/** Who has unsubscribed is suppressed, too. Moments have fractions there, and not always an offset. */
function subscriptions({ consent, consent_at_ms, bounced_at_ms, updated_at_ms }: Standing) {
  const suppression = [
    ...(consent === 'unsubscribed' ? [{ reason: 'UNSUBSCRIBE', timestamp: fine(consent_at_ms!) }] : []),
    ...(bounced_at_ms === null ? [] : [{ reason: 'HARD_BOUNCE', timestamp: fine(bounced_at_ms) }]),
  ];
  const marketing = {
    can_receive_email_marketing: suppression.length === 0,
    consent: CONSENTS[consent],
    consent_timestamp: consent_at_ms === null ? null : instant(consent_at_ms),
    last_updated: fine(updated_at_ms),
    method: 'FORM',
    double_optin: false,
    suppression,
    list_suppressions: [],
  };
  return { email: { marketing }, sms: null };
}

/** `2023-02-21T20:07:38.000000`. */
function fine(at_ms: number): string {
  return `${new Date(at_ms).toISOString().slice(0, 19)}.000000`;
}
