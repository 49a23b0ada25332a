import { z } from 'zod';

/** What passes between a running pipeline and who asks it to apply, or what its plan is worth. */
export const writeBackTold = z.object({
  mode: z.enum(['plan', 'live', 'off']),
  /** By upstream whose profiles can be written. */
  requests_per_second: z.record(z.string(), z.number()),
});
export type WriteBackTold = z.output<typeof writeBackTold>;

export const applyWanted = z.object({ guest: z.string().nullable(), field: z.string().nullable() });

/** Of the PATCHes that were open when it began. */
export const applyProgress = z.object({
  open: z.number(),
  answered: z.number(),
  /** What has to be before anything is sent, in words. */
  waits_for: z.string().nullable(),
});
export type ApplyProgress = z.output<typeof applyProgress>;

const rejectedPatch = z.object({
  patch_id: z.string(),
  client_id: z.string(),
  guest_id: z.string(),
  fields: z.array(z.string()),
  http_status: z.number().nullable(),
});
export const applyReport = z.object({
  /** PATCHes that were open when it began, and wanted. */
  open: z.number(),
  acknowledged: z.number(),
  /** Withdrawn meanwhile: nothing was to be written any more. */
  unchanged: z.number(),
  rejected: z.array(rejectedPatch),
  /** Nothing of it is left. */
  through: z.boolean(),
});
export type RejectedPatch = z.output<typeof rejectedPatch>;
export type ApplyReport = z.output<typeof applyReport>;
