import type { Ends } from '../../runtime/log/types.ts';
import { type SinkContext, sinkTopics } from './context.ts';
import type { Reached } from './positions.ts';

/**
 * Before anything is read: may the file's positions be read on from? If not, all tables are emptied and filled afresh.
 *
 * - `rebuild`: somebody asked for it.
 * - `another_log`: a position lies behind the end of its topic.
 * - `too_old`: the warehouse misses something, and was last caught up so long ago that removals written since then may
 *   be gone from the log: rows would stay that should not.
 */
export async function settle(context: SinkContext, rebuild: boolean): Promise<void> {
  const { log, writer, ends, now_ms } = context;
  const now = now_ms();
  const all = new Map<string, readonly Ends[]>();
  for (const topic of sinkTopics) all.set(topic, await log.ends(topic));
  for (const [topic, partitions] of all) {
    for (const [partition, { begin, end }] of partitions.entries()) {
      context.begins.set(`${topic}/${partition}`, begin);
      ends.set(`${topic}/${partition}`, end);
    }
  }
  if (rebuild || mustRefill([...writer.positions.all()], all, context.removals_kept_ms, now)) {
    await writer.empty();
    context.written(1);
  }
  const missing: Reached[] = [];
  for (const [topic, partitions] of all) {
    partitions.forEach((_, partition) => {
      if (writer.positions.get(topic, partition) !== undefined) return;
      missing.push({ topic, partition, next_offset: 0, caught_up_ms: now });
    });
  }
  if (missing.length > 0) await writer.write(writer.stage([]), { reached: missing, ticks: new Map() }, now);
}

export function mustRefill(
  positions: readonly Reached[],
  ends: ReadonlyMap<string, readonly Ends[]>,
  removals_kept_ms: number,
  now_ms: number,
): boolean {
  return positions.some(({ topic, partition, next_offset, caught_up_ms }) => {
    const end = ends.get(topic)?.[partition]?.end;
    if (end === undefined) return false;
    return next_offset > end || (next_offset < end && now_ms - caught_up_ms > removals_kept_ms);
  });
}
