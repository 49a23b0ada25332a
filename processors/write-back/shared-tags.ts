import { type Change, tagsIn, textOfTags } from '../../schemas/patch-fields.ts';
import type { HumanEdits } from './differences.ts';

/**
 * Groups of tags in which staff have tags, too: by the field of the ledger, whether ours leave when something newer is
 * known (`replaced`), or stay until a person takes them away (`lasting`), as allergies do.
 */
export type SharedGroups = Readonly<Record<string, 'replaced' | 'lasting'>>;

export interface Tags {
  readonly wanted: string;
  readonly shown: string;
  /** Ours. */
  readonly written: string;
}

/** What a shared group needs, and whether a person has taken away what is wanted still. Staff's tags stay as they are. */
export function sharedDifference(
  { wanted, shown, written }: Tags,
  how: SharedGroups[string],
  edits: HumanEdits,
): { readonly change: Change | undefined; readonly kept: boolean } {
  const [want, show, ours] = [tagsIn(wanted), tagsIn(shown), tagsIn(written)];
  const taken = want.filter((tag) => !show.includes(tag) && ours.includes(tag));
  const kept = taken.length > 0 && (edits === 'keep' || how === 'lasting');
  const added = want.filter((tag) => !show.includes(tag) && !(kept && taken.includes(tag)));
  const stale = how === 'lasting' ? [] : ours.filter((tag) => !want.includes(tag));
  const after = textOfTags([...show.filter((tag) => !stale.includes(tag)), ...added]);
  return { change: after === textOfTags(show) ? undefined : { before: shown, after }, kept };
}

/** Which tags are ours once the change is taken. */
export function oursAfter(written: string, { before, after }: Change): string {
  const [were, are] = [tagsIn(before), tagsIn(after)];
  const left = tagsIn(written).filter((tag) => !were.includes(tag) || are.includes(tag));
  return textOfTags([...left, ...are.filter((tag) => !were.includes(tag))]);
}

/** The same where it was taken in part: of what the group shows. */
export function oursAmong(is: string, written: string, change: Change): string {
  const ours = [...tagsIn(written), ...tagsIn(oursAfter(written, change))];
  return textOfTags(tagsIn(is).filter((tag) => ours.includes(tag)));
}

/** Whether what the group shows has what was added, and not what was taken away; whatever else it shows. */
export function showsChange({ before, after }: Change, is: string): boolean {
  const [were, are, now] = [tagsIn(before), tagsIn(after), tagsIn(is)] as const;
  const added = are.filter((tag) => !were.includes(tag));
  const removed = were.filter((tag) => !are.includes(tag));
  return added.every((tag) => now.includes(tag)) && !removed.some((tag) => now.includes(tag));
}
