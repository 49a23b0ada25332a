import type { RecordBatch } from '../../runtime/log/types.ts';
import { bytesOf } from '../../runtime/tasks/records.ts';
import type { Positions, Reached } from './positions.ts';
import type { Entry } from './rounds.ts';
import type { Batch } from './writer.ts';

/** What was read and is not in the warehouse yet. */
export class Waiting {
  #entries: Entry[] = [];
  readonly #next = new Map<string, { topic: string; partition: number; offset: number }>();
  readonly #ticks = new Map<number, number>();
  #bytes = 0;

  get empty(): boolean {
    return this.#next.size === 0;
  }

  get records(): number {
    return this.#entries.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add({ topic, partition, next_offset, records }: RecordBatch, entries: readonly Entry[], tick?: number): void {
    for (const entry of entries) this.#entries.push(entry);
    for (const record of records) this.#bytes += bytesOf(record);
    this.#next.set(`${topic}/${partition}`, { topic, partition, offset: next_offset });
    if (tick !== undefined) this.#ticks.set(partition, Math.max(tick, this.#ticks.get(partition) ?? 0));
  }

  drop(partition: number): void {
    this.#entries = this.#entries.filter((entry) => entry.partition !== partition);
    this.#ticks.delete(partition);
    for (const [key, next] of this.#next) if (next.partition === partition) this.#next.delete(key);
  }

  /** All of it as one transaction, without what the warehouse has already. */
  batch(positions: Positions, { ends, swept, now_ms }: Seen): Batch {
    const entries = this.#entries.filter(({ table, partition, raw }) => {
      return raw.offset >= (positions.get(table.topic.name, partition)?.next_offset ?? 0);
    });
    const reached = new Map<string, Reached>();
    const reach = (topic: string, partition: number, offset: number) => {
      const key = `${topic}/${partition}`;
      const before = positions.get(topic, partition);
      const next_offset = Math.max(offset, before?.next_offset ?? 0);
      const caught_up = next_offset >= (ends.get(key) ?? Number.POSITIVE_INFINITY);
      const caught_up_ms = caught_up ? now_ms : (before?.caught_up_ms ?? now_ms);
      reached.set(key, { topic, partition, next_offset, caught_up_ms });
    };
    if (swept) for (const { topic, partition, next_offset } of positions.all()) reach(topic, partition, next_offset);
    for (const { topic, partition, offset } of this.#next.values()) reach(topic, partition, offset);
    return { entries, reached: [...reached.values()], ticks: this.#ticks };
  }
}

/** Where the topics end, by topic/partition; `swept`: those of quiet partitions too were asked for just now. */
export interface Seen {
  readonly ends: ReadonlyMap<string, number>;
  readonly swept: boolean;
  readonly now_ms: number;
}
