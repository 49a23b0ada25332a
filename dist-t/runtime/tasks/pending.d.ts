import type { TaskProgress } from '../../schemas/generated/types.ts';
import { type Topic } from '../../schemas/topics.ts';
import type { NewRecord, Transaction } from '../log/types.ts';
import type { AnyProcessor, Outputs } from '../types.ts';
import { type Encoding } from './records.ts';
/** A transaction takes no more steps above these. One step may exceed them. */
export declare const MAX_RECORDS = 20000;
export declare const MAX_BYTES: number;
/** Whose outputs these are. */
export interface Owner extends Encoding {
    readonly processor: AnyProcessor;
    readonly partition: number;
    readonly group: string;
}
/**
 * What the steps since the last transaction have given: outputs, positions, progress. A value put into a coalesced
 * topic is encoded when sealed, so it must not be changed after it was put.
 */
export declare class Pending implements Outputs {
    #private;
    /** `limit`: of records, at most `MAX_RECORDS`. */
    constructor(owner: Owner, limit: number);
    /** Inputs or outputs, whichever are more. */
    get size(): number;
    get full(): boolean;
    /** Nothing has been stepped since the last transaction. */
    get empty(): boolean;
    /** Nobody but this task would notice its commit. */
    get silent(): boolean;
    put<T>(topic: Topic<T>, value: T): void;
    remove<T>(topic: Topic<T>, key: string): void;
    /** Beside the processor's own outputs: dead letters, tombstones of a rebuild. */
    add(record: NewRecord): void;
    consumed(topic: string, offset: number, records: number): void;
    progress(progress: TaskProgress): void;
    /** All of it as one transaction. It takes nothing more afterwards. */
    seal(): Transaction;
}
