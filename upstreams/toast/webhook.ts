import { Failure } from '../../runtime/failures.ts';
import type { Decoded, Origin } from '../../runtime/types.ts';
import type { Delivery } from '../../schemas/generated/types.ts';
import { priority } from '../shared/budget.ts';
import { isObject } from '../shared/fields.ts';
import type { IgnoredKinds } from '../shared/ignored-kinds.ts';
import { instantOf } from '../shared/instants.ts';
import { hmacSha256, isSignature } from '../shared/signature.ts';
import { idIn, jsonIn, LONGEST_ID } from '../shared/untrusted.ts';
import { written } from '../shared/written.ts';
import type { Admission, Webhook, WebhookRequest } from '../types.ts';
import type { ToastApi } from './api.ts';
import { type Restaurant, unknownRestaurant } from './config.ts';
import { decodeOrder } from './decode.ts';

/**
 * Toast signs the moment of the message, and repeats the message up to 15 minutes later (devguide: webhook retries):
 * the usual five minutes would refuse what was merely late.
 */
const TOLERANCE_MS = 24 * 3_600_000;

/** What is worth keeping of the headers; the signature is not. */
const kept = [
  'toast-attempt-number',
  'toast-event-type',
  'toast-event-category',
  'toast-restaurant-external-id',
  'user-agent',
];

/** `channel_order_updated`: an order that the API client itself placed (devguide: orders webhook). */
const orderEvents = new Set(['order_updated', 'channel_order_updated']);

export interface WebhookOptions {
  readonly secret: string;
  readonly api: ToastApi;
  readonly ignored: IgnoredKinds;
  /** By the restaurant's GUID, lower case. */
  readonly restaurants: ReadonlyMap<string, Restaurant>;
}

/**
 * Toast's webhooks: `{timestamp, eventCategory, eventType, guid, details}`, signed by `Toast-Signature` =
 * Base64(HMAC-SHA256(secret, body + timestamp)) (devguide: apiMessageSigning.html), the timestamp taken from the body
 * (JUDGMENT: no header carries it). Orders come without names and addresses, so each is fetched.
 */
export function toastWebhook({ secret, api, ignored, restaurants }: WebhookOptions): Webhook {
  return {
    admit: (request) => admit(secret, request),
    async resolve(delivery, signal) {
      const origin: Origin = { kind: 'delivery', delivery_id: delivery.delivery_id };
      const message: unknown = JSON.parse(delivery.body.toString('utf8'));
      const kind = kindOf(message);
      if (!orderEvents.has(kind)) {
        ignored.note(kind);
        return [];
      }
      const guid = orderGuidOf(message);
      if (guid === null) return [refused('no_order_guid', delivery, origin)];
      const restaurant = restaurantOfDelivery(delivery, message, restaurants);
      if (restaurant === null) return [refused('no_restaurant_guid', delivery, origin)];
      return [await fetched({ api, guid, restaurant, origin, signal })];
    },
  };
}

function admit(secret: string, { headers, body, now_ms }: WebhookRequest): Admission {
  const signature = headers['toast-signature'];
  if (signature === undefined) return { kind: 'unauthorized', reason: 'signature_missing' };
  const message = jsonIn(body);
  const timestamp = isObject(message) && typeof message.timestamp === 'string' ? message.timestamp : '';
  const expected = hmacSha256(secret, body, timestamp);
  if (!isSignature(signature, 'base64', expected)) {
    return { kind: 'unauthorized', reason: 'signature_wrong' };
  }
  if (!isObject(message)) return { kind: 'malformed', reason: 'not_json' };
  const signed_ms = instantOf(timestamp);
  if (signed_ms === null) return { kind: 'malformed', reason: 'timestamp_missing' };
  if (Math.abs(now_ms - signed_ms) > TOLERANCE_MS) return { kind: 'unauthorized', reason: 'signed_at_another_time' };
  const id = idIn(message.guid);
  if (id === null || kindOf(message) === '') return { kind: 'malformed', reason: 'envelope_incomplete' };
  return { kind: 'admitted', delivery: deliveryOf(id, message, { headers, body, now_ms }) };
}

function deliveryOf(id: string, message: unknown, { headers, body, now_ms }: WebhookRequest): Delivery {
  const entries = kept.map((name) => [name, headers[name]?.slice(0, LONGEST_ID)] as const);
  const present = entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  return {
    delivery_id: `toast:${id}`,
    upstream: 'toast',
    entity_id: `toast:${orderGuidOf(message) ?? id}`,
    received_at: now_ms,
    headers: Object.fromEntries(present),
    body,
  };
}

interface Fetch {
  readonly api: ToastApi;
  readonly guid: string;
  readonly restaurant: Restaurant;
  readonly origin: Origin;
  readonly signal: AbortSignal;
}

async function fetched({ api, guid, restaurant, origin, signal }: Fetch): Promise<Decoded> {
  const call = { restaurant: restaurant.guid, priority: priority.delivery, signal };
  const order = await api.order(guid, call).catch((error: unknown) => {
    if (!(error instanceof Failure) || error.reason !== 'not_found') throw error;
    throw new Failure('poison', 'order_not_found', { message: 'Toast does not know the order', cause: error });
  });
  return decodeOrder(order, () => written(order), { restaurant, origin });
}

function refused(reason: string, { body }: Delivery, origin: Origin): Decoded {
  return { kind: 'refused', reason, upstream: 'toast', payload: body, origin };
}

/** Empty where the message names no kind. */
function kindOf(message: unknown): string {
  if (!isObject(message)) return '';
  return idIn(message.eventType) ?? idIn(message.eventCategory) ?? '';
}

function orderGuidOf(message: unknown): string | null {
  const details = isObject(message) ? message.details : undefined;
  const order = isObject(details) ? details.order : undefined;
  return isObject(order) ? idIn(order.guid) : null;
}

/** The header's word before the body's: in the guide's own sample the body has a GUID that is none. */
function restaurantOfDelivery(
  { headers }: Delivery,
  message: unknown,
  restaurants: ReadonlyMap<string, Restaurant>,
): Restaurant | null {
  const details = isObject(message) ? message.details : undefined;
  const named = [headers['toast-restaurant-external-id'], isObject(details) ? details.restaurantGuid : undefined];
  const guids = named.map(idIn).filter((guid) => guid !== null);
  const configured = guids.map((guid) => restaurants.get(guid.toLowerCase())).find((one) => one !== undefined);
  if (configured !== undefined) return configured;
  if (guids[0] !== undefined) return unknownRestaurant(guids[0]);
  const [only, another] = restaurants.values();
  return another === undefined ? (only ?? null) : null;
}
