import type { Transaction, Transactor } from '../log/types.ts';
import { type TaskMetrics } from './metrics.ts';
import { type Owner, Pending } from './pending.ts';
export interface CommitterOptions {
    readonly owner: Owner;
    readonly transactor: Transactor;
    readonly metrics: TaskMetrics;
    /** How long a commit that nobody else would notice (positions, stream time) waits for company. */
    readonly idle_commit_ms: number;
    /** A commit failed: everything in memory is worthless. */
    fail(error: unknown): void;
    committed(transaction: Transaction): void;
}
/**
 * Group commit: while a transaction is under way, and rests, the steps go on into the next one. Under backlog
 * transactions grow, to the limit or to what a slow log takes in good time; at a trickle each holds a few records.
 */
export declare class Committer {
    #private;
    pending: Pending;
    constructor(options: CommitterOptions);
    /** Nothing that others would see is stepped and not committed. */
    get settled(): boolean;
    /** Begins a transaction with what waits, unless one is under way: then that one's end begins it. */
    kick(): void;
    /** Resolves when a step may add to what is pending, or when closed. */
    room(): Promise<void>;
    /** Commits all that was stepped. False: closed before it was. Never rejects; a failure goes to `fail`. */
    flush(): Promise<boolean>;
    /** Begins nothing more. Resolves when the transaction under way has ended, either way. */
    close(): Promise<void>;
}
