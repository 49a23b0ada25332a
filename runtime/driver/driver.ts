import type { AnyTopic, Topic } from '../../schemas/topics.ts';
import type { AnyProcessor, Incoming } from '../types.ts';
import { type Choose, DriverTask, type Rejected } from './task.ts';
import { MemoryTopics, type Outgoing, recordOf } from './topics.ts';

export interface DriverOptions {
  /** Default 3. */
  readonly partitions?: number;
  /** Whether values pass through Avro's binary form, so that tests see what the log would hold. Default true. */
  readonly avro?: boolean;
  /** Decides which task has the next turn, how many records it takes and of which topic. Default: the first, one. */
  readonly choose?: Choose;
  /** One turn in so many aborts, as `choose` has it. Default: none does. */
  readonly abort_one_in?: number;
  /** After one turn in so many its task's state is saved, as `choose` has it. Default: never. */
  readonly snapshot_one_in?: number;
  /** How many expiries `advance` may deliver at once. Default 1000. */
  readonly expiries_per_slice?: number;
}

/** What was written from outside: a record of a topic, or a tick. */
type Written = { readonly kind: 'record'; readonly record: Outgoing } | { readonly kind: 'tick'; readonly at: number };

/**
 * Runs processors, chained by their topics, without a broker and synchronously: one task for each processor and
 * partition, each of whose turns is a transaction. Nothing moves but inside `run`.
 */
export class Driver {
  readonly #topics: MemoryTopics;
  readonly #tasks: readonly DriverTask[];
  readonly #choose: Choose;
  readonly #abort_one_in: number;
  readonly #snapshot_one_in: number;
  readonly #written: Written[] = [];
  readonly #rejected: Rejected[] = [];

  constructor(processors: readonly AnyProcessor[], options: DriverOptions = {}) {
    this.#topics = new MemoryTopics(options.partitions ?? 3, options.avro ?? true);
    this.#choose = options.choose ?? (() => 0);
    this.#abort_one_in = options.abort_one_in ?? 0;
    this.#snapshot_one_in = options.snapshot_one_in ?? 0;
    const slice = options.expiries_per_slice ?? 1000;
    const numbers = Array.from({ length: this.#topics.partitions }, (_, n) => n);
    this.#tasks = processors.flatMap((p) => numbers.map((n) => new DriverTask(p, n, this.#topics, slice)));
  }

  write<T>(topic: Topic<T>, value: T): void {
    this.#take({ kind: 'record', record: recordOf(topic, value) });
  }

  remove(topic: AnyTopic, key: string): void {
    this.#take({ kind: 'record', record: { topic, key, value: null } });
  }

  /** Stream time reaches `at_ms`, on every partition. */
  tick(at_ms: number): void {
    this.#take({ kind: 'tick', at: at_ms });
  }

  /** Takes turns until nothing is waiting, or `turns` of them. */
  run(turns = Number.POSITIVE_INFINITY): void {
    for (let i = 0; i < turns; i++) {
      const waiting = this.#tasks.filter((task) => task.waiting);
      if (waiting.length === 0) return;
      const task = waiting[this.#choose(waiting.length)]!;
      const records = 1 + this.#choose(5);
      if (this.#abort_one_in > 0 && this.#choose(this.#abort_one_in) === 1) task.abortedTurn(records, this.#choose);
      else this.#rejected.push(...task.turn(records, this.#choose));
      if (this.#snapshot_one_in > 0 && this.#choose(this.#snapshot_one_in) === 1) task.snapshot();
    }
  }

  /** Every task saves its state, where its processor can. */
  snapshot(): void {
    for (const task of this.#tasks) task.snapshot();
  }

  /** Every task loses its state and restores it from its changelogs. */
  crash(): void {
    for (const task of this.#tasks) task.crash();
  }

  /** Everything that was written from outside comes once more, in the same order. */
  redeliver(): void {
    for (const written of [...this.#written]) this.#append(written);
  }

  /** The last value per key. */
  table<T>(topic: Topic<T>): ReadonlyMap<string, T> {
    return this.#topics.table(topic);
  }

  /** Everything ever put on the topic, tombstones included. */
  records<T>(topic: Topic<T>): readonly Incoming<T>[] {
    return this.#topics.records(topic);
  }

  get rejected(): readonly Rejected[] {
    return this.#rejected;
  }

  #take(written: Written): void {
    this.#written.push(written);
    this.#append(written);
  }

  #append(written: Written): void {
    if (written.kind === 'tick') this.#topics.appendTick(written.at);
    else this.#topics.append(written.record);
  }
}
