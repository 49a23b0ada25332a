import { type Processing, processorsOf } from '../../pipeline.ts';
import type { AnyProcessor } from '../../runtime/types.ts';
import { usualNames } from '../../schemas/written-names.ts';

/** Five hours behind in winter, the day ending at four. The pier counts in UTC, as no config knows it. */
export const venues = [{ id: 'soho', timezone: 'America/New_York', closeoutHour: 4 }];

export const writeBack = { mode: 'plan', humanEdits: 'keep', names: usualNames } as const;

/** All processors, as pipeline.ts has them. */
export function pipelineOf(enrichment: Processing['enrichment']): readonly AnyProcessor[] {
  return processorsOf({ enrichment, venues, writeBack });
}
