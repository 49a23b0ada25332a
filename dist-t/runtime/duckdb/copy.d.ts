/**
 * Copies a file that this process has open, in a child process: a descriptor of it opened and closed here would drop
 * the lock on it. The copy replaces `to` as a whole, or not at all.
 */
export declare function copyInChild(from: string, to: string, signal: AbortSignal): Promise<void>;
