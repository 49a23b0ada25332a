/** At most so many requests in any stretch of that length. */
export interface Limit {
    readonly requests: number;
    readonly per_ms: number;
}
/**
 * Who goes first when a budget is short. Higher is sooner. Write-back has its place between the two readings: what a
 * guest waits for (allergies) before what only the till knows better later.
 */
export declare const priority: {
    readonly delivery: 100;
    readonly check: 80;
    readonly write: 50;
    readonly poll: 10;
    readonly backfill: 0;
};
export interface BudgetOptions {
    readonly limits: readonly Limit[];
    /** Requests under way at once, at most. */
    readonly concurrency: number;
    /** Whose limits hold as well: a location's budget inside of the account's. */
    readonly within?: Budget;
}
/**
 * The request budget of an upstream, one for all callers of a process. Requests start as early as every limit allows,
 * counted over sliding stretches (so that no fixed window of the upstream's, wherever it begins, holds more), those
 * of higher priority first and equal ones in turn.
 */
export declare class Budget {
    /** One after the other, the widest first: a request that waits in a narrow one takes no place in a wide one. */
    private readonly queues;
    private readonly within;
    private readonly closing;
    private paused_until_ms;
    private timer;
    constructor({ limits, concurrency, within }: BudgetOptions);
    /** Runs the task when it is its turn. Rejects as the task does, or with the signal's reason while it waits. */
    run<T>(order: number, task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
    /** Nothing starts for so long: the upstream said that its own count is used up. The longest word holds. */
    pause(for_ms: number, now_ms: number): void;
    /** Everybody who waits gets an error. */
    close(): void;
    private resume;
}
/** So many a second on average; below one a second, one at a time and the stretch longer. */
export declare function perSecond(rate: number): Limit;
