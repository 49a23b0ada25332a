import type { Consumed, Generation, Position, Transactor } from '../log/types.ts';
import { countOut, type TaskMetrics } from './metrics.ts';
import { MAX_RECORDS, type Owner, Pending } from './pending.ts';
import { type Deferred, deferred } from './waiting.ts';

export interface CommitterOptions {
  readonly owner: Owner;
  readonly transactor: Transactor;
  readonly generation: Generation;
  readonly metrics: TaskMetrics;
  /** How long a commit that nobody else would notice (positions, stream time) waits for company. */
  readonly idle_commit_ms: number;
  /** A commit failed: everything in memory is worthless. */
  fail(error: unknown): void;
}

/** Begin and lower end of what a transaction may hold; see `MAX_RECORDS` for the upper. */
const FIRST_RECORDS = 2_000;
const LEAST_RECORDS = 500;
/** A transaction that took less may be larger next time, one that took more had better be smaller: the broker ends one by itself after 10 s. */
const QUICK_MS = 500;
const SLOW_MS = 2_000;

/**
 * After a transaction the next one rests for so many times as long as that one took, unless it is full: a log that is
 * busy, or a machine that is, gets fewer and larger ones. One that takes 5 ms costs a record 5 ms more on average.
 */
const REST = 2;
const LONGEST_REST_MS = 30;

/**
 * Group commit, for all tasks that a process runs of a processor in one generation of its group: while a transaction is
 * under way, and rests, the steps go on into the next one. Under backlog transactions grow, to the limit or to what a
 * slow log takes in good time; at a trickle each holds a few records.
 *
 * Every transaction commits a position, so that the broker refuses all of it once the generation is over.
 */
export class Committer {
  readonly #options: CommitterOptions;
  readonly #tasks = new Map<number, (committed: Position) => void>();
  #gathering: Pending;
  #spare: Pending;
  #underWay: Promise<void> | undefined;
  #room: Deferred<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #due = 0;
  #rested_at = 0;
  #limit = FIRST_RECORDS;
  /** Of the transactions begun and ended. */
  #begun = 0;
  #ended = 0;
  /** What a transaction commits that has no other position. */
  #position: Position | undefined;

  constructor(options: CommitterOptions) {
    this.#options = options;
    this.#gathering = new Pending(options.owner);
    this.#spare = new Pending(options.owner);
    this.#gathering.clear(this.#limit);
  }

  /** What the next transaction will hold. */
  get pending(): Pending {
    return this.#gathering;
  }

  /** A task of that partition reads on from `positions`; it is told of each of its own that is committed. */
  enter(partition: number, positions: readonly Position[], committed: (position: Position) => void): void {
    this.#tasks.set(partition, committed);
    this.#position ??= positions[0];
  }

  /** Nothing that others would see is stepped and not committed. */
  get settled(): boolean {
    return this.#underWay === undefined && this.pending.silent;
  }

  /** Begins a transaction with what waits, unless one is under way: then that one's end begins it. */
  kick(): void {
    if (this.#closed || this.#underWay !== undefined || this.pending.empty) return;
    if (this.pending.full) this.#begin();
    else this.#beginAt(this.pending.silent ? performance.now() + this.#options.idle_commit_ms : this.#rested_at);
  }

  /** Begins then, or earlier where an earlier moment has been set already. */
  #beginAt(due: number): void {
    const wait_ms = due - performance.now();
    if (wait_ms > 0 && this.#timer !== undefined && this.#due <= due) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#due = due;
    if (wait_ms > 0) this.#timer = setTimeout(() => this.#begin(), wait_ms);
    else this.#begin();
  }

  /** Resolves when a step may add to what is pending, or when closed. */
  async room(): Promise<void> {
    while (this.pending.full && !this.#closed) {
      this.kick();
      if (!this.pending.full) return;
      this.#room ??= deferred();
      await this.#room.promise;
    }
  }

  /** Commits all that was stepped so far. False: closed before it was. Never rejects; a failure goes to `fail`. */
  async flush(): Promise<boolean> {
    const last = this.pending.empty ? this.#begun : this.#begun + 1;
    while (!this.#closed && this.#ended < last) {
      if (this.#underWay === undefined) this.#begin();
      await this.#underWay;
    }
    return !this.#closed;
  }

  /** Begins nothing more. Resolves when the transaction under way has ended, either way. */
  async close(): Promise<void> {
    this.#shut();
    await this.#underWay;
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closed || this.#underWay !== undefined) return;
    const pending = this.#gathering;
    this.#gathering = this.#spare;
    this.#gathering.clear(this.#limit);
    this.#spare = pending;
    this.#begun++;
    this.#underWay = this.#commit(pending);
  }

  /** Never rejects. */
  async #commit(pending: Pending): Promise<void> {
    const { owner, metrics, transactor, fail } = this.#options;
    const { name } = owner.processor;
    try {
      const { size } = pending;
      const transaction = pending.seal();
      const consumed = this.#fenced(transaction.consumed?.positions ?? []);
      const began = performance.now();
      await transactor.transact({ ...transaction, consumed });
      const duration_ms = performance.now() - began;
      this.#adapt(size, duration_ms);
      this.#rested_at = performance.now() + Math.min(LONGEST_REST_MS, REST * duration_ms);
      metrics.committed(name, duration_ms);
      countOut(metrics, name, transaction);
      for (const position of consumed.positions) this.#tasks.get(position.partition)?.(position);
    } catch (error) {
      const expected = this.#closed;
      this.#shut();
      if (!expected) fail(error);
    }
    this.#ended++;
    this.#underWay = undefined;
    this.#makeRoom();
    this.kick();
  }

  #fenced(positions: readonly Position[]): Consumed {
    const { owner, generation } = this.#options;
    this.#position = positions[0] ?? this.#position;
    const all = positions.length > 0 || this.#position === undefined ? positions : [this.#position];
    return { group: owner.group, positions: all, generation };
  }

  #adapt(size: number, duration_ms: number): void {
    if (duration_ms > SLOW_MS) this.#limit = Math.max(LEAST_RECORDS, this.#limit / 2);
    else if (duration_ms < QUICK_MS && size >= this.#limit / 2) this.#limit = Math.min(MAX_RECORDS, this.#limit * 2);
  }

  #shut(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#makeRoom();
  }

  #makeRoom(): void {
    this.#room?.resolve();
    this.#room = undefined;
  }
}
