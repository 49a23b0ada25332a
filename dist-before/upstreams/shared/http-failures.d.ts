import { Failure, type FailureKind } from '../../runtime/failures.ts';
/** What is to be done about an HTTP status or a broken connection. */
export interface Verdict {
    readonly kind: FailureKind;
    /** Stable, lower_snake. */
    readonly reason: string;
    /** How long to wait where the upstream does not say; absent: the caller's own back-off. */
    readonly after_ms?: number;
}
/**
 * HTTP status → what to do. A status that is not here is decided by its class, below.
 *
 * `slowly`: somebody must act at the upstream, and it heals as soon as they did; a pipeline that reads others as well
 * does not stop for it.
 */
export declare const byStatus: Readonly<Record<number, Verdict>>;
/** Code of a connection's error (Node's or undici's) → what to do. What is not here is unknown, and fatal. */
export declare const byCode: Readonly<Record<string, Verdict>>;
/** Null for 2xx. */
export declare function verdictOfStatus(status: number): Verdict | null;
export declare function verdictOfCode(code: string): Verdict;
/**
 * `Retry-After` in milliseconds from `now_ms`: seconds, or an HTTP date. Undefined where it is absent or neither; a
 * day at most, so that a typing error of the upstream's does not silence it for ever.
 */
export declare function retryAfter(header: string | undefined, now_ms: number): number | undefined;
/** The failure of a verdict; what the upstream says about waiting (`asked_ms`) goes before our own idea of it. */
export declare function failureOfVerdict(verdict: Verdict, what: string, more?: {
    asked_ms?: number;
    cause?: unknown;
}): Failure;
