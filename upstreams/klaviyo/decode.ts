import type { Decoded, Origin } from '../../runtime/types.ts';
import { normaliseEmail } from '../../schemas/email.ts';
import type { EmailEngagement } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { Fields, isObject } from '../shared/fields.ts';
import { LONGEST_ID, recordOrRefusal, refusal } from '../shared/untrusted.ts';
import { utcOf } from '../shared/utc.ts';
import { written } from '../shared/written.ts';

const LONGEST_TEXT = 2000;

export interface EventContext {
  readonly kind: 'open' | 'click';
  /** The profile resource of an id; undefined where there is none. */
  readonly profile: (id: string) => unknown;
  readonly origin: Origin;
}

/**
 * An event, from the list or a webhook → our record, the same for both; or a refusal that names the path and what was
 * expected there, never a value. Null where it is of nobody with an address: the profile is gone, or has none. Takes any
 * JSON, and throws nothing.
 */
export function decodeEvent(json: unknown, { kind, profile, origin }: EventContext): Decoded | null {
  return decoded(json, origin, () => {
    const event = new Fields(json);
    const id = event.text('id', LONGEST_ID);
    const attributes = childOf(event, 'attributes');
    const occurred_at = momentOf(attributes);
    const email = addressIn(profile(profileIdIn(json) ?? ''));
    if (email === null) return null;
    const campaign = campaignIn(attributes.childOrNull('event_properties'));
    return { event_id: `klaviyo:${id}`, upstream: 'klaviyo', email, kind, campaign, occurred_at };
  });
}

/**
 * What a profile says of marketing by e-mail, as an event of the moment from which on it says so: `subscribe`,
 * `unsubscribe`, or `suppress` where Klaviyo sends nothing whatever the guest said. Null where it has no address, or was
 * never asked. See decodeEvent.
 */
export function decodeConsent(json: unknown, origin: Origin): Decoded | null {
  return decoded(json, origin, () => {
    const profile = new Fields(json);
    const id = profile.text('id', LONGEST_ID);
    const attributes = childOf(profile, 'attributes');
    const email = addressIn(json);
    const said = saidIn(attributes);
    if (email === null || said === null) return null;
    const { kind, occurred_at } = said;
    const event_id = `klaviyo:${id}@${new Date(occurred_at).toISOString()}:${kind}`;
    return { event_id, upstream: 'klaviyo', email, kind, campaign: null, occurred_at };
  });
}

/** The profile that an event is of; null where it names none. */
export function profileIdIn(event: unknown): string | null {
  const relationships = isObject(event) ? event.relationships : undefined;
  const profile = isObject(relationships) ? relationships.profile : undefined;
  const data = isObject(profile) ? profile.data : undefined;
  return isObject(data) && typeof data.id === 'string' ? data.id : null;
}

/** When an event happened, or a profile was last changed; null where the row does not say. */
export function changedAt(row: unknown, name: 'datetime' | 'updated'): number | null {
  const attributes = isObject(row) ? row.attributes : undefined;
  if (!isObject(attributes)) return null;
  const { timestamp, [name]: text } = attributes;
  if (name === 'datetime' && Number.isInteger(timestamp)) return Number(timestamp) * 1000;
  return typeof text === 'string' ? utcOf(text) : null;
}

function decoded(json: unknown, origin: Origin, value: () => EmailEngagement | null): Decoded | null {
  const payload = () => written(json);
  let read: EmailEngagement | null;
  try {
    read = value();
  } catch (error) {
    return refusal(error, { upstream: 'klaviyo', origin, payload });
  }
  if (read === null) return null;
  const known = read;
  return recordOrRefusal({
    ...{ topic: topics.email_engagement, upstream: 'klaviyo', origin, payload },
    read: () => ({ value: known, event_time_ms: known.occurred_at }),
  });
}

/** In whole seconds, as both ways have them. */
function momentOf(attributes: Fields): number {
  const seconds = attributes.numberOrNull('timestamp');
  const at_ms = seconds === null ? timeOrNull(attributes, 'datetime') : seconds * 1000;
  if (at_ms === null) throw attributes.missing('timestamp');
  if (!Number.isSafeInteger(at_ms) || at_ms <= 0)
    throw attributes.unreadable('timestamp', 'out_of_range', 'epoch seconds expected');
  return at_ms;
}

interface Said {
  readonly kind: 'subscribe' | 'unsubscribe' | 'suppress';
  readonly occurred_at: number;
}

const kinds: Readonly<Record<string, Said['kind']>> = { SUBSCRIBED: 'subscribe', UNSUBSCRIBED: 'unsubscribe' };

/** Who has unsubscribed is suppressed as well; that is the lesser word. Null: never asked, nor suppressed. */
function saidIn(attributes: Fields): Said | null {
  const marketing = attributes.childOrNull('subscriptions')?.childOrNull('email')?.childOrNull('marketing');
  if (marketing == null) return null;
  const consent = marketing.textOrNull('consent', LONGEST_TEXT) ?? '';
  const suppressions = marketing.children('suppression');
  const said = Object.hasOwn(kinds, consent) ? kinds[consent] : undefined;
  const kind = said === 'unsubscribe' ? said : suppressions.length > 0 ? 'suppress' : said;
  if (kind === undefined) return null;
  const times = [
    timeOrNull(marketing, 'last_updated'),
    timeOrNull(marketing, 'consent_timestamp'),
    ...suppressions.map((one) => timeOrNull(one, 'timestamp')),
  ].filter((at_ms) => at_ms !== null);
  const occurred_at = times.length > 0 ? Math.max(...times) : timeOrNull(attributes, 'updated');
  if (occurred_at === null) throw marketing.missing('last_updated');
  return { kind, occurred_at };
}

function addressIn(profile: unknown): string | null {
  const attributes = isObject(profile) ? profile.attributes : undefined;
  const email = isObject(attributes) ? attributes.email : undefined;
  return typeof email === 'string' ? normaliseEmail(email) : null;
}

function campaignIn(properties: Fields | null): string | null {
  const named = [properties?.raw('Campaign Name'), properties?.raw('$message')];
  const name = named.find((one) => typeof one === 'string' && one !== '' && one.length <= LONGEST_TEXT);
  return typeof name === 'string' ? name : null;
}

function childOf(fields: Fields, name: string): Fields {
  const child = fields.childOrNull(name);
  if (child === null) throw fields.missing(name);
  return child;
}

function timeOrNull(fields: Fields, name: string): number | null {
  const text = fields.textOrNull(name, 100);
  if (text === null) return null;
  const at_ms = utcOf(text);
  if (at_ms === null) throw fields.unreadable(name, 'wrong_type', 'an ISO 8601 instant expected');
  return at_ms;
}
