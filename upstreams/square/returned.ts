import type { Marks } from '../../runtime/types.ts';
import type { GivenBack } from './decode-returns.ts';

/**
 * What was given back of each sale, by the order that gave it: a mark for each sale of which something was. It outlives
 * the poll, since a sale may change long after, and does not say itself what was given back of it.
 */
export class Returned {
  private readonly before: Marks;
  /** By this poll. */
  private readonly since = new Map<string, readonly GivenBack[]>();
  /** By this page. */
  private page = new Map<string, unknown>();

  constructor(before: Marks) {
    this.before = before;
  }

  of(sale: string): readonly GivenBack[] {
    // As this class has put it.
    return this.since.get(sale) ?? (this.before.get(sale) as readonly GivenBack[] | undefined) ?? [];
  }

  /** In the place of what the same order said before. False: it said the same. */
  learn(given: GivenBack): boolean {
    const known = this.of(given.of);
    const same = known.find(({ by }) => by === given.by);
    if (JSON.stringify(same) === JSON.stringify(given)) return false;
    const all = [...known.filter(({ by }) => by !== given.by), given].sort((a, b) => (a.by < b.by ? -1 : 1));
    this.since.set(given.of, all);
    this.page.set(given.of, all);
    return true;
  }

  /** The marks of the page that ends here. */
  marks(): ReadonlyMap<string, unknown> {
    const marks = this.page;
    this.page = new Map();
    return marks;
  }
}
