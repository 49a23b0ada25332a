import type { ServeJob } from './job.ts';
import type { StackAddresses, StackChild } from './messages.ts';
import type { StackPaths } from './paths.ts';
/** What is heard of the two. */
export interface Listener {
    /** The processes that run now have changed. */
    running(pids: readonly number[]): void;
    /** Both are ready; again after each return of one that had died. */
    ready(): void;
    says(text: string): void;
    /** One has died and is started again. */
    trouble(text: string): void;
    /** They cannot be had. Nothing is stopped by that. */
    failed(error: unknown): void;
}
/** The two JVMs of a data directory, kept running from `start` to `stop`. */
export declare class BrokerAndRegistry {
    #private;
    constructor(job: ServeJob, paths: StackPaths, listener: Listener);
    /** Ends what a killed supervisor has left, then starts both. Resolves before they are ready. */
    start(): Promise<void>;
    /** Resolves when both have ended, for good. */
    stop(): Promise<void>;
    get isReady(): boolean;
    get addresses(): StackAddresses;
    get children(): StackChild[];
}
