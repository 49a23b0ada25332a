import { createHmac } from 'node:crypto';
import type { Message } from '../deliveries.ts';
import type { WebhookTarget } from '../options.ts';
import { type Announcing, type Odd, Webhooks } from '../webhooks.ts';
import type { Book } from './book.ts';
import { poisoned } from './oddities.ts';
import type { Echo } from './writer.ts';

/** Nothing is known of time-outs and retries (ASSUMPTION). */
const RULES = {
  timeout_ms: 10_000,
  retries_ms: [60_000, 300_000, 1_800_000],
  retryable: (status: number) => status === 408 || status === 429 || status >= 500,
};

/** What a webhook is about: made when it is sent, but for a write, whose object is as it was right after it. */
export interface Cause {
  readonly entity_type: 'client' | 'reservation';
  readonly made: boolean;
  readonly before: () => object | null;
  readonly after: () => object;
}

/** Sends every change of reservations and profiles from now on, those of the API's own clients too. */
export function sevenroomsWebhooks(
  book: Book,
  announcing: Omit<Announcing, 'name' | 'url'>,
  { url, secret }: WebhookTarget,
): Webhooks<Cause> {
  return new Webhooks<Cause>({ ...announcing, name: 'sevenrooms.webhooks', url }, RULES, {
    happened: (after_ms, to_ms) => happened(book, after_ms, to_ms),
    message: (cause, odd) => message(cause, odd, secret),
  });
}

/** The webhook of a client's own write. */
export function echoed({ entity_type, before, after }: Echo): Cause {
  return { entity_type, made: false, before: () => before, after: () => after };
}

function happened(book: Book, after_ms: number, to_ms: number): Cause[] {
  const { bookings, profiles } = book;
  const reservations = bookings.changesWithin('sevenrooms', after_ms, to_ms).map(({ visit, at_ms }) => {
    const booking = bookings.draw(visit);
    const made = booking.moves[0]!.at_ms === at_ms;
    return {
      at_ms,
      made,
      entity_type: 'reservation' as const,
      of: (moment_ms: number) => book.reservation(booking, moment_ms),
    };
  });
  const clients = profiles.changesWithin(after_ms, to_ms).map(({ profile, at_ms }) => {
    const made = profile.created_at_ms === at_ms;
    return { at_ms, made, entity_type: 'client' as const, of: (moment_ms: number) => book.client(profile, moment_ms) };
  });
  return [...reservations, ...clients]
    .sort((one, other) => one.at_ms - other.at_ms)
    .map(({ at_ms, made, entity_type, of }) => {
      const before = () => (made ? null : of(at_ms - 1));
      return { entity_type, made, before, after: () => of(at_ms) };
    });
}

function message(cause: Cause, odd: Odd, secret: string): Message {
  return {
    write: () => {
      const body = Buffer.from(JSON.stringify(envelope(cause, odd)));
      const key = odd.badSignature ? `${secret}!` : secret;
      return {
        body,
        headers: {
          'content-type': 'application/json',
          'X-SevenRooms-Signature': createHmac('sha256', key).update(body).digest('hex'),
          'X-SevenRooms-Timestamp': String(Math.floor(Date.now() / 1_000)),
        },
      };
    },
  };
}

function envelope({ entity_type, made, before, after }: Cause, odd: Odd) {
  const entity = after();
  const was = before();
  // Every object of the twin has an id.
  const poison = odd.poison ? poisoned(entity as { id: string }, 1) : null;
  return {
    entity: poison ?? entity,
    event_type: made ? 'created' : 'updated',
    entity_type,
    updates: was === null ? [] : updates(new Map(Object.entries(was)), entity),
  };
}

function updates(before: ReadonlyMap<string, unknown>, entity: object) {
  const changed = Object.entries(entity).filter(
    ([field, value]) => field !== 'updated' && JSON.stringify(value) !== JSON.stringify(before.get(field)),
  );
  return changed.map(([field]) => ({ field, previous: before.get(field) ?? null }));
}
