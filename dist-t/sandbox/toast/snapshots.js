const KEPT = 200;
const LIFETIME_MS = 600_000;
/** Remembers, for ten minutes of the wall's time and 200 windows at most, as of which moment the pages of a window are cut. */
export class Snapshots {
    begun = new Map();
    /** The window's first page is read as of `at_ms`. */
    begin(key, at_ms) {
        this.begun.delete(key);
        this.begun.set(key, { at_ms, wall_ms: Date.now() });
        this.forget();
        return at_ms;
    }
    of(key) {
        return this.begun.get(key)?.at_ms;
    }
    /** The oldest moment that is still remembered. */
    oldest_ms() {
        this.forget();
        return this.begun.values().next().value?.at_ms;
    }
    forget() {
        for (const [oldest, { wall_ms }] of this.begun) {
            if (this.begun.size <= KEPT && Date.now() - wall_ms < LIFETIME_MS)
                return;
            this.begun.delete(oldest);
        }
    }
}
//# sourceMappingURL=snapshots.js.map