import type { Committer } from './committer.ts';
import type { TaskMetrics } from './metrics.ts';
import type { Owner } from './pending.ts';
import type { Read } from './reading.ts';
export interface StepperOptions {
    readonly owner: Owner;
    readonly metrics: TaskMetrics;
    readonly state: unknown;
    /** What is given goes into its `pending` of the moment. */
    readonly committer: Committer;
}
/** Calls the processor's functions on its state. What a function throws is a bug, fatal, and says where. */
export declare class Stepper {
    #private;
    constructor(options: StepperOptions);
    /** `again`: it was read before a rebuild began; its dead letter has been written then. */
    step(topic: string, read: Read, again: boolean): void;
    /** Whether there is more to deliver by then. */
    advance(to_ms: number, limit: number): boolean;
    /** 0: none. Ticks that cannot be read are refused. */
    highestTick(reads: readonly Read[]): number;
    tellSize(): void;
}
