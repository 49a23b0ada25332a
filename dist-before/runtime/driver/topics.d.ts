import { type AnyTopic, type Topic } from '../../schemas/topics.ts';
import type { Incoming } from '../types.ts';
/** A record on its way to a topic. */
export interface Outgoing {
    readonly topic: AnyTopic;
    readonly key: string;
    /** Null: tombstone. */
    readonly value: unknown;
}
export declare function recordOf<T>(topic: Topic<T>, value: T): Outgoing;
/** The topics of a driver: every record ever appended, by topic and partition. */
export declare class MemoryTopics {
    #private;
    readonly partitions: number;
    constructor(partitions: number, avro: boolean);
    append(record: Outgoing): void;
    appendTick(at: number): void;
    log(topic: AnyTopic, partition: number): readonly Incoming[];
    /** Everything on the topic, partition by partition. */
    records<T>(topic: Topic<T>): readonly Incoming<T>[];
    /** The last value per key, tombstones left out. */
    table<T>(topic: Topic<T>): Map<string, T>;
}
