/**
 * How the ledger of write-back says what a profile shows of ours: texts, of a custom field by its name, of a group of
 * tags under `tag:<group>`, its tags in order, joined by `, `; an empty text where there is none.
 */
export type Shown = Readonly<Record<string, string>>;

export interface Change {
  readonly before: string;
  readonly after: string;
  /** What the profile shows is not known: the field goes by this name only since. */
  readonly unseen?: true;
}

/** By field, as `fields` of a patch has them. */
export type Changes = Readonly<Record<string, Change>>;

const TAG = 'tag:';

/** How a group of tags is named, apart from the custom fields. */
export function tagField(group: string): string {
  return `${TAG}${group}`;
}

/** The group of tags that the field is; null: it is a custom field. */
export function groupIn(field: string): string | null {
  return field.startsWith(TAG) ? field.slice(TAG.length) : null;
}

const BETWEEN = ', ';

export function textOfTags(tags: readonly string[]): string {
  return [...new Set(tags)].sort().join(BETWEEN);
}

/** Of tags that may hold what stands between tags; null: there are none. */
export function joinedTags(tags: readonly string[]): string | null {
  return textOfTags(tags.flatMap((tag) => tagsIn(tag.trim()))) || null;
}

export function tagsIn(text: string): readonly string[] {
  return text === '' ? [] : text.split(BETWEEN);
}

/** Of a patch's fields as they lie on the log. Only this product writes patches. */
export function changesIn(fields: string): Changes {
  return JSON.parse(fields) as Changes;
}
