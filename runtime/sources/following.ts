import type { Topic } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Log } from '../log/types.ts';
import { unlessAborted } from '../tasks/member.ts';
import { readBatch } from '../tasks/reading.ts';
import type { PollContext } from '../types.ts';

/** A source's look at what others have published. */
export function followerOf(log: Log, codec: Codec, signal: AbortSignal): PollContext['follow'] {
  return async <T>(topic: Topic<T>, positions: readonly number[] | undefined, each: (value: T) => void) => {
    const ends = await log.ends(topic.name);
    const after: number[] = [];
    for (const [partition, { begin, end }] of ends.entries()) {
      const from = Math.max(begin, positions?.[partition] ?? begin);
      const range = { topic: topic.name, partition, from, to: end };
      const passed =
        from >= end
          ? from
          : await log.scan(range, async (batch) => {
              unlessAborted(signal);
              for (const read of await readBatch(codec, log.partitions, batch)) {
                // A record of this topic, so its value is of the topic's type.
                if (read.kind === 'record' && read.record.value !== null) each(read.record.value as T);
              }
            });
      after.push(passed);
    }
    return after;
  };
}
