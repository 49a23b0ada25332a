import type { Marks } from '../../runtime/types.ts';
import { fingerprintOf } from './seen.ts';

/** What was published of a row: the time of its change, and a fingerprint. */
type Prints = readonly (readonly [changed_ms: number, fingerprint: string])[];

/** The marks that a page may let go of; the next one goes on. */
const MOST_FORGOTTEN = 1000;

/**
 * What was published of the rows that may be read again: a mark for each, which commits with the page that publishes
 * the row. So however many there are, and whenever the process dies, none is published twice.
 */
export class Published {
  private readonly before: Marks;
  /** By this poll. */
  private readonly since = new Map<string, Prints>();
  /** By this page. */
  private page = new Map<string, Prints | null>();

  constructor(before: Marks) {
    this.before = before;
  }

  /** Whether this content of the row was published before, at `changed_ms` or later. */
  knows(id: string, changed_ms: number, content: string): boolean {
    const fingerprint = fingerprintOf(content);
    return this.of(id).some((print) => print[1] === fingerprint && print[0] >= changed_ms);
  }

  /** Whether this content of the row was published before; from now on it was, at `changed_ms` if that is later. */
  has(id: string, changed_ms: number, content: string): boolean {
    const fingerprint = fingerprintOf(content);
    const prints = this.of(id);
    const known = prints.find((print) => print[1] === fingerprint);
    if (known !== undefined && known[0] >= changed_ms) return true;
    this.put(id, [...prints.filter((print) => print !== known), [changed_ms, fingerprint]]);
    return known !== undefined;
  }

  /** Lets go of what was changed before `from_ms`: it is not read again. A thousand rows at a time. */
  forget(from_ms: number): void {
    const ids = new Set([...this.before.entries()].map(([id]) => id));
    for (const id of this.since.keys()) ids.add(id);
    let left = MOST_FORGOTTEN;
    for (const id of ids) {
      const prints = this.of(id);
      const kept = prints.filter(([changed_ms]) => changed_ms >= from_ms);
      if (kept.length === prints.length) continue;
      this.put(id, kept);
      if (--left === 0) return;
    }
  }

  /** The marks of the page that ends here. */
  marks(): ReadonlyMap<string, unknown> {
    const marks = this.page;
    this.page = new Map();
    return marks;
  }

  private of(id: string): Prints {
    // As this class has put it.
    return this.since.get(id) ?? (this.before.get(id) as Prints | undefined) ?? [];
  }

  private put(id: string, prints: Prints): void {
    this.since.set(id, prints);
    this.page.set(id, prints.length === 0 ? null : prints);
  }
}
