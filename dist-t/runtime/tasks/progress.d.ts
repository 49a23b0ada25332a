import type { TaskProgress } from '../../schemas/generated/types.ts';
import type { Codec } from '../codec/codec.ts';
import type { Log } from '../log/types.ts';
/**
 * `_tasks` holds two records a task, both on its partition: its progress, written by the task alone, and, once a
 * rebuild has been asked for, the request, written by whoever asks. A request is open until the progress says `done`
 * with its id.
 */
export declare function taskOf(processor: string, partition: number): string;
export declare function requestOf(processor: string, partition: number): string;
/** What is to be rebuilt: the same on all partitions of a processor, asked for in one transaction. */
export interface Request {
    /** Tells one request from the next. */
    readonly id: string;
    /** Ends of the inputs' partition when it was asked for: what has passed them has been read anew. */
    readonly until: Readonly<Record<string, number>>;
    /** Ends of the outputs' partition when it was asked for: a key last written below was not produced again. */
    readonly outputs: Readonly<Record<string, number>>;
}
/**
 * How far a task is with a request. `read`: all inputs passed, all outputs committed. `swept`: stale keys removed.
 * `done`: so have the others.
 */
export interface Phase {
    readonly id: string;
    readonly phase: 'read' | 'swept' | 'done';
}
export interface Progress {
    readonly stream_time_ms: number;
    readonly phase: Phase | undefined;
    /** The last one, open or not. */
    readonly request: Request | undefined;
}
export declare function openRequest({ request, phase }: Progress): Request | undefined;
export declare function progressOf(task: string, stream_time_ms: number, rebuild: Phase | Request | undefined): TaskProgress;
/** Follows what `_tasks` says of one task; each look reads only what came since the last. */
export declare class ProgressReader {
    #private;
    constructor(log: Log, codec: Codec, processor: string, partition: number);
    /** Where the next look begins. */
    get position(): number;
    /** As of the topic's end at the call. */
    look(signal: AbortSignal): Promise<Progress>;
}
export declare function requestIn(value: TaskProgress | null): Request | undefined;
