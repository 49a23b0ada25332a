import type { Codec } from '../codec/codec.ts';
import type { Log } from '../log/types.ts';
import { type TaskMetrics } from '../tasks/metrics.ts';
import type { Decoded } from '../types.ts';
import { type Clock } from './clock-port.ts';
/** Puts decoded things on the log from outside of any poll: imports, commands. */
export interface Publisher {
    /**
     * Resolves once the broker has acknowledged all of them; what may not be published is a dead letter. At least once:
     * after a failure, publish the same again; the keys are the same.
     */
    publish(decoded: readonly Decoded[]): Promise<Published>;
    close(): Promise<void>;
}
export interface Published {
    readonly records: number;
    readonly dead_letters: number;
}
export interface PublisherOptions {
    readonly log: Log;
    readonly codec: Codec;
    readonly clock: Clock;
    /** Names it in dead letters: `import`. */
    readonly stage: string;
    readonly upstream: string | null;
    readonly metrics?: TaskMetrics;
}
export declare function openPublisher(options: PublisherOptions): Promise<Publisher>;
