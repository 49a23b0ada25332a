import { API_FAULTS, PAGE_FAULTS } from '../mishaps.ts';
import { WEBHOOK_FAULTS } from '../webhooks.ts';

/** What can go wrong at the Toast twin, by name. */
export const TOAST_FAULTS = [
  ...API_FAULTS,
  ...PAGE_FAULTS,
  ...WEBHOOK_FAULTS,
  /** A body of 600 KB. */
  'webhook_huge',
] as const;

export type ToastFault = (typeof TOAST_FAULTS)[number];
