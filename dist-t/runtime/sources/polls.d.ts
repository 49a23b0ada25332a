import type { Failure } from '../failures.ts';
/** What is known of one source's polls, over all its stays in a group of this process. Times are the wall's. */
export interface SourceStatus {
    readonly source: string;
    readonly upstream: string;
    /** `elsewhere`: another process polls it, or none yet. */
    readonly state: 'elsewhere' | 'waiting' | 'polling';
    /** Polls that reached their end. */
    readonly complete_polls: number;
    readonly last_complete: CompletePoll | undefined;
    /** Absent once a poll is complete. */
    readonly failing: Failing | undefined;
}
export interface CompletePoll {
    readonly began_ms: number;
    readonly ended_ms: number;
    /** Whether any of its pages held anything. */
    readonly brought_new: boolean;
}
export interface Failing {
    /** Begin of the first attempt of those that failed in a row. */
    readonly since_ms: number;
    readonly attempts: number;
    readonly failure: Failure;
}
/** Takes down how the polls of one source went. */
export declare class Polls {
    #private;
    state: SourceStatus['state'];
    constructor(source: {
        readonly name: string;
        readonly upstream: string;
    });
    completed(poll: CompletePoll): void;
    /** Gives how many have failed in a row, this one included. */
    failed(began_ms: number, failure: Failure): number;
    status(): SourceStatus;
}
