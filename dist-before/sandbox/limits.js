/** Counts requests in fixed windows, each key by itself. Bounded: a key's old window gives way to its new one. */
export class FixedWindows {
    limits;
    used = new Map();
    constructor(limits) {
        this.limits = limits;
    }
    /** Takes one request of the key out of every limit, and says what is left of the tightest. A refused one costs nothing. */
    take(key, wall_ms) {
        const standings = this.limits.map((limit) => this.standing(key, limit, wall_ms));
        const tightest = standings.reduce((one, other) => (other.remaining < one.remaining ? other : one));
        if (!tightest.allowed)
            return tightest;
        for (const { limit } of standings)
            this.use(key, limit, wall_ms);
        return { ...tightest, remaining: tightest.remaining - 1 };
    }
    standing(key, limit, wall_ms) {
        const window = Math.floor(wall_ms / limit.window_ms);
        const used = this.used.get(`${key} ${limit.by} ${limit.window_ms}`);
        const remaining = limit.requests - (used?.window === window ? used.count : 0);
        return { limit, allowed: remaining > 0, remaining, reset_ms: (window + 1) * limit.window_ms };
    }
    use(key, limit, wall_ms) {
        const name = `${key} ${limit.by} ${limit.window_ms}`;
        const window = Math.floor(wall_ms / limit.window_ms);
        const used = this.used.get(name);
        if (used?.window === window)
            used.count++;
        else
            this.used.set(name, { window, count: 1 });
    }
}
//# sourceMappingURL=limits.js.map