import { type Change, type Changes, groupIn, type Shown, tagsIn } from '../../schemas/patch-fields.ts';
import type { ProfileChanges, ProfileTag } from '../../upstreams/types.ts';

/** What a patch asks of the upstream. Of the tags shown before, those that stay are left as they are. */
export function profileChangesOf(changes: Changes): ProfileChanges {
  const fields: ProfileChanges['fields'][number][] = [];
  const added: ProfileTag[] = [];
  const removed: ProfileTag[] = [];
  for (const [field, { before, after }] of Object.entries(changes)) {
    const group = groupIn(field);
    if (group === null) fields.push({ name: field, value: after });
    else {
      const [were, are] = [tagsIn(before), tagsIn(after)];
      added.push(...are.filter((tag) => !were.includes(tag)).map((tag) => ({ group, tag })));
      removed.push(...were.filter((tag) => !are.includes(tag)).map((tag) => ({ group, tag })));
    }
  }
  return { fields, added, removed };
}

export interface Remaining {
  /** Ours, written by now or not. */
  readonly ours: Changes;
  /** Of these what is not written. */
  readonly todo: Changes;
}

/**
 * What is left of a patch that may or may not have been written, by what the profile shows now. What shows neither what
 * was before nor what was to come, a person has edited since: that is left alone where edits are to be kept.
 */
export function remaining(changes: Changes, shown: Shown, humanEdits: 'keep' | 'overwrite'): Remaining {
  const ours: Record<string, Change> = {};
  const todo: Record<string, Change> = {};
  for (const [field, change] of Object.entries(changes)) {
    const is = shown[field] ?? '';
    if (humanEdits === 'keep' && !isOurs(field, change, is)) continue;
    ours[field] = change;
    if (is !== change.after) todo[field] = change;
  }
  return { ours, todo };
}

function isOurs(field: string, { before, after }: Change, is: string): boolean {
  if (is === before || is === after) return true;
  if (groupIn(field) === null) return false;
  // Added, and nothing taken away.
  const [were, are, now] = [before, after, is].map(tagsIn) as [readonly string[], readonly string[], readonly string[]];
  return are.every((tag) => now.includes(tag)) && now.every((tag) => were.includes(tag) || are.includes(tag));
}
