import { hash } from '../world/random.ts';
import type { Tag } from './writes.ts';

const COLOURS = ['#B0C4DE', '#8FBC8F', '#FFD700', '#CD5C5C'];

/** A tag in one of the three shapes in the wild: an object, a list of parts, one text. */
export function shaped({ group, tag }: Tag, shape: number): unknown {
  const color = COLOURS[hash(group.length, tag.length) % COLOURS.length]!;
  if (shape % 3 === 0) return { color, group, group_display: group, tag, tag_display: tag };
  if (shape % 3 === 1) return [group, tag, tag, color];
  return [group, tag, tag, color].join('##');
}

/** `tags`: the names alone, with commas. */
export function joined(tags: readonly Tag[]): string {
  return tags.map(({ tag }) => tag).join(',');
}
