import { type ProcessId } from './processes.ts';
/**
 * A lock that outlives no process: `<dir>/<name>.lock.<n>` names its holder, and only the file with the highest n counts.
 * Taking it over from a dead holder is creating n + 1, which succeeds for exactly one process; nobody ever deletes the
 * highest, so two holders at a time are impossible without any lock of the operating system.
 */
export type LockAttempt = {
    kind: 'taken';
    release: () => void;
} | {
    kind: 'held';
    by: ProcessId;
};
/** Takes the lock, or says which living process holds it. Never waits. Released by `release`, or by the holder's death. */
export declare function takeLock(dir: string, name: string): LockAttempt;
/** The living holder of the lock, if there is one. */
export declare function lockHolder(dir: string, name: string): ProcessId | undefined;
