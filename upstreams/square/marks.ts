import type { Marks } from '../../runtime/types.ts';

/** The marks whose ids begin with the prefix, without it: several kinds of things in one source. */
export function marksUnder(prefix: string, marks: Marks): Marks {
  return {
    get: (id) => marks.get(prefix + id),
    *entries() {
      for (const [id, mark] of marks.entries()) if (id.startsWith(prefix)) yield [id.slice(prefix.length), mark];
    },
  };
}

export function prefixed(prefix: string, marks: ReadonlyMap<string, unknown>): (readonly [string, unknown])[] {
  return [...marks].map(([id, mark]) => [prefix + id, mark]);
}
