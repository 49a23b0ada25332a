import { API_FAULTS } from '../mishaps.ts';
import { WEBHOOK_FAULTS } from '../webhooks.ts';

/** What can go wrong at the Service twin, by name. */
export const SERVICE_FAULTS = [
  ...API_FAULTS,
  /** A page of reservations after the first begins one row early or late. */
  'row_repeated',
  'row_skipped',
  /** Pages of reservations are cut from what is now, not from what was when the first one was read. */
  'drift',
  /** A type and keys that no documentation knows, on the first of a page. */
  'unknown_fields',
  /** One event or reservation too many on a page that is not full, which no reader can make sense of. */
  'poison',
  ...WEBHOOK_FAULTS,
] as const;

export type ServiceFault = (typeof SERVICE_FAULTS)[number];
