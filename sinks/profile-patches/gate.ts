import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { InputStatus } from '../../runtime/tasks/component.ts';
import { Rebuilds } from '../../runtime/tasks/rebuilds.ts';
import { Line } from '../../runtime/tasks/waiting.ts';

/** A processor whose results decide what is to be written. */
export interface StageBefore {
  readonly name: string;
  /** All that it reads. */
  readonly topics: readonly string[];
  /** Its committed offsets tell how far other processes are. */
  readonly group: string;
  /** How far this process is with it; none where others run it. */
  inputs(): readonly InputStatus[];
}

export interface GateOptions {
  readonly log: Log;
  readonly codec: Codec;
  /** In the order of the data. */
  readonly stages: readonly StageBefore[];
  /** False while what is new at the upstreams is not on the log yet. */
  ready(): boolean;
}

/**
 * Whether what is planned may be sent: all that the log held when this was asked first has gone through every stage,
 * one after the other, and none of them is being rebuilt; after a rebuild it has to go through them once more. So what
 * was planned before a long pause is not sent before it is known whether it still holds, and what passes by while a
 * replay counts from the beginning is not sent at all.
 */
export class Gate {
  readonly #options: GateOptions;
  readonly #rebuilds: Rebuilds;
  readonly #line = new Line();
  #asked = 0;
  /** Stages through which all has gone. */
  #passed = 0;
  /** Of the topics of the stage after those, when it came to it. */
  #ends: ReadonlyMap<string, readonly number[]> | undefined;
  #waits_for: string | null = null;

  constructor(options: GateOptions) {
    this.#options = options;
    const names = options.stages.map(({ name }) => name);
    this.#rebuilds = new Rebuilds(options.log, options.codec, names);
  }

  /** Why it was closed when it was looked at last, in words; null: it was open, or nobody has looked. */
  get waits_for(): string | null {
    return this.#waits_for;
  }

  /** As of now: a rebuild that was asked for before the call is known. */
  isOpen(signal: AbortSignal): Promise<boolean> {
    return this.#line.take(async () => {
      this.#waits_for = await this.#look(signal);
      return this.#waits_for === null;
    });
  }

  /** Whether the stage has read that topic's partition up to the offset. */
  async hasRead(stage: string, topic: string, partition: number, offset: number): Promise<boolean> {
    const found = this.#options.stages.find(({ name }) => name === stage);
    return found === undefined || offset === 0 || (await this.#positions(found, topic)).at(partition) >= offset;
  }

  /** Why not, in words; null: it is open. */
  async #look(signal: AbortSignal): Promise<string | null> {
    const { stages, ready } = this.#options;
    const { rebuilding, asked } = await this.#rebuilds.look(signal);
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#passed = 0;
      this.#ends = undefined;
    }
    if (rebuilding) return 'the end of a replay';
    if (this.#passed < stages.length && !ready()) return 'the first complete poll of each upstream';
    for (; this.#passed < stages.length; this.#passed++) {
      const stage = stages[this.#passed]!;
      this.#ends ??= await this.#endsOf(stage);
      for (const [topic, ends] of this.#ends)
        if (!(await this.#hasPassed(stage, topic, ends))) return `${stage.name} to read ${topic}`;
      this.#ends = undefined;
    }
    return null;
  }

  /** Of the partitions with anything in them; 0 for the others. */
  async #endsOf({ topics }: StageBefore): Promise<ReadonlyMap<string, readonly number[]>> {
    const { log } = this.#options;
    const found = topics.map(async (topic) => {
      const ends = await log.ends(topic);
      return [topic, ends.map(({ begin, end }) => (begin === end ? 0 : end))] as const;
    });
    return new Map(await Promise.all(found));
  }

  async #hasPassed(stage: StageBefore, topic: string, ends: readonly number[]): Promise<boolean> {
    const positions = await this.#positions(stage, topic);
    return ends.every((end, partition) => positions.at(partition) >= end);
  }

  async #positions({ inputs, group }: StageBefore, topic: string) {
    const mine = new Map(inputs().flatMap((one) => (one.topic === topic ? [[one.partition, one.position]] : [])));
    const { log } = this.#options;
    const shared = mine.size < log.partitions ? await log.committed(group, topic) : mine;
    return { at: (partition: number) => mine.get(partition) ?? shared.get(partition) ?? 0 };
  }
}
