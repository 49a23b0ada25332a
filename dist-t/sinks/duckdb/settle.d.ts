import type { Ends } from '../../runtime/log/types.ts';
import { type SinkContext } from './context.ts';
import type { Reached } from './positions.ts';
/**
 * Before anything is read: may the file's positions be read on from? If not, all tables are emptied and filled afresh.
 *
 * - `rebuild`: somebody asked for it.
 * - `another_log`: a position lies behind the end of its topic.
 * - `too_old`: the warehouse misses something, and was last caught up so long ago that removals written since then may
 *   be gone from the log: rows would stay that should not.
 */
export declare function settle(context: SinkContext, rebuild: boolean): Promise<void>;
export declare function mustRefill(positions: readonly Reached[], ends: ReadonlyMap<string, readonly Ends[]>, removals_kept_ms: number, now_ms: number): boolean;
