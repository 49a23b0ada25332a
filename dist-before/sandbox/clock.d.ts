export interface ClockOptions {
    /** Where `sandbox-clock.json` is kept; null: nowhere, every start is a first start. */
    readonly dataDir: string | null;
    /** Used at the first start only; the wall's time where it is null. */
    readonly anchor_ms: number | null;
    /** Sandbox seconds per wall second; 0 stands still. */
    readonly speed: number;
    readonly world: Readonly<Record<string, number>>;
}
/**
 * The sandbox's time. Begins at the anchor, goes on from where it stopped, and never runs backwards, killed or not: a
 * moment is shown only after a file that reserves it has been written, and a start begins at what was reserved.
 */
export declare class SandboxClock {
    readonly anchor_ms: number;
    readonly speed: number;
    private readonly options;
    private readonly timer;
    private readonly from_ms;
    private readonly started;
    private reserved_ms;
    private writing;
    private closed;
    private constructor();
    /** Resolves once the first moments are reserved. Rejects where the kept clock is of another world (seed, orders …). */
    static start(options: ClockOptions): Promise<SandboxClock>;
    now_ms(): number;
    /** Stands still from here on; the next start goes on from this very moment. */
    close(): Promise<void>;
    private reckoned_ms;
    /** Where the file cannot be written, the clock stands still at what is reserved, and says why. */
    private reserve;
    private reserveNow;
    private keep;
}
