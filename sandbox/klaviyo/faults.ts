import { API_FAULTS } from '../mishaps.ts';
import { WEBHOOK_FAULTS } from '../webhooks.ts';

/** What can go wrong at the Klaviyo twin, by name. Cursors go by the last row, so none is skipped. */
export const KLAVIYO_FAULTS = [
  ...API_FAULTS,
  ...WEBHOOK_FAULTS,
  /** A page after the first begins with the last row of the one before. */
  'row_repeated',
  /** `links.next` names another host. */
  'next_elsewhere',
  /** Keys that no documentation knows, on one row of a page. */
  'unknown_fields',
  /** One row too many on a page that is not full, which no reader can make sense of. */
  'poison',
  /** An event is taken, and the answer is cut off. */
  'write_answer_lost',
  /** An event is refused: 400. */
  'write_refused',
] as const;

export type KlaviyoFault = (typeof KLAVIYO_FAULTS)[number];
