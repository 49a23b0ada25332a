/**
 * What is to be done about something that went wrong, decided once and totally where it happened.
 *
 * - `retry`: it heals by itself; nothing was committed, try again after `after_ms` (absent: back-off of the caller).
 * - `poison`: this one input is bad and will stay bad; dead letter, go on.
 * - `fenced`: another process holds the role now; drop what is in memory and rejoin.
 * - `fatal`: unknown, or somebody must act. Nothing was committed; a restart is safe.
 */
export type FailureKind = 'retry' | 'poison' | 'fenced' | 'fatal';
export declare class Failure extends Error {
    readonly name = "Failure";
    readonly kind: FailureKind;
    /** Stable, lower_snake, without guest data or secrets. */
    readonly reason: string;
    readonly after_ms: number | undefined;
    constructor(kind: FailureKind, reason: string, details?: {
        message?: string;
        after_ms?: number;
        cause?: unknown;
    });
}
/** The failure in it, else a fatal one that wraps it: the unknown is fatal. */
export declare function failureOf(error: unknown): Failure;
