import type { AnyTopic } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Log } from '../log/types.ts';
import type { Incoming } from '../types.ts';
import { scanDecoded } from './reading.ts';

export interface Growing {
  readonly log: Log;
  readonly codec: Codec;
  /** Only we write there. */
  readonly topic: AnyTopic;
  /** Where the first read begins, by partition. */
  begins(): Promise<readonly number[]>;
}

/** Follows a topic on all partitions as it grows; each read gives only what came since the last. */
export class GrowingTopic {
  readonly #growing: Growing;
  #from: readonly number[] | undefined;

  constructor(growing: Growing) {
    this.#growing = growing;
  }

  /**
   * Up to the end of what can be read at the call; of a partition in order. Where it throws, as when aborted, what it
   * gave comes again with the next. One call at a time.
   */
  async read(signal: AbortSignal, each: (record: Incoming) => void): Promise<void> {
    const { log, codec, topic, begins } = this.#growing;
    const [froms, stable] = await Promise.all([this.#from ?? begins(), log.stable(topic.name)]);
    for (const [partition, to] of stable.entries()) {
      const range = { topic: topic.name, partition, from: froms[partition] ?? 0, to };
      if (range.from < to) await scanDecoded(log, codec, range, signal, each);
    }
    this.#from = stable.map((to, partition) => Math.max(to, froms[partition] ?? 0));
  }
}
