import { type Codec } from '../runtime/codec/codec.ts';
import type { Log } from '../runtime/log/types.ts';
import { type Topic } from '../schemas/topics.ts';
/** Where a benchmark runs; plain JSON, so that it can be handed to the process under test. */
export interface Place {
    readonly brokers: readonly string[];
    readonly schemaRegistry: string;
    readonly topicPrefix: string;
    /** An empty folder. */
    readonly folder: string;
}
export interface OpenPlace {
    readonly log: Log;
    readonly codec: Codec;
}
export declare const PARTITIONS = 4;
export declare function openPlace({ brokers, schemaRegistry, topicPrefix }: Place): Promise<OpenPlace>;
/** Puts the values on the log and waits until the broker has them. */
export declare function fill<T>({ log, codec }: OpenPlace, topic: Topic<T>, values: Iterable<T>): Promise<void>;
/** The end of each partition. */
export declare function endsOf(log: Log, topic: Topic<never>): Promise<number[]>;
/** Resolves once the group has committed all of the topic as it is now. */
export declare function untilCommitted(log: Log, group: string, topic: Topic<never>): Promise<void>;
