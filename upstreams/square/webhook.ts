import { Failure } from '../../runtime/failures.ts';
import type { Decoded, Origin } from '../../runtime/types.ts';
import type { Delivery } from '../../schemas/generated/types.ts';
import { priority } from '../shared/budget.ts';
import { isObject } from '../shared/fields.ts';
import type { IgnoredKinds } from '../shared/ignored-kinds.ts';
import { instantOf } from '../shared/instants.ts';
import type { Call } from '../shared/keyed-calls.ts';
import { hmacSha256, isSignature } from '../shared/signature.ts';
import { idIn, jsonIn, LONGEST_ID } from '../shared/untrusted.ts';
import type { Admission, Webhook, WebhookRequest } from '../types.ts';
import { orNothing, type SquareApi } from './api.ts';
import type { Locations } from './config.ts';
import { decodeCustomer } from './decode-customer.ts';
import { ordersAround } from './sale.ts';

const SIGNATURE = 'x-square-hmacsha256-signature';

/** What is worth keeping of the headers; the signature is not. */
const kept = [
  'square-environment',
  'square-initial-delivery-timestamp',
  'square-retry-number',
  'square-retry-reason',
  'user-agent',
];

export interface WebhookOptions {
  readonly signatureKey: string;
  /** Exactly as it is registered. */
  readonly url: string;
  readonly api: Pick<SquareApi, 'order' | 'orders' | 'payment' | 'refund' | 'customer' | 'searchOrders'>;
  readonly locations: Locations;
  readonly ignored: IgnoredKinds;
}

/**
 * Square's webhooks: `{merchant_id, type, event_id, created_at, data: {type, id, object}}`, signed by the Base64 of
 * HMAC-SHA256(key, address + body) (square-python-sdk, test_webhooks_helper.py); no time is signed, so what a repetition
 * is, `event_id` says. They come in any order, and of orders with hardly more than the id: so each leads to what is there now.
 */
export function squareWebhook({ signatureKey, url, api, locations, ignored }: WebhookOptions): Webhook {
  return {
    admit: (request) => admit(hmacSha256(signatureKey, url, request.body), request),
    async resolve(delivery, signal) {
      const origin: Origin = { kind: 'delivery', delivery_id: delivery.delivery_id };
      const call = { priority: priority.delivery, signal };
      const message = messageIn(jsonIn(delivery.body));
      if (message === null) return [refused('envelope_incomplete', delivery, origin)];
      const about = subjectOf(message);
      if (about.kind === 'customer') return customer(message, { api, call, origin, country: locations.country });
      if (about.kind === 'nothing') {
        ignored.note(message.type);
        return [];
      }
      if (about.order_id === null) return about.needed ? [refused('no_order_id', delivery, origin)] : [];
      return ordersAround(await found(api, about.order_id, call), { api, locations, origin, call });
    },
  };
}

interface Message {
  readonly type: string;
  readonly event_id: string;
  readonly created_at: unknown;
  /** `data.id`; null where there is none. */
  readonly id: string | null;
  /** `data.object`; empty where there is none. */
  readonly object: Readonly<Record<string, unknown>>;
}

type Subject =
  /** `needed`: without an order it is no such event. */
  | { readonly kind: 'order'; readonly order_id: string | null; readonly needed: boolean }
  | { readonly kind: 'customer' }
  | { readonly kind: 'nothing' };

const ABOUT_ORDERS = /^order\.(created|updated|fulfillment\.updated)$/;
const ABOUT_MONEY = /^(payment|refund)\.(created|updated)$/;
const ABOUT_CUSTOMERS = /^customer\.(created|updated|deleted)$/;

function subjectOf({ type, id, object }: Message): Subject {
  if (ABOUT_CUSTOMERS.test(type)) return { kind: 'customer' };
  const [told] = Object.values(object).filter(isObject);
  const order_id = idIn(told?.order_id);
  if (ABOUT_ORDERS.test(type)) return { kind: 'order', order_id: order_id ?? id, needed: true };
  // Who was paid without an order was paid for nothing that counts.
  if (ABOUT_MONEY.test(type)) return { kind: 'order', order_id, needed: false };
  return { kind: 'nothing' };
}

async function found(api: Pick<SquareApi, 'order'>, id: string, call: Call): Promise<unknown> {
  const order = await orNothing(api.order(id, call));
  if (order === undefined)
    throw new Failure('poison', 'order_not_found', { message: 'Square does not know the order' });
  return order;
}

interface Customers {
  readonly api: Pick<SquareApi, 'customer'>;
  readonly call: Call;
  readonly origin: Origin;
  readonly country: string;
}

/** The customer as it is now; of one that is gone, that it is. One that was merged into another keeps what it had. */
async function customer(message: Message, { api, call, origin, country }: Customers): Promise<Decoded[]> {
  const { type, id, created_at, object } = message;
  if (id === null) return [];
  if (type === 'customer.deleted') {
    const { event_context } = object;
    if (isObject(event_context) && isObject(event_context.merge)) return [];
    const deleted_ms = (typeof created_at === 'string' ? instantOf(created_at) : null) ?? 0;
    const was = isObject(object.customer) ? object.customer : {};
    return [decodeCustomer({ ...was, id }, { country, origin, deleted_ms })];
  }
  const now = await orNothing(api.customer(id, call));
  // It was deleted since: its own event says so.
  return now === undefined ? [] : [decodeCustomer(now, { country, origin })];
}

function admit(expected: Buffer, { headers, body, now_ms }: WebhookRequest): Admission {
  const signature = headers[SIGNATURE];
  if (signature === undefined) return { kind: 'unauthorized', reason: 'signature_missing' };
  if (!isSignature(signature, 'base64', expected)) return { kind: 'unauthorized', reason: 'signature_wrong' };
  const json = jsonIn(body);
  if (!isObject(json)) return { kind: 'malformed', reason: 'not_json' };
  const message = messageIn(json);
  if (message === null) return { kind: 'malformed', reason: 'envelope_incomplete' };
  return { kind: 'admitted', delivery: deliveryOf(message, { headers, body, now_ms }) };
}

/** Of one order, or customer, one after the other. */
function deliveryOf(message: Message, { headers, body, now_ms }: WebhookRequest): Delivery {
  const about = subjectOf(message);
  const entity = (about.kind === 'order' ? about.order_id : message.id) ?? message.event_id;
  const entries = kept.map((name) => [name, headers[name]?.slice(0, LONGEST_ID)] as const);
  const present = entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  return {
    delivery_id: `square:${message.event_id}`,
    upstream: 'square',
    entity_id: `square:${entity}`,
    received_at: now_ms,
    headers: Object.fromEntries(present),
    body,
  };
}

/** Null without a kind and an id. */
function messageIn(json: unknown): Message | null {
  if (!isObject(json)) return null;
  const [type, event_id] = [idIn(json.type), idIn(json.event_id)];
  if (type === null || event_id === null) return null;
  const data = isObject(json.data) ? json.data : {};
  const object = isObject(data.object) ? data.object : {};
  return { type, event_id, created_at: json.created_at, id: idIn(data.id), object };
}

function refused(reason: string, { body }: Delivery, origin: Origin): Decoded {
  return { kind: 'refused', reason, upstream: 'square', payload: body, origin };
}
