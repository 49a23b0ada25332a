import { type AnyTopic } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Ends, Log } from '../log/types.ts';
import type { AnyProcessor } from '../types.ts';
import { type Phase, type Request } from './progress.ts';
export interface Restoring {
    readonly log: Log;
    readonly codec: Codec;
    readonly processor: AnyProcessor;
    readonly group: string;
    readonly partition: number;
    readonly signal: AbortSignal;
}
/** A task as its log says it is. Only to be trusted when read after fencing. */
export interface Restored {
    /** The processor's own state: restored, or empty where it is to be rebuilt. */
    readonly state: unknown;
    readonly stream_time_ms: number;
    /** A rebuild to be done; the state is empty then. */
    readonly request: Request | undefined;
    /** The rebuild last done. */
    readonly phase: Phase | undefined;
    /** Where `_tasks` is read on: a request for a rebuild may come. */
    readonly tasks_offset: number;
    /** Where to read each input, and its end at the moment. */
    readonly inputs: readonly Input[];
    /** Changelog records read. */
    readonly records: number;
}
export interface Input {
    readonly topic: string;
    readonly offset: number;
    readonly end: number;
}
/** All that is read by a task on partition n: the inputs, and the ticks where it takes them. */
export declare function inputsOf(processor: AnyProcessor): readonly AnyTopic[];
export declare function restore(restoring: Restoring): Promise<Restored>;
export declare function endsOf(log: Log, topic: string, partition: number): Promise<Ends>;
