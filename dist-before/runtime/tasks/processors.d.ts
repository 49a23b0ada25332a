import type { Codec } from '../codec/codec.ts';
import type { Failure } from '../failures.ts';
import type { Log } from '../log/types.ts';
import type { AnyProcessor } from '../types.ts';
import { type Component } from './component.ts';
import { type TaskMetrics } from './metrics.ts';
import type { Backoff } from './waiting.ts';
export interface RunProcessorsOptions {
    readonly log: Log;
    readonly codec: Codec;
    readonly processors: readonly AnyProcessor[];
    readonly metrics?: TaskMetrics;
    /** Expiries delivered at once; a commit is possible after each such slice. */
    readonly advance_limit?: number;
    /** How long a commit that nobody else would notice waits for company. */
    readonly idle_commit_ms?: number;
    readonly rejoin?: Backoff;
    /** A processor has failed and does not come back by itself. */
    readonly onFatal?: (component: string, failure: Failure) => void;
}
export declare function groupOf(processor: string): string;
/** Runs each of them, exactly once per record, on the partitions this process is given. See Task. */
export declare function runProcessors(options: RunProcessorsOptions): Component[];
