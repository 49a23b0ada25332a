import type { Decoded, Origin } from '../../runtime/types.ts';
import type { Delivery } from '../../schemas/generated/types.ts';
import { isObject } from '../shared/fields.ts';
import type { IgnoredKinds } from '../shared/ignored-kinds.ts';
import { hmacSha256, isSignature } from '../shared/signature.ts';
import { idIn, jsonIn } from '../shared/untrusted.ts';
import type { Admission, Webhook, WebhookRequest } from '../types.ts';
import type { LinkedIds } from './config.ts';
import { decodeResponse } from './decode.ts';

export interface WebhookOptions {
  readonly secret: string;
  readonly ids: LinkedIds;
  readonly ignored: IgnoredKinds;
}

interface Message {
  readonly event_id: string;
  readonly event_type: string;
  readonly response: Readonly<Record<string, unknown>>;
}

const PREFIX = 'sha256=';

/**
 * Typeform's webhooks: `{event_id, event_type: "form_response", form_response}`, the response in full, so nothing needs to
 * be read. No time is signed: a delivery that comes again is told by its event's id, and what it says by the response's
 * token, under which the poll publishes it too.
 */
export function typeformWebhook({ secret, ids, ignored }: WebhookOptions): Webhook {
  return {
    admit: (request) => admit(secret, request),
    async resolve({ delivery_id, body }) {
      const origin: Origin = { kind: 'delivery', delivery_id };
      const message = messageIn(jsonIn(body));
      if (message === null) return [refused('envelope_incomplete', body, origin)];
      if (message.event_type !== 'form_response') {
        ignored.note(message.event_type);
        return [];
      }
      const form_id = idIn(message.response.form_id);
      if (form_id === null) return [refused('no_form_id', body, origin)];
      return [decodeResponse(message.response, { form_id, ids, origin })];
    },
  };
}

function admit(secret: string, { headers, body, now_ms }: WebhookRequest): Admission {
  const signature = headers['typeform-signature']?.trim();
  if (signature === undefined) return { kind: 'unauthorized', reason: 'signature_missing' };
  const signed = signature.startsWith(PREFIX) ? signature.slice(PREFIX.length) : '';
  if (!isSignature(signed, 'base64', hmacSha256(secret, body))) {
    return { kind: 'unauthorized', reason: 'signature_wrong' };
  }
  const json = jsonIn(body);
  if (!isObject(json)) return { kind: 'malformed', reason: 'not_json' };
  const message = messageIn(json);
  if (message === null) return { kind: 'malformed', reason: 'envelope_incomplete' };
  const delivery: Delivery = {
    delivery_id: `typeform:${message.event_id}`,
    upstream: 'typeform',
    entity_id: `typeform:${idIn(message.response.token) ?? message.event_id}`,
    received_at: now_ms,
    headers: {},
    body,
  };
  return { kind: 'admitted', delivery };
}

/** Null without a kind and an id. */
function messageIn(json: unknown): Message | null {
  if (!isObject(json)) return null;
  const [event_id, event_type] = [json.event_id, json.event_type].map(idIn);
  if (event_id == null || event_type == null) return null;
  return { event_id, event_type, response: isObject(json.form_response) ? json.form_response : {} };
}

function refused(reason: string, payload: Buffer, origin: Origin): Decoded {
  return { kind: 'refused', reason, upstream: 'typeform', payload, origin };
}
