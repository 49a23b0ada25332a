/** A vendor's request limit: so many in each fixed window. */
export interface Limit {
    /** What the vendor calls it. */
    readonly by: string;
    readonly requests: number;
    readonly window_ms: number;
}
export interface Allowance {
    readonly limit: Limit;
    /** Whether this request is within it. */
    readonly allowed: boolean;
    readonly remaining: number;
    /** When the window ends. */
    readonly reset_ms: number;
}
/** Counts requests in fixed windows, each key by itself. Bounded: a key's old window gives way to its new one. */
export declare class FixedWindows {
    private readonly limits;
    private readonly used;
    constructor(limits: readonly Limit[]);
    /** Takes one request of the key out of every limit, and says what is left of the tightest. A refused one costs nothing. */
    take(key: string, wall_ms: number): Allowance;
    private standing;
    private use;
}
