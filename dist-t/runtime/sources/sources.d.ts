import type { Codec } from '../codec/codec.ts';
import type { Failure } from '../failures.ts';
import type { Log } from '../log/types.ts';
import type { Component, ComponentStatus } from '../tasks/component.ts';
import { type TaskMetrics } from '../tasks/metrics.ts';
import type { Backoff } from '../tasks/waiting.ts';
import { type AnySource } from '../types.ts';
import type { Clock } from './clock-port.ts';
import { type SourceStatus } from './polls.ts';
export interface RunSourcesOptions {
    readonly log: Log;
    readonly codec: Codec;
    readonly sources: readonly AnySource[];
    /** The pipeline's: what a poll looks up to, and what a record may not be a day ahead of. */
    readonly clock: Clock;
    readonly metrics?: TaskMetrics;
    /** Between attempts of a source that fails with `retry` and does not say how long to wait. */
    readonly backoff?: Backoff;
    readonly rejoin?: Backoff;
    readonly onFatal?: (component: string, failure: Failure) => void;
}
export interface SourcesStatus extends ComponentStatus {
    readonly sources: readonly SourceStatus[];
}
export interface Sources extends Component<SourcesStatus> {
    /** Every source that waits for its next poll begins it now; one that waits after a failure does not. */
    hurry(): void;
}
/**
 * Polls every source in one process at a time: processes with the same sources share them out as a group over
 * `_cursors`. Processes with different ones do not meet in a group; a source in both goes back and forth between them
 * (fenced), so give each source to one set of processes.
 */
export declare function runSources(options: RunSourcesOptions): Sources;
