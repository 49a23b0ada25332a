import type { Transactor } from '../log/types.ts';
import { type Backoff } from '../tasks/waiting.ts';
import type { AnySource } from '../types.ts';
import { type Clock } from './clock-port.ts';
import type { Polls } from './polls.ts';
import { type Publishing } from './publishing.ts';
export interface PollerOptions {
    readonly source: AnySource;
    readonly publishing: Publishing;
    readonly clock: Clock;
    readonly polls: Polls;
    readonly backoff: Backoff;
    /** Has fenced every earlier poller of the source. */
    readonly transactor: Transactor;
    /** As JSON, read after fencing; undefined before the first page ever. */
    readonly cursor: string | undefined;
    /** The log would not take a page: this stay in the group is over. */
    fail(error: unknown): void;
}
/** Polls one source over and over; the records of a page and the cursor after it are one transaction. */
export declare class Poller {
    #private;
    constructor(options: PollerOptions);
    /** The next poll begins now, unless one is under way or the upstream is being left alone after a failure. */
    hurry(): void;
    /** Ends the poll at once, but not a transaction under way. */
    close(): Promise<void>;
}
