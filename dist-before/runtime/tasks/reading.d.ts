import { type AnyTopic } from '../../schemas/topics.ts';
import { type Codec } from '../codec/codec.ts';
import type { Log, LogRecord, RecordBatch, ScanRange } from '../log/types.ts';
import type { Incoming } from '../types.ts';
/** What a record on the log turned out to be. */
export type Read = {
    readonly kind: 'record';
    readonly record: Incoming;
    readonly raw: LogRecord;
} | {
    readonly kind: 'refused';
    readonly raw: LogRecord;
    readonly reason: string;
    readonly detail?: string;
};
export type RefusedRead = Extract<Read, {
    kind: 'refused';
}>;
export declare function topicOf(name: string): AnyTopic;
/** Against how many partitions a key is checked; `ours`: it is not, only we write there. */
export type Checked = number | 'ours';
/**
 * Decodes a batch. Refused with a reason: a record without a key, with another key than its value's, on another
 * partition than its entity's, or with bytes that are not of the topic. Throws when the registry is away.
 */
export declare function readBatch(codec: Codec, partitions: Checked, batch: RecordBatch): Promise<Read[]>;
/** Reads what lies there, decoded, in order. A record that cannot be read is fatal: only we write there. */
export declare function scanDecoded(log: Log, codec: Codec, range: ScanRange, signal: AbortSignal, each: (record: Incoming) => void): Promise<number>;
