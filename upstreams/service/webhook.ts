import { Failure } from '../../runtime/failures.ts';
import type { Decoded, Origin } from '../../runtime/types.ts';
import type { Delivery } from '../../schemas/generated/types.ts';
import { priority } from '../shared/budget.ts';
import { isObject, Unreadable } from '../shared/fields.ts';
import type { IgnoredKinds } from '../shared/ignored-kinds.ts';
import { instantOf } from '../shared/instants.ts';
import { standardWebhookProblem } from '../shared/signature.ts';
import { idIn, jsonIn, LONGEST_ID } from '../shared/untrusted.ts';
import type { Admission, Webhook, WebhookRequest } from '../types.ts';
import type { ServicePages } from './api.ts';
import type { VenueOf } from './config.ts';
import { decodeEvent, type Row, rowOf } from './decode.ts';

/** How much earlier than the event the list is read from: its `updated_at` and the event's time may differ a little. */
const MARGIN_MS = 60_000;

export interface WebhookOptions {
  readonly secret: string;
  readonly api: Pick<ServicePages, 'reservations'>;
  readonly venueOf: VenueOf;
  readonly ignored: IgnoredKinds;
}

/**
 * Service's webhooks, signed by Standard Webhooks: the event's object plus `reservation_id` (ASSUMPTION). Guest and
 * venue are in the list alone, so each leads to a look there, and gives the record that a poll gives.
 */
export function serviceWebhook({ secret, api, venueOf, ignored }: WebhookOptions): Webhook {
  return {
    admit: (request) => admit(secret, request),
    async resolve({ delivery_id, body }, signal): Promise<readonly Decoded[]> {
      const origin: Origin = { kind: 'delivery', delivery_id };
      // Admitted, so it is JSON.
      const event: unknown = JSON.parse(body.toString('utf8'));
      const reservation_id = isObject(event) ? idIn(event.reservation_id) : null;
      if (!isObject(event) || !isOfReservation(event)) {
        ignored.note(isObject(event) ? (idIn(event.type) ?? '') : '');
        return [];
      }
      if (reservation_id === null) {
        return [{ kind: 'refused', reason: 'no_reservation_id', upstream: 'service', payload: body, origin }];
      }
      const { reservation_id: _, ...said } = event;
      const row = await found(api, reservation_id, { since_ms: instantIn(event) - MARGIN_MS, signal });
      const of = { reservation_id, venue_id: venueOf(row?.venue ?? null), email: row?.email ?? null };
      return [decodeEvent(said, of, origin)];
    },
  };
}

function admit(secret: string, { headers, body, now_ms }: WebhookRequest): Admission {
  const problem = standardWebhookProblem({ secret, headers, body, now_ms });
  if (problem !== null) return { kind: 'unauthorized', reason: problem };
  const event = jsonIn(body);
  if (!isObject(event)) return { kind: 'malformed', reason: 'not_json' };
  const [id, type] = [idIn(event.id), idIn(event.type)];
  if (id === null || type === null) return { kind: 'malformed', reason: 'envelope_incomplete' };
  // Signed, so it is there.
  const delivery_id = `service:${headers['webhook-id']}`.slice(0, LONGEST_ID);
  const delivery: Delivery = {
    delivery_id,
    upstream: 'service',
    entity_id: `service:${idIn(event.reservation_id) ?? id}`,
    received_at: now_ms,
    headers: Object.fromEntries(['webhook-id', 'webhook-timestamp'].map((name) => [name, headers[name] ?? ''])),
    body,
  };
  return { kind: 'admitted', delivery };
}

/** The reservation's row in the list; undefined where there is no list, or none of it there. */
async function found(
  { reservations }: Pick<ServicePages, 'reservations'>,
  wanted: string,
  { since_ms, signal }: { readonly since_ms: number; readonly signal: AbortSignal },
): Promise<Row | undefined> {
  if (reservations === null) return undefined;
  const passed = new Set<string>();
  for (let after: string | null = null; ; ) {
    const page = await reservations(Math.max(0, since_ms), after, { priority: priority.delivery, signal });
    const row = page.rows.find((one) => isObject(one) && one.id === wanted);
    if (row !== undefined) return readable(row);
    const last = page.rows.map((one) => (isObject(one) ? idIn(one.id) : null)).findLast((id) => id !== null);
    if (!page.has_more) return undefined;
    if (last == null || passed.has(last)) throw new Failure('retry', 'paging_loop');
    passed.add(last);
    after = last;
  }
}

/** The poll makes a dead letter of a row that is not; the event has its own worth. */
function readable(row: unknown): Row | undefined {
  try {
    return rowOf(row);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function isOfReservation(event: Readonly<Record<string, unknown>>): boolean {
  return event.object === 'reservation_event' || idIn(event.type)?.startsWith('reservation.') === true;
}

function instantIn({ created_at }: Readonly<Record<string, unknown>>): number {
  return (typeof created_at === 'string' ? instantOf(created_at) : null) ?? 0;
}
