/**
 * The process under test: runs what it is told in its argument (JSON, see {@link Task}), tells when all of it runs,
 * and on any message what it has taken of the machine since it was told to begin counting.
 */
import { type Place } from './place.ts';
export interface Task {
    readonly place: Place;
    /** Components by name: `sources`, `clock`, processors, `duckdb`. */
    readonly run: readonly string[];
    /** A config file's content; its upstreams are polled. */
    readonly config: unknown;
}
export interface Taken {
    readonly cpu_s: number;
    readonly rss_mb: number;
}
/** A process under test, running. */
export interface UnderTest {
    /** ms from its begin (of the slowest component) until all ran. */
    readonly ready_ms: number;
    /** ms that the first of its tasks had been at work by then. */
    readonly head_start_ms: number;
    taken(): Promise<Taken>;
    /** Topic → records still to be taken in, over all components. */
    lag(): Promise<number>;
    stop(): Promise<void>;
}
export declare function start(task: Task): Promise<UnderTest>;
