import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log, Writer } from '../../runtime/log/types.ts';
import { recordOf } from '../../runtime/tasks/records.ts';
import type { DeadLetter } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { sinkTopics } from './context.ts';

/** Asks for the end of every partition of every topic; `ends`: by topic/partition. */
export async function refreshEnds(log: Log, ends: Map<string, number>): Promise<void> {
  await Promise.all(
    sinkTopics.map(async (topic) => {
      for (const [partition, { end }] of (await log.ends(topic)).entries()) ends.set(`${topic}/${partition}`, end);
    }),
  );
}

/** Puts what the sink refuses on the log. Opens its writer with the first of them. */
export class DeadLetters {
  readonly #log: Log;
  readonly #codec: Codec;
  #writer: Promise<Writer> | undefined;

  constructor(log: Log, codec: Codec) {
    this.#log = log;
    this.#codec = codec;
  }

  /** Resolves when they are durable. */
  async append(letters: readonly DeadLetter[]): Promise<void> {
    const encoding = { codec: this.#codec, partitions: this.#log.partitions };
    const records = letters.map((letter) => recordOf(encoding, topics.dead_letters, letter));
    this.#writer ??= this.#log.writer();
    try {
      await (await this.#writer).append(records);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    await writer?.then((open) => open.close()).catch(() => {});
  }
}
