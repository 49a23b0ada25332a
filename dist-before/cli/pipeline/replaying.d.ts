import type { ControlCommand } from '../../runtime/http/control.ts';
import type { AnyProcessor } from '../../runtime/types.ts';
import type { DuckdbSink } from '../../sinks/duckdb/sink.ts';
import type { Connection } from './connect.ts';
/** What this process can make anew. */
export interface Replayable {
    readonly connection: Connection;
    readonly processors: readonly AnyProcessor[];
    readonly sink: DuckdbSink | undefined;
}
export interface Replaying {
    /** Of processors and the sink; what is not here is left alone. */
    readonly names: readonly string[];
    readonly signal: AbortSignal;
    /** A line for who waits. */
    note(line: string): void | Promise<void>;
}
/**
 * Has the named components read their topics again from the beginning, and resolves when they are through: state,
 * results and tables are then what the log gives. Ends early when aborted; what was begun goes on all the same.
 */
export declare function replay(of: Replayable, { names, signal, note }: Replaying): Promise<void>;
/** `replay` as other processes ask for it: of what this one runs. */
export declare function replayControl(replayable: () => Replayable): ControlCommand;
