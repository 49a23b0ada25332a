import { createHmac } from 'node:crypto';
import type { Message } from '../deliveries.ts';
import type { WebhookTarget } from '../options.ts';
import { type Announcing, type Odd, Webhooks } from '../webhooks.ts';
import type { Mailing } from '../world/mailing.ts';
import { KLAVIYO_WEBHOOK, METRICS } from './account.ts';
import { changed, event, type Happening, instant, reacted } from './event.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Events in one message, at most (ASSUMPTION). */
const MOST = 5;

/** Nothing is known of time-outs and retries (ASSUMPTION). */
const RULES = {
  timeout_ms: 5 * SECOND_MS,
  retries_ms: [1, 5, 30, 120].map((minutes) => minutes * MINUTE_MS),
  retryable: (status: number) => status === 408 || status === 429 || status >= 500,
};

/** Sends what is opened and clicked, and who comes and goes, from now on: what happened at about one time in one message. */
export function klaviyoWebhooks(
  mailing: Mailing,
  announcing: Omit<Announcing, 'name' | 'url'>,
  { url, secret }: WebhookTarget,
): Webhooks<readonly Happening[]> {
  const { seed } = mailing.world.options;
  return new Webhooks<readonly Happening[]>({ ...announcing, name: 'klaviyo.webhooks', url }, RULES, {
    happened: (after_ms, to_ms) => batches(happened(mailing, after_ms + 1, to_ms + 1)),
    message: (batch, odd) => message(seed, batch, odd, secret),
  });
}

function happened(mailing: Mailing, from_ms: number, to_ms: number): Happening[] {
  const { seed } = mailing.world.options;
  const reactions = mailing.within(from_ms, to_ms).map((reaction) => reacted(seed, reaction));
  const changes = mailing.changesWithin(from_ms, to_ms).flatMap(({ of, change }) => changed(seed, of, change) ?? []);
  return [...reactions, ...changes].sort((one, other) => one.at_ms - other.at_ms);
}

function batches(all: readonly Happening[]): (readonly Happening[])[] {
  return Array.from({ length: Math.ceil(all.length / MOST) }, (_, at) => all.slice(at * MOST, (at + 1) * MOST));
}

/** The same events at each attempt; the timestamp, and with it the signature, is the attempt's own. */
function message(seed: number, batch: readonly Happening[], odd: Odd, secret: string): Message {
  const data = batch.map((happening) => {
    const told = event(seed, happening, instant(happening.at_ms).replace('T', ' '));
    const payload = { data: odd.poison ? { ...told, attributes: 'lost' } : told };
    return { external_id: happening.id, topic: `event:klaviyo.${METRICS[happening.metric].topic}`, payload };
  });
  return {
    write: () => {
      const { id, account } = KLAVIYO_WEBHOOK;
      const now = new Date();
      const meta = {
        klaviyo_webhook_id: id,
        timestamp: now.toISOString().replace('Z', '000+00:00'),
        klaviyo_account_id: account,
      };
      const body = Buffer.from(JSON.stringify({ data, meta }));
      const timestamp = now.toUTCString();
      const key = odd.badSignature ? `${secret}!` : secret;
      return {
        body,
        headers: {
          'content-type': 'application/json',
          'Klaviyo-Webhook-Id': id,
          'Klaviyo-Timestamp': timestamp,
          'Klaviyo-Signature': createHmac('sha256', key).update(body).update(timestamp).digest('hex'),
        },
      };
    },
  };
}
