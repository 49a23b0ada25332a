import { API_FAULTS } from '../mishaps.ts';
import { WEBHOOK_FAULTS } from '../webhooks.ts';

/** What can go wrong at the Toast twin, by name. */
export const TOAST_FAULTS = [
  ...API_FAULTS,
  /** A page after the first begins one row early or late, as when an order joins or leaves the window meanwhile. */
  'row_repeated',
  'row_skipped',
  /** Pages are cut from the window as it is now, not as it was when its first page was read. */
  'drift',
  /** Keys and enum values that no documentation knows, on one order of a page. */
  'unknown_fields',
  /** One order too many on a page that is not full, which no reader can make sense of. */
  'poison',
  ...WEBHOOK_FAULTS,
  /** A body of 600 KB. */
  'webhook_huge',
] as const;

export type ToastFault = (typeof TOAST_FAULTS)[number];
