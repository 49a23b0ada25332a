const KEPT = 200;
const LIFETIME_MS = 600_000;

/** Remembers, for ten minutes of the wall's time, as of which moment the pages of a window are cut. */
export class Snapshots {
  private readonly begun = new Map<string, { at_ms: number; wall_ms: number }>();

  /** The window's first page is read as of `at_ms`. Forgets the oldest beyond 200. */
  begin(key: string, at_ms: number): number {
    this.begun.delete(key);
    this.begun.set(key, { at_ms, wall_ms: Date.now() });
    for (const [oldest, { wall_ms }] of this.begun) {
      if (this.begun.size <= KEPT && Date.now() - wall_ms < LIFETIME_MS) break;
      this.begun.delete(oldest);
    }
    return at_ms;
  }

  of(key: string): number | undefined {
    return this.begun.get(key)?.at_ms;
  }

  /** The oldest moment that is still remembered. */
  oldest_ms(): number | undefined {
    return this.begun.values().next().value?.at_ms;
  }
}
