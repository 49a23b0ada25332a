import type { Failure } from '../failures.ts';
/** Something of the pipeline that runs until it is stopped: a processor, the sources, the clock, the deliveries. */
export interface Component<S extends ComponentStatus = ComponentStatus> {
    readonly name: string;
    status(): S;
    /** Finishes and commits what has been begun, leaves the group at once, resolves then. Never rejects. */
    stop(): Promise<void>;
}
/**
 * - `starting`: not in its group, or coming back after a failure that heals (`error` says which).
 * - `restoring`: at least one partition is being fenced and restored.
 * - `running`: in its group; with more processes than partitions it may have nothing to do.
 * - `failed`: somebody must act; it has left its group and does not come back by itself.
 */
export type ComponentState = 'starting' | 'restoring' | 'running' | 'failed' | 'stopped';
export interface ComponentStatus {
    readonly name: string;
    readonly state: ComponentState;
    /** The last failure, until a partition is open again. */
    readonly error: Failure | undefined;
    /** Of the partitions that this process holds. */
    readonly inputs: readonly InputStatus[];
    /** Sum over `inputs`, by topic. */
    readonly lag: Readonly<Record<string, number>>;
    /** The lowest over its partitions of the highest tick passed with all its expiries; null: no tick, or takes none. */
    readonly tick_ms: number | null;
    /** Partitions whose state is being rebuilt from the beginning. */
    readonly rebuilding: readonly number[];
}
export interface InputStatus {
    readonly topic: string;
    readonly partition: number;
    /** All that came before it is done, and what it gave is visible to others. */
    readonly position: number;
    /** The topic's end when it was last looked at. */
    readonly end: number;
}
export declare function lagOf(inputs: readonly InputStatus[]): Record<string, number>;
/** Ends by topic and partition, as they were when somebody began to wait. */
export type Ends = ReadonlyMap<string, readonly number[]>;
/** Whether all its partitions are past these ends. Of the topics it reads; a partition held elsewhere does not count. */
export declare function hasPassed({ inputs }: ComponentStatus, ends: Ends): boolean;
