import { API_FAULTS, PAGE_FAULTS } from '../mishaps.ts';
import { WEBHOOK_FAULTS } from '../webhooks.ts';

/** What can go wrong at the SevenRooms twin, by name. */
export const SEVENROOMS_FAULTS = [
  ...API_FAULTS,
  ...PAGE_FAULTS,
  /** A page of reservations is refused as if its query had more than 4,000 rows. */
  'result_cap',
  /** 409 and 422 instead of a write. */
  'write_conflict',
  'write_unprocessable',
  /** 400 for a write that takes tags away. */
  'removal_refused',
  /** A write is done, and its answer never comes. */
  'write_answer_lost',
  ...WEBHOOK_FAULTS,
] as const;

export type SevenRoomsFault = (typeof SEVENROOMS_FAULTS)[number];
