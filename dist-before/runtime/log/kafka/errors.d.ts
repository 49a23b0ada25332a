import { Failure, type FailureKind } from '../../failures.ts';
/** What makes another attempt worth while: time, a look at who leads now, or a new connection. */
export type Mend = 'wait' | 'look_up' | 'reconnect';
export interface Verdict {
    readonly kind: FailureKind;
    readonly mend?: Mend;
}
/**
 * The one table of what goes wrong at Kafka: protocol error (kafkajs' spelling) or name of a kafkajs error → what to
 * do. A verdict with a mend is tried again within the caller's time, one without is final for this attempt.
 * https://kafka.apache.org/protocol#protocol_error_codes
 */
export declare const verdicts: Readonly<Record<string, Verdict>>;
/** What went wrong, by its name in the table: a protocol error's type, else the error's name. */
export declare function nameOf(error: unknown): string;
/** The unknown is fatal. */
export declare function verdictOf(error: unknown): Verdict;
/** A Failure stays itself; anything of Kafka becomes one. `doing` says what was tried, without guest data. */
export declare function kafkaFailure(error: unknown, doing: string): Failure;
