import { API_FAULTS } from '../mishaps.ts';
import { WEBHOOK_FAULTS } from '../webhooks.ts';

/** What can go wrong at the Typeform twin, by name. Pages go by a token, so none of their rows are skipped. */
export const TYPEFORM_FAULTS = [
  ...API_FAULTS,
  ...WEBHOOK_FAULTS,
  /** A page after the first begins with the last row of the one before. */
  'row_repeated',
  /** The response that a page is asked for by is gone: 400. */
  'token_void',
  /** Keys that no documentation knows, on one row of a page. */
  'unknown_fields',
  /** One row too many on a page that is not full, which no reader can make sense of. */
  'poison',
] as const;

export type TypeformFault = (typeof TYPEFORM_FAULTS)[number];
