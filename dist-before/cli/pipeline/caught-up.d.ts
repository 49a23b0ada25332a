import type { Config } from '../../runtime/config/schema.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { Sources } from '../../runtime/sources/sources.ts';
import type { Component } from '../../runtime/tasks/component.ts';
export interface CatchingUp {
    readonly log: Log;
    /** Absent where this process polls nothing. */
    readonly sources: Sources | undefined;
    /** In the order of the data; each reads what those before it write. */
    readonly stages: readonly Component[];
    /** With `wall` ticks never end; with `event` there is one when the highest event time has risen. */
    readonly clock: Config['clock'];
}
/**
 * Resolves when every polled upstream has answered one complete poll with nothing new, and every stage has then read
 * to the end of its topics and past a tick written after that. Rejects when an upstream cannot be read for 60 s and
 * three attempts in a row, naming it. Resolves early when aborted.
 */
export declare function untilCaughtUp(of: CatchingUp, signal: AbortSignal): Promise<void>;
