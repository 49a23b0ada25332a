import { type Shown, tagField, textOfTags } from '../../schemas/patch-fields.ts';
import type { WrittenNames } from '../../schemas/written-names.ts';
import { objectIn, parsed } from '../json.ts';

/** The names of all, as the ledger says them. */
export function namesIn({ fields, groups }: WrittenNames): readonly string[] {
  return [...named(fields).map(([, name]) => name), ...named(groups).map(([, name]) => tagField(name))];
}

/** Those that are not left alone. */
function named(names: Readonly<Record<string, string | null>>): readonly (readonly [ours: string, name: string])[] {
  return Object.entries(names).flatMap(([ours, name]) => (name === null ? [] : [[ours, name] as const]));
}

/** What is wanted of a profile, as the ledger says it. */
export function wantedBy(names: WrittenNames, fields: Shown, tags: Readonly<Record<string, string | null>>): Shown {
  const wanted: Record<string, string> = {};
  for (const [field, name] of named(names.fields)) wanted[name] = fields[field] ?? '';
  for (const [group, name] of named(names.groups)) wanted[tagField(name)] = tags[group] ?? '';
  return wanted;
}

/** The same of a profile's custom fields and tags as `guest_profiles` has them; what cannot be read shows nothing. */
export function shownBy(names: WrittenNames, custom_fields: string | null, tags: string | null): Shown {
  const fields = objectIn(custom_fields);
  const tagged = listIn(tags);
  const shown: Record<string, string> = {};
  for (const [, name] of named(names.fields)) shown[name] = textOf(fields[name]);
  for (const [, name] of named(names.groups)) {
    const inGroup = tagged.flatMap(({ group, tag }) => (group === name && typeof tag === 'string' ? [tag] : []));
    shown[tagField(name)] = textOfTags(inGroup);
  }
  return shown;
}

/** As the decoders of profiles say it in `extra`. */
export function isDeleted({ extra }: { readonly extra: string | null }): boolean {
  return objectIn(extra).deleted === true;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function listIn(text: string | null): readonly Readonly<Record<string, unknown>>[] {
  const value = parsed(text);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}
