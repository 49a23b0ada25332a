import type { Codec } from '../codec/codec.ts';
import type { Failure } from '../failures.ts';
import type { Log } from '../log/types.ts';
import type { Component, ComponentStatus } from '../tasks/component.ts';
import { type TaskMetrics } from '../tasks/metrics.ts';
import type { Backoff } from '../tasks/waiting.ts';
import type { Clock } from './clock-port.ts';
export interface RunClockOptions {
    readonly log: Log;
    readonly codec: Codec;
    /**
     * `wall`: a tick is this clock's time (the wall's, or the sandbox's). `event`: a tick is the highest event time on
     * the log, passing over records more than a day ahead of this clock.
     */
    readonly clock: Clock;
    readonly mode: 'wall' | 'event';
    readonly every_ms?: number;
    readonly metrics?: TaskMetrics;
    readonly rejoin?: Backoff;
    readonly onFatal?: (component: string, failure: Failure) => void;
}
export interface ClockStatus extends ComponentStatus {
    /** Whether this process is the one that writes the ticks. */
    readonly ticking: boolean;
    /** Why the last tick was not written, if it was not: the clock cannot be read. */
    readonly missed: Failure | undefined;
}
/**
 * Writes a tick to every partition, in one transaction, once a second; one process at a time; never backwards, over
 * restarts too. With `wall` the same time is written again while the clock stands, so that a tick always follows;
 * with `event` a tick is written when the highest event time has risen.
 */
export declare function runClock(options: RunClockOptions): Component<ClockStatus>;
