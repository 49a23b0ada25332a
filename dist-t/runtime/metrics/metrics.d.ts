import type { TaskMetrics } from '../tasks/metrics.ts';
import { type StageNumbers } from './stages.ts';
/** What the components count into, each through the plain interface that it asks for. */
export interface Metrics {
    readonly tasks: TaskMetrics;
    /** One request to an upstream; `status` is the HTTP status, or why there is none (`timeout`, `refused`). */
    upstreamCall(upstream: string, status: number | string, duration_ms: number): void;
    /** One webhook was answered. */
    webhook(upstream: string, status: number, duration_ms: number): void;
    patch(outcome: string): void;
    /** The numbers per stage, as the dashboard shows them. */
    stages(): readonly StageNumbers[];
    /** Upstream → status → requests. */
    calls(): Counts<Counts<number>>;
    patches(): Counts<number>;
    deadLetters(): Counts<number>;
    /** Prometheus' text format. */
    text(): Promise<string>;
    readonly contentType: string;
}
export type Counts<T> = Readonly<Record<string, T>>;
export declare function createMetrics(now_ms?: () => number): Metrics;
