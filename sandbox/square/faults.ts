import { API_FAULTS, PAGE_FAULTS } from '../mishaps.ts';
import { WEBHOOK_FAULTS } from '../webhooks.ts';

/** What can go wrong at the Square twin, by name. */
export const SQUARE_FAULTS = [
  ...API_FAULTS,
  ...PAGE_FAULTS,
  ...WEBHOOK_FAULTS,
  /** One more order on a page that is not full: in yen, which have no decimals. */
  'zero_decimal',
] as const;

export type SquareFault = (typeof SQUARE_FAULTS)[number];
