import { type ComponentName } from '../../pipeline.ts';
import type { Config } from '../../runtime/config/schema.ts';
import { Failure } from '../../runtime/failures.ts';
import type { Routes } from '../../runtime/http/server.ts';
import type { Readiness, Status } from '../../runtime/http/status.ts';
import { type Clock } from '../../runtime/sources/clock-port.ts';
import type { Ground, Pipeline } from '../host.ts';
import { type Replaying } from './replaying.ts';
export interface RunningOptions {
    readonly ground: Ground;
    readonly command: string;
    readonly only: ReadonlySet<ComponentName>;
    /** What the pipeline is to work with: the config and the wall's time, or the demo's sandbox. Called once. */
    surroundings(url: string): Promise<Surroundings>;
}
export interface Surroundings {
    readonly config: Config;
    readonly clock: Clock;
    /** What runs beside the pipeline, a line each. */
    readonly addresses: readonly string[];
    close(): Promise<void>;
}
/** The components of one process, from the first connection to the last commit. */
export declare class RunningPipeline implements Pipeline {
    #private;
    readonly routes: readonly Routes[];
    readonly failed: Promise<Failure>;
    readonly controls: Readonly<Record<string, import("../../runtime/http/control.ts").ControlCommand>>;
    constructor(options: RunningOptions);
    start(signal: AbortSignal, url: string): Promise<void>;
    untilCaughtUp(signal: AbortSignal): Promise<void>;
    /** Has components of this process make their state and results anew. */
    replay(replaying: Replaying): Promise<void>;
    status(): Status;
    addresses(): readonly string[];
    readiness(): Promise<readonly Readiness[]>;
    stop(): Promise<void>;
}
export declare const fromConfig: (config: Config) => () => Promise<Surroundings>;
