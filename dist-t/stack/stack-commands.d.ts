import { type StackAddresses, type StackUser } from './messages.ts';
import type { StackOptions } from './options.ts';
/** What `stack down` has come to. A stack that others still use ends with the last of them. */
export type DownOutcome = {
    readonly kind: 'stopped';
} | {
    readonly kind: 'was_stopped';
} | {
    readonly kind: 'still_used';
    readonly users: readonly StackUser[];
};
/** Starts the stack when needed and leaves it up until `stackDown`. Resolves when broker and registry are ready. */
export declare function stackUp(options: StackOptions): Promise<StackAddresses>;
/** Takes back the hold of `stackUp`. Resolves when the stack has ended, or with those who still use it. */
export declare function stackDown({ dataDir }: {
    readonly dataDir: string;
}): Promise<DownOutcome>;
/**
 * Ends the stack and deletes all topics and schemas of the data directory. Rejects with a StackError `in_use` while any
 * process uses it. The ports stay.
 */
export declare function stackReset({ dataDir }: {
    readonly dataDir: string;
}): Promise<void>;
