import type { AnyTopic } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Headers, NewRecord } from '../log/types.ts';
/** The partition of the entity that the key begins with. */
export declare function partitionOfKey(key: Buffer, partitions: number): number;
/** What turns values into records: the codec and the number of partitions. */
export interface Encoding {
    readonly codec: Codec;
    readonly partitions: number;
}
/** Throws a Failure `poison` where the value is not of the topic's type. */
export declare function recordOf(encoding: Encoding, topic: AnyTopic, value: unknown, headers?: Headers): NewRecord;
export declare function tombstoneOf(topic: AnyTopic, key: string, partitions: number): NewRecord;
export declare function bytesOf(record: {
    readonly key: Buffer;
    readonly value: Buffer | null;
}): number;
