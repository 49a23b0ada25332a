import { API_FAULTS, PAGE_FAULTS } from '../mishaps.ts';
import { WEBHOOK_FAULTS } from '../webhooks.ts';

/** What can go wrong at the Service twin, by name. */
export const SERVICE_FAULTS = [...API_FAULTS, ...PAGE_FAULTS, ...WEBHOOK_FAULTS] as const;

export type ServiceFault = (typeof SERVICE_FAULTS)[number];
