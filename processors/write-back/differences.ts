import type { Change, Changes, Shown } from '../../schemas/patch-fields.ts';
import { type SharedGroups, sharedDifference } from './shared-tags.ts';

/** What happens to a field of ours that a person edited. */
export type HumanEdits = 'keep' | 'overwrite';

export interface Differences {
  /** To be written, by field. */
  readonly changes: Changes;
  /** Left alone: a person wrote what the profile shows. */
  readonly kept: Readonly<Record<string, { readonly before: string; readonly wanted: string }>>;
}

/**
 * What a profile that shows `shown` needs to show `wanted`. What it shows and we did not write (`written`) a person
 * wrote; that we wrote something and it shows nothing any more is an edit, too. Of a field that `shown` does not hold
 * nothing is known: whoever writes it looks first. In a shared group what staff tag beside ours is no edit.
 */
export function differences(
  wanted: Shown,
  shown: Shown,
  written: Shown,
  { humanEdits, shared }: { readonly humanEdits: HumanEdits; readonly shared: SharedGroups },
): Differences {
  const changes: Record<string, Change> = {};
  const kept: Record<string, { before: string; wanted: string }> = {};
  for (const [field, after] of Object.entries(wanted)) {
    const before = shown[field] ?? '';
    const how = shared[field];
    if (how !== undefined && field in shown) {
      const of = sharedDifference({ wanted: after, shown: before, written: written[field] ?? '' }, how, humanEdits);
      if (of.change !== undefined) changes[field] = of.change;
      if (of.kept) kept[field] = { before, wanted: after };
      continue;
    }
    if (before === after) continue;
    if (!(field in shown)) {
      changes[field] = { before, after, unseen: true };
      continue;
    }
    if (humanEdits === 'keep' && before !== (written[field] ?? '')) kept[field] = { before, wanted: after };
    else changes[field] = { before, after };
  }
  return { changes, kept };
}
