import { createHmac } from 'node:crypto';
import type { Message } from '../deliveries.ts';
import type { WebhookTarget } from '../options.ts';
import { type Announcing, type Odd, Webhooks } from '../webhooks.ts';
import type { Survey } from '../world/surveys.ts';
import { definition } from './form.ts';
import { eventId } from './ids.ts';
import { poisoned } from './oddities.ts';
import { type Known, response } from './response.ts';
import type { Shelf } from './shelf.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** The vendor's own: 30 s for an answer, 404 and 410 for "never again", some statuses every few minutes for ten hours. */
const RULES = {
  timeout_ms: 30 * SECOND_MS,
  retries_ms: [5, 10, 20, 60, 120, 180, 240].map((minutes) => minutes * MINUTE_MS),
  patience: { statuses: [408, 423, 429, 503], retries_ms: Array.from({ length: 240 }, () => 2.5 * MINUTE_MS) },
  retryable: () => true,
  disabling: [404, 410],
};

/** Sends every response from now on, at the moment of its submission. */
export function typeformWebhooks(
  { shelf, known }: { shelf: Shelf; known: Known },
  announcing: Omit<Announcing, 'name' | 'url'>,
  { url, secret }: WebhookTarget,
): Webhooks<Survey> {
  return new Webhooks<Survey>({ ...announcing, name: 'typeform.webhooks', url }, RULES, {
    happened: (after_ms, to_ms) => shelf.surveys.within(after_ms + 1, to_ms + 1).map(({ visit }) => shelf.draw(visit)),
    message: (survey, odd) => message(known, survey, odd, secret),
  });
}

/** The same bytes at each attempt; nothing says when it was sent. */
function message(known: Known, survey: Survey, odd: Odd, secret: string): Message {
  return {
    write: () => {
      const told = response(known, survey);
      const form_response = odd.poison ? poisoned(told, 1) : { ...told, definition: definition(told.form_id) };
      const event_id = eventId(known.world.options.seed, survey.visit);
      const body = Buffer.from(JSON.stringify({ event_id, event_type: 'form_response', form_response }));
      const key = odd.badSignature ? `${secret}!` : secret;
      return {
        body,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Typeform Webhooks',
          'Typeform-Signature': `sha256=${createHmac('sha256', key).update(body).digest('base64')}`,
        },
      };
    },
  };
}
