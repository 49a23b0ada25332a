import { joinedTags } from '../../schemas/patch-fields.ts';
import { latestOf, type Said, type Told, toldTogether } from './told.ts';

/** Where an answer goes: a group of tags, the note for the kitchen, or a custom field, by the upstream's names. */
export type Place = { readonly tag: string } | { readonly note: 'kitchen' } | { readonly field: string };

/** A rule of the config's `enrichment.fieldMap`. */
export interface FieldRule {
  readonly when: { readonly source: 'survey'; readonly question: string };
  readonly write: readonly Place[];
}

/** The group in which allergies stand: what is answered there stays, whatever is answered later. */
export const DIETARY = 'Dietary';

/** What answers come to, by the upstream's names of groups and fields. */
export interface Placed {
  /** Null: no tag of ours. Several joined as the ledger has them. */
  readonly groups: Readonly<Record<string, string | null>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly kitchen_note: string;
}

/** No answer to a question that asks for something. */
const NOTHING = /^(no|none|nothing|n\/?a|-+)\.?$/i;

/** Contradictions: the latest response to the question holds, but nothing that was ever said of a diet is forgotten. */
export function placed(told: Iterable<string | null>, rules: readonly FieldRule[]): Placed {
  const all = toldTogether(told);
  const groups = new Map<string, string[]>();
  const fields = new Map<string, string[]>();
  const notes: string[] = [];
  for (const { when, write } of rules) {
    for (const place of write) {
      if ('tag' in place) add(groups, place.tag, said(all, when.question, isLasting(place)));
      else if ('field' in place) add(fields, place.field, latestOf(of(all, when.question)));
      else notes.push(...said(all, when.question, true));
    }
  }
  const texts = [...fields].map(([name, values]) => [name, [...new Set(values)].join('; ')] as const);
  return {
    groups: Object.fromEntries([...groups].map(([name, tags]) => [name, joinedTags(tags)])),
    fields: Object.fromEntries(texts),
    kitchen_note: [...new Set(notes)].sort().join('; '),
  };
}

export function isLasting(place: Place): boolean {
  return 'tag' in place && place.tag === DIETARY;
}

function add(all: Map<string, string[]>, name: string, values: readonly string[]): void {
  all.set(name, [...(all.get(name) ?? []), ...values]);
}

/** What may stand on a profile of the answers to the question: all of them, or the latest. */
function said(all: Told, question: string, ever: boolean): readonly string[] {
  const answers = of(all, question);
  const values = ever ? answers.map(([value]) => value) : latestOf(answers);
  return values.filter((value) => !NOTHING.test(value));
}

function of(all: Told, question: string): readonly Said[] {
  return Object.hasOwn(all, question) ? all[question]! : [];
}
