import type { NewRecord } from '../types.ts';
import type { ProducerIdentity, RecordSet } from './record-path.ts';
/** Where the parts of a batch's header lie. https://kafka.apache.org/documentation/#recordbatch */
export declare const BATCH: {
    readonly base_offset: 0;
    readonly length: 8;
    readonly leader_epoch: 12;
    readonly magic: 16;
    readonly crc: 17;
    readonly attributes: 21;
    readonly last_offset_delta: 23;
    readonly base_timestamp: 27;
    readonly max_timestamp: 35;
    readonly producer_id: 43;
    readonly producer_epoch: 51;
    readonly base_sequence: 53;
    readonly count: 57;
    readonly records: 61;
};
/** Who writes it, and when. */
export interface BatchOrigin {
    readonly producer: ProducerIdentity;
    readonly now_ms: number;
}
/** The most that a batch of these records takes. */
export declare function batchBytes(records: readonly NewRecord[]): number;
/** Writes the records as one batch at `at`, all with the same time of writing. Returns where to write on. */
export declare function writeBatch(bytes: Buffer, at: number, { records, first_sequence }: RecordSet, { producer, now_ms }: BatchOrigin): number;
