/** A promise and the functions that settle it. */
export interface Deferred<T> {
    readonly promise: Promise<T>;
    resolve(value: T): void;
    reject(error: unknown): void;
}
export declare function deferred<T>(): Deferred<T>;
/** Resolves after `ms`, or at once when aborted. */
export declare function pause(ms: number, signal: AbortSignal): Promise<void>;
/** Lets timers and I/O have their turn. */
export declare function breathe(): Promise<void>;
/** What the promise gives, or undefined as soon as the signal aborts, whatever becomes of the promise then. */
export declare function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined>;
export interface Backoff {
    readonly first_ms: number;
    readonly max_ms: number;
}
/** Doubles from `first_ms` to `max_ms`, the upper half of it by chance. `attempt` counts from 1. */
export declare function backoffOf(attempt: number, backoff: Backoff): number;
