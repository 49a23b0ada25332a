import { type Settings } from '../runtime/config/load.ts';
import { type DataDir } from '../runtime/data-dir/layout.ts';
import type { Failure } from '../runtime/failures.ts';
import type { ControlCommands } from '../runtime/http/control.ts';
import type { Routes } from '../runtime/http/server.ts';
import type { Status, StatusSource } from '../runtime/http/status.ts';
import { type Log } from '../runtime/logging/log.ts';
import { type Metrics } from '../runtime/metrics/metrics.ts';
import type { Context } from './command.ts';
/** What is hosted: made cheaply, started when all around it is up. */
export interface Pipeline extends StatusSource {
    /** Added to the server: the webhooks. They answer 503 until the log is there. */
    readonly routes: readonly Routes[];
    /** What other commands of the data directory may ask. */
    readonly controls: ControlCommands;
    /**
     * Resolves when every component runs. Rejects when one cannot; `stop` is called all the same. `url`: where this
     * process is reached by HTTP.
     */
    start(signal: AbortSignal, url: string): Promise<void>;
    /** What it runs on, a line each, once it has started. */
    addresses(): readonly string[];
    /** Resolves when the pipeline has caught up, as the contract defines it. Rejects when that cannot come to be. */
    untilCaughtUp(signal: AbortSignal): Promise<void>;
    /** Resolves when a component has failed for good: somebody must act. */
    readonly failed: Promise<Failure>;
    /** Drains, then lets go of everything. Called once, also when `start` has failed. */
    stop(): Promise<void>;
}
/** What a pipeline stands on. */
export interface Ground {
    readonly settings: Settings;
    readonly dataDir: DataDir;
    /** Where this process keeps its state: the data directory, or its instance's part of it. */
    readonly stateDir: string;
    /** Absolute path of a path of the config. */
    inState(path: string): string;
    readonly log: Log;
    readonly metrics: Metrics;
    /** A line for the person who waits. */
    note(line: string): void;
    /** One that the next one replaces. */
    pass(line: string): void;
}
export interface Hosting {
    readonly command: string;
    /** No second process of the data directory and instance may have one of them. */
    readonly roles: readonly string[];
    readonly instance?: string;
    readonly untilCaughtUp: boolean;
    /** Logs go to a file although nobody watches. */
    readonly logToFile: boolean;
    create(ground: Ground): Promise<Pipeline>;
}
/**
 * Runs a pipeline with its server until it has caught up, is interrupted, or fails; then drains. Gives the last status
 * before that; undefined where it was interrupted while starting.
 */
export declare function host(hosting: Hosting, context: Context): Promise<Status | undefined>;
