import { setMaxListeners } from 'node:events';
import type { Generation, JoinOptions, Position, RecordBatch } from './types.ts';

/** Where one topic of a partition number is read on. */
export interface Ask extends Position {
  /** The log's end as last told; absent: not told yet. */
  readonly known_end?: number;
}

/** The next batch at a position; one without records where only the position or the log's end has moved. */
export type NextBatch = (ask: Ask, signal: AbortSignal) => Promise<RecordBatch>;

interface Given {
  readonly abort: AbortController;
  /** Settles when nothing of this partition number is under way any more. Never rejects. */
  readonly done: Promise<void>;
}

/**
 * What one member of a group does with the partition numbers it is given, the same over every implementation of the
 * log: assigned → records of each topic in order, one batch read ahead → revoked.
 */
export class Deliveries {
  readonly #options: JoinOptions;
  readonly #next: NextBatch;
  readonly #given = new Map<number, Given>();
  #failed = false;

  constructor(options: JoinOptions, next: NextBatch) {
    this.#options = options;
    this.#next = next;
  }

  get partitions(): readonly number[] {
    return [...this.#given.keys()];
  }

  give(partitions: readonly number[], generation: Generation): void {
    if (this.#failed) return;
    this.#options.settled?.(partitions);
    for (const partition of partitions) {
      const abort = new AbortController();
      // One signal ends the readers of every topic, each of which takes its listener off again: no leak to warn of.
      setMaxListeners(0, abort.signal);
      this.#given.set(partition, { abort, done: this.#deliver(partition, abort.signal, generation) });
    }
  }

  /** Stops, lets handlers under way end, and tells `revoked` of each partition number. */
  async takeAll(): Promise<void> {
    const given = [...this.#given];
    this.#options.settled?.(null);
    this.stop();
    this.#given.clear();
    await Promise.all(given.map(([partition, { done }]) => done.then(() => this.#revoke(partition))));
  }

  /** No new call of a handler from now on. */
  stop(): void {
    for (const { abort } of this.#given.values()) abort.abort();
  }

  /** The membership cannot go on: stops everything and says so, once. */
  fail(error: unknown): void {
    this.stop();
    if (this.#failed) return;
    this.#failed = true;
    this.#options.failed(error);
  }

  async #deliver(partition: number, signal: AbortSignal, generation: Generation): Promise<void> {
    try {
      const positions = await this.#options.assigned(partition, signal, generation);
      if (signal.aborted) return;
      await Promise.all(positions.map((position) => this.#follow(position, signal)));
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  async #follow(from: Position, signal: AbortSignal): Promise<void> {
    let waiting = this.#ask(from, signal);
    while (!signal.aborted) {
      const batch = await waiting;
      if (batch === undefined || signal.aborted) return;
      waiting = this.#ask({ ...from, offset: batch.next_offset, known_end: batch.end_offset }, signal);
      await this.#options.records(batch);
    }
  }

  /** Undefined once taken away; so a batch read ahead may be left alone. */
  async #ask(ask: Ask, signal: AbortSignal): Promise<RecordBatch | undefined> {
    try {
      const batch = await this.#next(ask, signal);
      return signal.aborted ? undefined : batch;
    } catch (error) {
      if (!signal.aborted) this.fail(error);
      return undefined;
    }
  }

  async #revoke(partition: number): Promise<void> {
    try {
      await this.#options.revoked(partition);
    } catch (error) {
      this.fail(error);
    }
  }
}
