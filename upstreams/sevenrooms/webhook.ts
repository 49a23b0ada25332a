import { createHash } from 'node:crypto';
import type { Decoded, Origin } from '../../runtime/types.ts';
import type { Delivery } from '../../schemas/generated/types.ts';
import type { UpstreamLog } from '../shared/deps.ts';
import { isObject } from '../shared/fields.ts';
import { IgnoredKinds } from '../shared/ignored-kinds.ts';
import { hmacSha256, isSignature } from '../shared/signature.ts';
import { idIn, jsonIn, LONGEST_ID } from '../shared/untrusted.ts';
import { utcOf } from '../shared/utc.ts';
import type { Admission, Webhook, WebhookRequest } from '../types.ts';
import type { Places } from './config.ts';
import { decodeClient } from './decode-client.ts';
import { decodeReservation } from './decode-reservation.ts';

const TOLERANCE_MS = 5 * 60_000;
const TIMESTAMP = 'x-sevenrooms-timestamp';

/** What is worth keeping of the headers; the signature is not. */
const kept = [TIMESTAMP, 'user-agent'];

export interface WebhookOptions {
  readonly secret: string;
  /** The name of the header, in any case. */
  readonly signatureHeader: string;
  readonly places: Places;
  readonly log: UpstreamLog;
}

interface Message {
  readonly entity: Readonly<Record<string, unknown>>;
  readonly id: string;
  readonly event_type: string;
  readonly entity_type: string;
}

/**
 * SevenRooms' webhooks: `{entity, event_type, entity_type, updates}`, the entity in full, so nothing needs to be read.
 * What was before is not taken from `updates`: a processor knows it. ASSUMPTION: signed by the lower-case hex of
 * HMAC-SHA256(secret, body), and where X-SevenRooms-Timestamp is sent, it is the moment of the attempt.
 */
export function sevenroomsWebhook({ secret, signatureHeader, places, log }: WebhookOptions): Webhook {
  const header = signatureHeader.toLowerCase();
  const ignored = new IgnoredKinds('sevenrooms', log);
  return {
    admit: (request) => admit(secret, request.headers[header], request),
    async resolve(delivery) {
      const origin: Origin = { kind: 'delivery', delivery_id: delivery.delivery_id };
      const message = messageIn(jsonIn(delivery.body));
      if (message === null) return [refused(delivery, origin)];
      const deleted = message.event_type === 'deleted';
      if (message.entity_type === 'reservation')
        return [decodeReservation(message.entity, { places, origin, deleted })];
      const { country } = places;
      if (message.entity_type === 'client') return [decodeClient(message.entity, { country, origin, deleted })];
      ignored.note(message.entity_type);
      return [];
    },
  };
}

function admit(secret: string, signature: string | undefined, request: WebhookRequest): Admission {
  const { headers, body, now_ms } = request;
  if (signature === undefined) return { kind: 'unauthorized', reason: 'signature_missing' };
  if (!isSignature(signature, 'hex', hmacSha256(secret, body))) {
    return { kind: 'unauthorized', reason: 'signature_wrong' };
  }
  const signed = headers[TIMESTAMP];
  if (signed !== undefined && !(Math.abs(momentOf(signed) - now_ms) <= TOLERANCE_MS)) {
    return { kind: 'unauthorized', reason: 'signed_at_another_time' };
  }
  const json = jsonIn(body);
  if (!isObject(json)) return { kind: 'malformed', reason: 'not_json' };
  const message = messageIn(json);
  if (message === null) return { kind: 'malformed', reason: 'envelope_incomplete' };
  return { kind: 'admitted', delivery: deliveryOf(message, request) };
}

function deliveryOf(message: Message, { headers, body, now_ms }: WebhookRequest): Delivery {
  const { id, entity_type, event_type } = message;
  const entries = kept.map((name) => [name, headers[name]?.slice(0, LONGEST_ID)] as const);
  const present = entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  return {
    delivery_id: `sevenrooms:${[entity_type, id, event_type, changeOf(message, body)].join(':')}`,
    upstream: 'sevenrooms',
    entity_id: `sevenrooms:${id}`,
    received_at: now_ms,
    headers: Object.fromEntries(present),
    body,
  };
}

/** SevenRooms gives its deliveries no ids. The change that it tells of, else its bytes, tell whether one is another. */
function changeOf({ entity }: Message, body: Buffer): string {
  return idIn(entity.updated) ?? createHash('sha256').update(body).digest('base64url').slice(0, 16);
}

/** Epoch seconds or milliseconds, or a time; NaN where it is neither. */
function momentOf(text: string): number {
  if (!/^\d{1,16}(\.\d+)?$/.test(text.trim())) return utcOf(text) ?? Number.NaN;
  const number = Number(text);
  return number < 1e11 ? number * 1000 : number;
}

/** Null without a kind and an id. */
function messageIn(json: unknown): Message | null {
  if (!isObject(json) || !isObject(json.entity)) return null;
  const [id, event_type, entity_type] = [json.entity.id, json.event_type, json.entity_type].map(idIn);
  if (id == null || event_type == null || entity_type == null) return null;
  return { entity: json.entity, id, event_type: kindOf(event_type), entity_type };
}

/** `updated`; also where it comes with its entity before it, as in `reservation.updated`. */
function kindOf(event_type: string): string {
  return event_type.slice(event_type.lastIndexOf('.') + 1);
}

/** What was admitted once is no message to another version of this program. */
function refused({ body }: Delivery, origin: Origin): Decoded {
  return { kind: 'refused', reason: 'envelope_incomplete', upstream: 'sevenrooms', payload: body, origin };
}
