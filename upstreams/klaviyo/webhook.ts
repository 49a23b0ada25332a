import type { Decoded, Origin } from '../../runtime/types.ts';
import type { Delivery } from '../../schemas/generated/types.ts';
import { priority } from '../shared/budget.ts';
import { isObject } from '../shared/fields.ts';
import type { IgnoredKinds } from '../shared/ignored-kinds.ts';
import { fingerprintOf } from '../shared/seen.ts';
import { hmacSha256, isSignature } from '../shared/signature.ts';
import { idIn, jsonIn } from '../shared/untrusted.ts';
import { written } from '../shared/written.ts';
import type { Admission, Webhook, WebhookRequest } from '../types.ts';
import type { KlaviyoPages } from './api.ts';
import { decodeConsent, decodeEvent, profileIdIn } from './decode.ts';

const TOLERANCE_MS = 5 * 60_000;
const [SIGNATURE, TIMESTAMP, WEBHOOK_ID] = ['klaviyo-signature', 'klaviyo-timestamp', 'klaviyo-webhook-id'] as const;

/** What each topic tells. Of those that are about consent the profile has the last word. */
const topics: Readonly<Record<string, 'open' | 'click' | 'consent'>> = {
  'event:klaviyo.opened_email': 'open',
  'event:klaviyo.clicked_email': 'click',
  'event:klaviyo.subscribed_to_email_marketing': 'consent',
  'event:klaviyo.unsubscribed_from_email_marketing': 'consent',
  'event:klaviyo.bounced_email': 'consent',
  'event:klaviyo.marked_email_as_spam': 'consent',
};

export interface WebhookOptions {
  readonly secret: string;
  readonly api: Pick<KlaviyoPages, 'profiles'>;
  readonly ignored: IgnoredKinds;
}

/** One of the events of a delivery. */
interface Told {
  readonly external_id: string;
  readonly topic: string;
  /** As the list has it, if it is one. */
  readonly event: unknown;
}

/**
 * Klaviyo's system webhooks: `{data: [{external_id, topic, payload}], meta}`, several events in one. They name profiles, not
 * addresses, so one request asks for all profiles of a delivery; what is told of each is what the poll tells.
 */
export function klaviyoWebhook({ secret, api, ignored }: WebhookOptions): Webhook {
  return {
    admit: (request) => admit(secret, request),
    async resolve({ delivery_id, body }, signal) {
      const origin: Origin = { kind: 'delivery', delivery_id };
      const { told, broken } = messageIn(jsonIn(body));
      const wanted = told.filter(({ topic }) => {
        const known = Object.hasOwn(topics, topic);
        if (!known) ignored.note(topic);
        return known;
      });
      const ids = [...new Set(wanted.flatMap(({ event }) => profileIdIn(event) ?? []))];
      const profiles = await api.profiles(ids, { priority: priority.delivery, signal });
      const decoded = wanted.flatMap((one) => decodedOf(one, profiles, origin) ?? []);
      return [...decoded, ...broken.map((one) => refused('envelope_incomplete', one, origin))];
    },
  };
}

function decodedOf({ topic, event }: Told, profiles: ReadonlyMap<string, unknown>, origin: Origin): Decoded | null {
  const kind = topics[topic];
  const id = profileIdIn(event);
  if (id === null) return refused('no_profile_id', event ?? null, origin);
  if (kind === 'open' || kind === 'click')
    return decodeEvent(event, { kind, profile: (of) => profiles.get(of), origin });
  const profile = profiles.get(id);
  // Somebody has deleted it meanwhile.
  return profile === undefined ? null : decodeConsent(profile, origin);
}

function admit(secret: string, { headers, body, now_ms }: WebhookRequest): Admission {
  const [signature, timestamp] = [headers[SIGNATURE], headers[TIMESTAMP]];
  if (signature === undefined || timestamp === undefined) return { kind: 'unauthorized', reason: 'signature_missing' };
  if (!isSignature(signature, 'hex', hmacSha256(secret, body, timestamp))) {
    return { kind: 'unauthorized', reason: 'signature_wrong' };
  }
  if (!(Math.abs(momentOf(timestamp) - now_ms) <= TOLERANCE_MS)) {
    return { kind: 'unauthorized', reason: 'signed_at_another_time' };
  }
  const json = jsonIn(body);
  if (!isObject(json)) return { kind: 'malformed', reason: 'not_json' };
  const { told } = messageIn(json);
  if (told.length === 0) return { kind: 'malformed', reason: 'envelope_incomplete' };
  return { kind: 'admitted', delivery: deliveryOf(told, { headers, body, now_ms }) };
}

/** A delivery that comes again has the same events, and no id of its own: Klaviyo-Webhook-Id is the subscription's. */
function deliveryOf(told: readonly Told[], { headers, body, now_ms }: WebhookRequest): Delivery {
  const names = told.map(({ topic, external_id }) => [topic, external_id]);
  const [first] = told;
  const kept = [TIMESTAMP, WEBHOOK_ID].map((name) => [name, headers[name]?.slice(0, 200)] as const);
  return {
    delivery_id: `klaviyo:${fingerprintOf(JSON.stringify(names))}`,
    upstream: 'klaviyo',
    entity_id: `klaviyo:${profileIdIn(first?.event) ?? first?.external_id}`,
    received_at: now_ms,
    headers: Object.fromEntries(
      kept.filter((entry): entry is readonly [(typeof entry)[0], string] => entry[1] !== undefined),
    ),
    body,
  };
}

const IMF_FIXDATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** `Tue, 03 Jun 2025 14:00:00 GMT`; NaN where it is not written so. */
function momentOf(text: string): number {
  return IMF_FIXDATE.test(text) ? Date.parse(text) : Number.NaN;
}

/** Its events, and what stands among them without a kind or an id. Empty where it is no message. */
function messageIn(json: unknown): { readonly told: readonly Told[]; readonly broken: readonly unknown[] } {
  const told: Told[] = [];
  const broken: unknown[] = [];
  const data = isObject(json) && Array.isArray(json.data) ? json.data : [];
  for (const one of data) {
    const [external_id, topic] = isObject(one) ? [idIn(one.external_id), idIn(one.topic)] : [null, null];
    if (external_id === null || topic === null) broken.push(one);
    else told.push({ external_id, topic, event: isObject(one.payload) ? one.payload.data : undefined });
  }
  return { told, broken };
}

function refused(reason: string, told: unknown, origin: Origin): Decoded {
  return { kind: 'refused', reason, upstream: 'klaviyo', payload: written(told), origin };
}
