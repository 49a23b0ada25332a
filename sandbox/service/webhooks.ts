import { createHmac } from 'node:crypto';
import type { Message } from '../deliveries.ts';
import type { WebhookTarget } from '../options.ts';
import { type Announcing, type Odd, Webhooks } from '../webhooks.ts';
import type { Booking } from '../world/booking.ts';
import type { Bookings } from '../world/bookings.ts';
import { type Happening, happenings } from './event.ts';
import { messageId, reservationId } from './ids.ts';
import { poisonedEvent } from './oddities.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

/** Standard Webhooks 1.0.0: the schedule of retries, and 410 for "never again". 15 s for an answer is a guess. */
const RULES = {
  timeout_ms: 15 * SECOND_MS,
  retries_ms: [
    5 * SECOND_MS,
    300 * SECOND_MS,
    1_800 * SECOND_MS,
    ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR_MS),
  ],
  retryable: () => true,
  disabling: [410],
};

interface Cause {
  readonly booking: Booking;
  readonly happening: Happening;
}

/** Sends every event of every reservation from now on: the event object with its `reservation_id` (ASSUMPTION). */
export function serviceWebhooks(
  bookings: Bookings,
  announcing: Omit<Announcing, 'name' | 'url'>,
  { url, secret }: WebhookTarget,
): Webhooks<Cause> {
  const { world } = bookings;
  return new Webhooks<Cause>({ ...announcing, name: 'service.webhooks', url }, RULES, {
    happened: (after_ms, to_ms) =>
      bookings.changesWithin('service', after_ms, to_ms).flatMap(({ visit, at_ms }) => {
        const booking = bookings.draw(visit);
        const of = happenings(world, booking, at_ms).filter((happening) => happening.at_ms === at_ms);
        return of.map((happening) => ({ booking, happening }));
      }),
    message: (cause, odd) => message(world.options.seed, cause, odd, secret),
  });
}

/** The same id and bytes at each attempt; the timestamp, and with it the signature, is the attempt's own. */
function message(seed: number, { booking, happening }: Cause, odd: Odd, secret: string): Message {
  const { place, event } = happening;
  const told = odd.poison ? poisonedEvent(event, place) : event;
  const reservation_id = reservationId(seed, booking.key);
  const body = Buffer.from(JSON.stringify({ ...(told as object), reservation_id })); // an event or its like is an object
  const id = messageId(seed, booking.key, place);
  return {
    write: () => {
      const timestamp = String(Math.floor(Date.now() / SECOND_MS));
      const signed = signature(
        odd.badSignature ? `AAAA${withoutPrefix(secret)}` : withoutPrefix(secret),
        `${id}.${timestamp}.`,
        body,
      );
      return {
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signed}`,
        },
      };
    },
  };
}

/** The key is what follows `whsec_`, in base64. */
function withoutPrefix(secret: string): string {
  return secret.replace(/^whsec_/, '');
}

function signature(key: string, before: string, body: Buffer): string {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(before).update(body).digest('base64');
}
