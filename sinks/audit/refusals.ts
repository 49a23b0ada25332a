import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import { readBatch } from '../../runtime/tasks/reading.ts';
import { isOf } from '../../runtime/types.ts';
import { splitKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';

/** Records on the log that have a dead letter: `topic|partition|offset` → the stage that wrote it last. */
export type Refusals = ReadonlyMap<string, string>;

export async function refusalsOn(log: Log, codec: Codec, signal: AbortSignal): Promise<Refusals> {
  const refusals = new Map<string, string>();
  const { name } = topics.dead_letters;
  for (const [partition, { begin, end }] of (await log.ends(name)).entries()) {
    if (begin === end) continue;
    await log.scan({ topic: name, partition, from: begin, to: end }, async (batch) => {
      signal.throwIfAborted();
      for (const read of await readBatch(codec, log.partitions, batch)) {
        if (read.kind !== 'record' || !isOf(read.record, topics.dead_letters)) continue;
        const { key, value } = read.record;
        if (value === null) refusals.delete(splitKey(key)[0]!);
        else if (value.offset !== null) refusals.set(value.id, value.stage);
      }
    });
  }
  return refusals;
}
