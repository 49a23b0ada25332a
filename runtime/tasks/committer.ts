import type { Transaction, Transactor } from '../log/types.ts';
import { countOut, type TaskMetrics } from './metrics.ts';
import { type Owner, Pending } from './pending.ts';
import { type Deferred, deferred } from './waiting.ts';

export interface CommitterOptions {
  readonly owner: Owner;
  readonly transactor: Transactor;
  readonly metrics: TaskMetrics;
  /** How long a commit that nobody else would notice (positions, stream time) waits for company. */
  readonly idle_commit_ms: number;
  /** A commit failed: everything in memory is worthless. */
  fail(error: unknown): void;
  committed(transaction: Transaction): void;
}

/**
 * Group commit: while a transaction is under way the steps go on into the next one, which begins as soon as it ends.
 * Under backlog transactions grow to their limit; at a trickle each holds a few records and none waits for a timer.
 */
export class Committer {
  pending: Pending;
  readonly #options: CommitterOptions;
  #underWay: Promise<void> | undefined;
  #room: Deferred<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: CommitterOptions) {
    this.#options = options;
    this.pending = new Pending(options.owner);
  }

  /** Nothing that others would see is stepped and not committed. */
  get settled(): boolean {
    return this.#underWay === undefined && this.pending.silent;
  }

  /** Begins a transaction with what waits, unless one is under way: then that one's end begins it. */
  kick(): void {
    if (this.#closed || this.#underWay !== undefined || this.pending.empty) return;
    if (this.pending.silent && !this.pending.full)
      this.#timer ??= setTimeout(() => this.#begin(), this.#options.idle_commit_ms);
    else this.#begin();
  }

  /** Resolves when a step may add to what is pending, or when closed. */
  async room(): Promise<void> {
    while (this.pending.full && !this.#closed) {
      this.kick();
      this.#room ??= deferred();
      await this.#room.promise;
    }
  }

  /** Commits all that was stepped. False: closed before it was. Never rejects; a failure goes to `fail`. */
  async flush(): Promise<boolean> {
    while (!this.#closed && (this.#underWay !== undefined || !this.pending.empty)) {
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
    this.#underWay = this.#commit(this.pending);
  }

  /** Never rejects. */
  async #commit(pending: Pending): Promise<void> {
    const { owner, metrics } = this.#options;
    this.pending = new Pending(owner);
    try {
      const transaction = pending.seal();
      const began = performance.now();
      await this.#options.transactor.transact(transaction);
      metrics.committed(owner.processor.name, owner.partition, performance.now() - began);
      countOut(metrics, owner.processor.name, transaction.records);
      this.#options.committed(transaction);
    } catch (error) {
      const expected = this.#closed;
      this.#shut();
      if (!expected) this.#options.fail(error);
    }
    this.#underWay = undefined;
    this.#makeRoom();
    this.kick();
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
