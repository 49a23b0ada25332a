import type { Figures } from './figures.ts';
import { type OpenPlace, type Place } from './place.ts';
import { type UnderTest } from './under-test.ts';
/** A backlog that waits on the log, and the components that work it off. */
export interface Backlog {
    readonly place: Place;
    readonly run: readonly string[];
    /** How many orders or rows there are. */
    readonly count: number;
    /** Puts them on the log, before anything runs. */
    fill(open: OpenPlace): Promise<void>;
    /** Resolves when all is done, and visible to others. */
    done(open: OpenPlace, tested: UnderTest): Promise<void>;
    /** Throws unless the result is right. Not timed. */
    verify?(open: OpenPlace): Promise<void>;
}
/** How fast it is worked off, from the first task at work: start-up is not counted. */
export declare function workedOff({ place, run, count, fill, done, verify }: Backlog): Promise<Figures>;
