import { createHmac } from 'node:crypto';
import type { Message } from '../deliveries.ts';
import type { Faults } from '../faults.ts';
import type { WebhookTarget } from '../options.ts';
import { type Announcing, type Odd, Webhooks } from '../webhooks.ts';
import type { Change } from '../world/calendar.ts';
import { VENUES } from '../world/venues.ts';
import type { World } from '../world/world.ts';
import type { ToastFault } from './faults.ts';
import { guid, KIND } from './guid.ts';
import { poisoned } from './oddities.ts';
import { order } from './order.ts';
import { TOAST_RESTAURANTS } from './restaurants.ts';

/** Toast's own: 2 s for an answer, a retry after 5 and one after 10 more minutes, then never (orders webhook, devguide). */
const TIMEOUT_MS = 2_000;
const RETRIES_MS = [300_000, 600_000];
const EVENT = 'order_updated';

/**
 * Sends `order_updated` for every change from now on, on create too: the order as it stood at that change, without
 * names and addresses. The signature's `timestamp` is the wall's; dates inside the order are the sandbox's.
 */
export function toastWebhooks(
  world: World,
  announcing: Omit<Announcing, 'name' | 'url' | 'faults'> & { readonly faults: Faults<ToastFault> },
  { url, secret }: WebhookTarget,
): Webhooks<Change> {
  const rules = {
    timeout_ms: TIMEOUT_MS,
    retries_ms: RETRIES_MS,
    retryable: (status: number) => status === 404 || status === 429 || status >= 500,
  };
  const messages = new Messages(world, secret);
  return new Webhooks({ ...announcing, name: 'toast.webhooks', url }, rules, {
    happened: (after_ms, to_ms) => world.changesWithin(after_ms, to_ms),
    message: (change, odd) => {
      const huge = announcing.faults.strikes('webhook_huge') !== null;
      return messages.message(change, { ...odd, huge }, new Date().toISOString());
    },
  });
}

interface ToastOdd extends Odd {
  readonly huge: boolean;
}

class Messages {
  private readonly world: World;
  private readonly secret: string;

  constructor(world: World, secret: string) {
    this.world = world;
    this.secret = secret;
  }

  /** The same bytes at each attempt: Toast repeats the message, its timestamp included. */
  message(change: Change, odd: ToastOdd, timestamp: string): Message {
    const restaurantGuid = TOAST_RESTAURANTS[VENUES[change.visit.venue]!.id]!;
    const secret = odd.badSignature ? `${this.secret}!` : this.secret;
    return {
      write: (attempt) => {
        const body = Buffer.from(JSON.stringify(this.envelope(change, odd, { timestamp, restaurantGuid })));
        return {
          body,
          headers: {
            'Content-Type': 'application/json',
            'Toast-Signature': createHmac('sha256', secret).update(body).update(timestamp).digest('base64'),
            'Toast-Attempt-Number': String(attempt),
            'Toast-Event-Type': EVENT,
            'Toast-Event-Category': EVENT,
            'Toast-Restaurant-External-ID': restaurantGuid,
          },
        };
      },
    };
  }

  private envelope({ visit, at_ms }: Change, odd: ToastOdd, about: { timestamp: string; restaurantGuid: string }) {
    const { seed } = this.world.options;
    const stood = order(this.world, visit, at_ms, false);
    return {
      timestamp: about.timestamp,
      eventCategory: EVENT,
      eventType: EVENT,
      guid: guid(seed, KIND.event, visit.venue, visit.day, visit.number, at_ms),
      details: {
        restaurantGuid: about.restaurantGuid,
        order: odd.poison && stood ? poisoned(stood, at_ms, at_ms % 3) : stood,
        appliedPackagingInfo: odd.huge ? manyPackages(seed) : null,
      },
    };
  }
}

/** Packaging preferences by the thousand: 600 KB, as some real bodies are. */
function manyPackages(seed: number) {
  const appliedPackagingItems = Array.from({ length: 3_400 }, (_, which) => ({
    guid: guid(seed, KIND.package, which),
    entityType: 'AppliedPackagingItem',
    itemConfigId: guid(seed, KIND.package, which, 1),
    inclusion: 'NO',
    itemTypes: ['UTENSILS'],
    guestDisplayName: 'Knife, fork & spoon',
  }));
  return { guid: guid(seed, KIND.package), entityType: 'AppliedPackagingInfo', appliedPackagingItems };
}
