import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import { readBatch } from '../../runtime/tasks/reading.ts';
import { isOf } from '../../runtime/types.ts';
import { topics } from '../../schemas/topics.ts';

/** Records on the log that a stage could not take, as `topic|partition|offset`, by stage. */
export type Refusals = ReadonlyMap<string, ReadonlySet<string>>;

/** As the dead letters on the log tell. */
export async function refusalsOn(log: Log, codec: Codec, signal: AbortSignal): Promise<Refusals> {
  const refusals = new Map<string, Set<string>>();
  const { name } = topics.dead_letters;
  for (const [partition, { begin, end }] of (await log.ends(name)).entries()) {
    if (begin === end) continue;
    await log.scan({ topic: name, partition, from: begin, to: end }, async (batch) => {
      signal.throwIfAborted();
      for (const read of await readBatch(codec, log.partitions, batch)) {
        if (read.kind !== 'record' || !isOf(read.record, topics.dead_letters)) continue;
        const { value } = read.record;
        if (value === null || value.topic === null || value.offset === null) continue;
        const of = refusals.get(value.stage) ?? new Set();
        refusals.set(value.stage, of.add(`${value.topic}|${value.partition}|${value.offset}`));
      }
    });
  }
  return refusals;
}
