import type { Deliveries } from '../deliveries.ts';
import type { Position } from '../types.ts';
import type { Fate } from './partition.ts';
/** A consumer group: who has which partition numbers, and the offsets it has committed. */
export declare class MemoryGroup {
    #private;
    constructor(partitions: number);
    commit(positions: readonly Position[], fate: Fate): void;
    /** Undefined while a transaction that commits offsets of the topic is open. */
    committed(topic: string): ReadonlyMap<number, number> | undefined;
    join(member: string, deliveries: Deliveries): void;
    /** Resolves when the member has ended; the others take over in the background. */
    leave(member: string): Promise<void>;
}
