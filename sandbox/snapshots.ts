const KEPT = 200;
const LIFETIME_MS = 600_000;

/** Remembers, for ten minutes of the wall's time and 200 windows at most, as of which moment the pages of a window are cut. */
export class Snapshots {
  private readonly begun = new Map<string, { at_ms: number; wall_ms: number }>();

  /** The window's first page is read as of `at_ms`. */
  begin(key: string, at_ms: number): number {
    this.begun.delete(key);
    this.begun.set(key, { at_ms, wall_ms: Date.now() });
    this.forget();
    return at_ms;
  }

  of(key: string): number | undefined {
    return this.begun.get(key)?.at_ms;
  }

  /** The oldest moment that is still remembered. */
  oldest_ms(): number | undefined {
    this.forget();
    return this.begun.values().next().value?.at_ms;
  }

  private forget(): void {
    for (const [oldest, { wall_ms }] of this.begun) {
      if (this.begun.size <= KEPT && Date.now() - wall_ms < LIFETIME_MS) return;
      this.begun.delete(oldest);
    }
  }
}
