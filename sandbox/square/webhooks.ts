import { createHmac } from 'node:crypto';
import type { Message } from '../deliveries.ts';
import type { WebhookTarget } from '../options.ts';
import { type Announcing, type Odd, Webhooks } from '../webhooks.ts';
import type { Visit } from '../world/calendar.ts';
import { SQUARE_MERCHANT, SQUARE_VENUE } from './account.ts';
import { customer } from './customer.ts';
import { keyOf, orderId, partOf, uuid } from './ids.ts';
import type { Ledger } from './ledger.ts';
import { date } from './notation.ts';
import { stateOf } from './order.ts';
import { payment, refundOf } from './payment.ts';

const MINUTE_MS = 60_000;

/** 10 s for an answer, eleven retries within a day (developer.squareup.com/docs/webhooks/overview). */
const RULES = {
  timeout_ms: 10_000,
  retries_ms: [1, 2, 4, 8, 16, 32, 60, 120, 240, 480, 480].map((minutes) => minutes * MINUTE_MS),
  retryable: () => true,
};

/** Something that Square tells of. */
interface Event {
  readonly type: string;
  /** What it is about: `data.type` and `data.id`. */
  readonly about: readonly [type: string, id: string];
  readonly at_ms: number;
  readonly object: () => object;
}

/**
 * Tells of every change from now on: of an order with hardly more than its id, of payments, refunds and customers with
 * all there is. The same event each time.
 */
export function squareWebhooks(
  ledger: Ledger,
  announcing: Omit<Announcing, 'name' | 'url'>,
  { url, secret }: WebhookTarget,
): Webhooks<Event> {
  return new Webhooks<Event>({ ...announcing, name: 'square.webhooks', url }, RULES, {
    happened: (after_ms, to_ms) => {
      const orders = ledger.happened(after_ms, to_ms).flatMap(({ visit, at_ms }) => eventsOf(ledger, visit, at_ms));
      const customers = ledger.directory.happened(after_ms, to_ms).map((change) => ofCustomer(ledger, change));
      return [...orders, ...customers].sort((one, other) => one.at_ms - other.at_ms);
    },
    message: (event, odd) => message(event, odd, { url, secret }),
  });
}

function eventsOf(ledger: Ledger, key: Visit, at_ms: number): Event[] {
  const standing = ledger.standing(key, at_ms);
  if (standing === null) return [];
  const id = orderId(ledger.world.options.seed, key);
  const what = standing.version === 1 ? 'order_created' : 'order_updated';
  const told = {
    order_id: id,
    version: standing.version,
    location_id: SQUARE_VENUE.square,
    state: partOf(key).kind === 'return' ? 'COMPLETED' : stateOf(standing),
    created_at: date(standing.opened_at_ms),
    updated_at: date(standing.updated_at_ms),
  };
  const event = { type: what.replace('_', '.'), about: [what, id] as const, at_ms, object: () => ({ [what]: told }) };
  return [event, ...ofMoney(ledger, key, at_ms)];
}

/** Payments that were taken or changed at that moment, and refunds that were made. */
function ofMoney(ledger: Ledger, key: Visit, at_ms: number): Event[] {
  const part = partOf(key);
  const saleKey = keyOf({ ...part, kind: 'sale' });
  const sale = ledger.standing(saleKey, at_ms);
  if (sale === null) return [];
  return sale.check.payments.flatMap((paid, place) => {
    if (part.kind === 'return') {
      const refund = refundOf(ledger, saleKey, { place, at_ms });
      if (refund === null) return [];
      return { type: 'refund.created', about: ['refund', refund.id] as const, at_ms, object: () => ({ refund }) };
    }
    if (paid.at_ms !== at_ms && paid.modified_at_ms !== at_ms) return [];
    const told = payment(ledger, sale, { place, at_ms });
    if (told === null) return [];
    const type = paid.at_ms === at_ms ? 'payment.created' : 'payment.updated';
    return { type, about: ['payment', told.id] as const, at_ms, object: () => ({ payment: told }) };
  });
}

function ofCustomer({ directory }: Ledger, { id, at_ms, made }: { id: string; at_ms: number; made: boolean }): Event {
  const type = made ? 'customer.created' : 'customer.updated';
  const object = () => {
    const found = directory.find(id, at_ms);
    return { customer: found && customer(found) };
  };
  return { type, about: ['customer', id], at_ms, object };
}

function message({ type, about, at_ms, object }: Event, odd: Odd, { url, secret }: WebhookTarget): Message {
  const [kind, id] = about;
  const data = odd.poison ? { type: kind } : { type: kind, id, object: object() };
  const envelope = {
    merchant_id: SQUARE_MERCHANT,
    type: odd.poison ? 'order.updated' : type,
    event_id: uuid(`${type} ${id} ${at_ms}`),
    created_at: date(at_ms),
    data,
  };
  const body = Buffer.from(JSON.stringify(envelope));
  const key = odd.badSignature ? `${secret}!` : secret;
  const began = new Date().toISOString();
  return {
    write: (attempt) => ({
      body,
      headers: {
        'Content-Type': 'application/json',
        'x-square-hmacsha256-signature': createHmac('sha256', key).update(url).update(body).digest('base64'),
        'square-environment': 'Sandbox',
        'square-initial-delivery-timestamp': began,
        ...(attempt > 1 && { 'square-retry-number': String(attempt - 1), 'square-retry-reason': 'http_error' }),
      },
    }),
  };
}
