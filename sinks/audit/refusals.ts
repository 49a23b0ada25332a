import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import { readBatch } from '../../runtime/tasks/reading.ts';
import { isOf } from '../../runtime/types.ts';
import type { DeadLetter } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';

/** Records on the log that have a dead letter: `topic|partition|offset` → the stages that refused them. */
export type Refusals = ReadonlyMap<string, ReadonlySet<string>>;

export async function refusalsOn(log: Log, codec: Codec, signal: AbortSignal): Promise<Refusals> {
  const letters = new Map<string, { readonly at: string; readonly stage: string }>();
  const { name } = topics.dead_letters;
  for (const [partition, { begin, end }] of (await log.ends(name)).entries()) {
    if (begin === end) continue;
    await log.scan({ topic: name, partition, from: begin, to: end }, async (batch) => {
      signal.throwIfAborted();
      for (const read of await readBatch(codec, log.partitions, batch)) {
        if (read.kind !== 'record' || !isOf(read.record, topics.dead_letters)) continue;
        const { key, value } = read.record;
        if (value === null) letters.delete(key);
        else if (value.offset !== null) letters.set(key, { at: placeOf(value), stage: value.stage });
      }
    });
  }
  return byPlace([...letters.values()]);
}

function placeOf({ topic, partition, offset }: DeadLetter): string {
  return `${topic}|${partition}|${offset}`;
}

function byPlace(letters: readonly { readonly at: string; readonly stage: string }[]): Refusals {
  const refusals = new Map<string, Set<string>>();
  for (const { at, stage } of letters) refusals.set(at, (refusals.get(at) ?? new Set()).add(stage));
  return refusals;
}
