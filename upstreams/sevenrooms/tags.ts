import { isObject } from '../shared/fields.ts';

export interface Tag {
  /** Empty: in none. */
  readonly group: string;
  readonly tag: string;
}

const COLOUR = /^#[0-9a-f]{3,8}$/i;
const LONGEST = 200;
const MOST = 1000;

/**
 * Tags of a profile, each once. `client_tags` comes in three shapes: `{group, group_display, tag, tag_display, color}`,
 * `[group, tag, name, "#hex"]`, and `"group##tag##Name##colour"`; where it is not there, `tags` is a text of tags joined
 * by commas, in no group. What is none of these is passed over.
 */
export function tagsOf(client_tags: unknown, tags: unknown): Tag[] {
  const all = Array.isArray(client_tags) ? client_tags.map(tagOf) : typeof tags === 'string' ? plain(tags) : [];
  const found = new Map<string, Tag>();
  for (const one of all) {
    if (one === null || one.tag === '' || found.size >= MOST) continue;
    found.set(JSON.stringify([one.group, one.tag]), one);
  }
  return [...found.values()];
}

function tagOf(shape: unknown): Tag | null {
  if (typeof shape === 'string') return ofParts(shape.split('##'));
  if (Array.isArray(shape)) return ofParts(shape.filter((part) => typeof part === 'string'));
  if (!isObject(shape)) return null;
  return {
    group: textOf(shape.group) ?? textOf(shape.group_display) ?? '',
    tag: textOf(shape.tag) ?? textOf(shape.tag_display) ?? '',
  };
}

/** Group and tag come first; a tag alone, or with its colour, is in no group. */
function ofParts(parts: readonly string[]): Tag | null {
  const named = parts.map(trimmed).filter((part) => part !== '' && !COLOUR.test(part));
  const [first, second] = named;
  if (first === undefined) return null;
  return second === undefined ? { group: '', tag: first } : { group: first, tag: second };
}

function plain(tags: string): Tag[] {
  return tags.split(',').map((tag) => ({ group: '', tag: trimmed(tag) }));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? trimmed(value) : null;
}

function trimmed(text: string): string {
  return text.trim().slice(0, LONGEST);
}
