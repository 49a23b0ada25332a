/** Why the local stack cannot be had; callers branch on it, people read the message. */
export type StackErrorCode = 'unsupported_system' | 'java_missing' | 'java_too_old' | 'maven_missing' | 'maven_too_old' | 'fetch_failed' | 'sum_mismatch' | 'not_built' | 'port_taken' | 'child_failed' | 'start_timeout' | 'in_use' | 'supervisor_failed';
/** Every failure of the local stack. The message says what happened and what to do about it. */
export declare class StackError extends Error {
    readonly code: StackErrorCode;
    constructor(code: StackErrorCode, message: string);
}
/** The two ways to run without a local Java and Maven; ends the messages about either. */
export declare const otherWays: string;
