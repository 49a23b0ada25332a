import { type AnyProcessor, type Incoming, type Rejection } from '../types.ts';
import { type MemoryTopics } from './topics.ts';
/** Answers a choice among `choices` ways to go on: an integer in [0, choices). */
export type Choose = (choices: number) => number;
export interface Rejected extends Rejection {
    readonly processor: string;
    readonly record: Incoming;
}
/**
 * One processor on one partition. A turn is a transaction: a few records and slices of expiries, then all of their
 * outputs at once, or an abort that throws the state away and restores it.
 */
export declare class DriverTask {
    #private;
    constructor(processor: AnyProcessor, partition: number, memory: MemoryTopics, expiries_per_slice: number);
    get waiting(): boolean;
    /** At most `records` records of its inputs, topics in an order of `choose`; their outputs are then on the topics. */
    turn(records: number, choose: Choose): readonly Rejected[];
    /** The same, but the transaction aborts: nothing of it is seen, and the state is restored. */
    abortedTurn(records: number, choose: Choose): void;
    /** The state is thrown away and rebuilt from the changelogs alone. */
    crash(): void;
}
