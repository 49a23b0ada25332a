import type { StackAddresses } from './messages.ts';
import type { StackOptions } from './options.ts';
import { type StackPaths } from './paths.ts';
/** A stack in use by this process. It stays up until `close`, or until the process ends, however it ends. */
export interface OpenStack extends StackAddresses {
    /**
     * Ends this use. Where it was the last, and nobody holds the stack, resolves when broker and registry have ended (they
     * do so too if nobody waits for it); else at once.
     */
    close(): Promise<void>;
}
/**
 * Uses the local stack of a data directory: fetches it when needed, starts it when it is not running, and resolves when
 * broker and registry are ready. Whatever dies of it is started again, at the same addresses.
 * Does not keep the process from ending. Rejects with a StackError that says what to do.
 */
export declare function openStack(options: StackOptions): Promise<OpenStack>;
/** Resolves when the stack has ended, or is kept up by another user or a hold. */
export declare function untilSettled(paths: StackPaths): Promise<void>;
