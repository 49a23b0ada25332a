import type { StoredTable } from '../../schemas/tables.ts';
import type { Positions, Reached } from './positions.ts';
import type { Rows } from './rows.ts';
import { type Slice, sizeOf, splitAt } from './slices.ts';

/** What goes into one transaction. */
export interface Taken {
  /** Of one topic and partition in log order. */
  readonly slices: readonly Slice[];
  /** Up to where that is all there is. */
  readonly next: readonly Next[];
  readonly ticks: ReadonlyMap<number, number>;
}

interface Next {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** What was read and is not in the warehouse yet, nor under way there. */
export class Waiting {
  readonly #slices = new Map<StoredTable, Slice[]>();
  /** Up to where it was read, by topic/partition. */
  readonly #next = new Map<string, Next>();
  #ticks = new Map<number, number>();
  #records = 0;
  #bytes = 0;

  get empty(): boolean {
    return this.#next.size === 0;
  }

  get records(): number {
    return this.#records;
  }

  get bytes(): number {
    return this.#bytes;
  }

  rows(rows: Rows): void {
    if (rows.count === 0) return;
    const slices = this.#slices.get(rows.table) ?? [];
    this.#slices.set(rows.table, slices);
    slices.push({ rows, from: 0, to: rows.count });
    this.#records += rows.count;
    this.#bytes += rows.bytes;
  }

  tick(partition: number, at: number): void {
    this.#ticks.set(partition, Math.max(at, this.#ticks.get(partition) ?? 0));
  }

  reached(next: Next): void {
    const key = `${next.topic}/${next.partition}`;
    const before = this.#next.get(key)?.offset ?? 0;
    this.#next.set(key, { ...next, offset: Math.max(before, next.offset) });
  }

  drop(partition: number): void {
    for (const [table, slices] of this.#slices) {
      this.#keep(
        table,
        slices.filter(({ rows }) => rows.partition !== partition),
      );
    }
    this.#ticks.delete(partition);
    for (const [key, next] of this.#next) if (next.partition === partition) this.#next.delete(key);
  }

  /** Gives it away as one transaction; of each table `most` rows, the others stay. */
  take(most: number): Taken {
    const taken: Slice[] = [];
    const stays = new Map<string, number>();
    for (const [table, slices] of this.#slices) {
      const [first, others] = splitAt(slices, most);
      taken.push(...first);
      this.#keep(table, others);
      for (const { rows, from } of others.toReversed())
        stays.set(`${table.topic.name}/${rows.partition}`, rows.offset(from));
    }
    const next: Next[] = [];
    for (const [key, one] of this.#next) {
      next.push({ ...one, offset: stays.get(key) ?? one.offset });
      if (!stays.has(key)) this.#next.delete(key);
    }
    const ticks = this.#ticks;
    this.#ticks = new Map();
    return { slices: taken, next, ticks };
  }

  #keep(table: StoredTable, slices: Slice[]): void {
    const before = this.#slices.get(table) ?? [];
    this.#slices.set(table, slices);
    this.#records -= sizeOf(before) - sizeOf(slices);
    const kept = new Set(slices.map(({ rows }) => rows));
    for (const rows of new Set(before.map((slice) => slice.rows))) if (!kept.has(rows)) this.#bytes -= rows.bytes;
  }
}

/** Where the topics end, by topic/partition; `swept`: those of quiet partitions too were asked for just now. */
export interface Seen {
  readonly ends: ReadonlyMap<string, number>;
  readonly swept: boolean;
  readonly now_ms: number;
}

/** From the positions `before` a transaction to where it takes them. */
export function reachedBy(next: readonly Next[], before: Positions, { ends, swept, now_ms }: Seen): Reached[] {
  const reached = new Map<string, Reached>();
  const reach = ({ topic, partition, offset }: Next) => {
    const key = `${topic}/${partition}`;
    const was = before.get(topic, partition);
    const next_offset = Math.max(offset, was?.next_offset ?? 0);
    const caught_up = next_offset >= (ends.get(key) ?? Number.POSITIVE_INFINITY);
    const caught_up_ms = caught_up ? now_ms : (was?.caught_up_ms ?? now_ms);
    reached.set(key, { topic, partition, next_offset, caught_up_ms });
  };
  if (swept) for (const one of before.all()) reach({ ...one, offset: one.next_offset });
  for (const one of next) reach(one);
  return [...reached.values()];
}
