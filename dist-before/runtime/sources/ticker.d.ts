import type { Codec } from '../codec/codec.ts';
import { type Failure } from '../failures.ts';
import type { Log, RecordBatch } from '../log/types.ts';
import type { InputStatus } from '../tasks/component.ts';
import { type Work } from '../tasks/member.ts';
import { type TaskMetrics } from '../tasks/metrics.ts';
import { type Clock } from './clock-port.ts';
export interface TickerOptions {
    readonly log: Log;
    readonly codec: Codec;
    readonly clock: Clock;
    readonly mode: 'wall' | 'event';
    readonly every_ms?: number;
    readonly metrics?: TaskMetrics;
    readonly partition: number;
    readonly signal: AbortSignal;
    fail(error: unknown): void;
}
/** Holds one partition of the group; the ticks go with that of the name `clock`. */
export declare class Ticker implements Work {
    #private;
    readonly positions: Work['positions'];
    last_ms: number | null;
    missed: Failure | undefined;
    /** With `event`: what the ticks written so far tell of. */
    passed: readonly InputStatus[];
    private constructor();
    static open(options: TickerOptions): Promise<Ticker>;
    get ticks(): boolean;
    records(_: RecordBatch): Promise<void>;
    drain(): Promise<void>;
    abandon(): Promise<void>;
}
