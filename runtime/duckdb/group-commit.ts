import { breathe, type Deferred, deferred, pause } from '../tasks/waiting.ts';

export interface GroupCommitOptions {
  /** Whether nothing waits. */
  empty(): boolean;
  /** Whether what waits is so much that it goes at once. */
  full(): boolean;
  /** Whether more may be added to what waits. */
  hasRoom(): boolean;
  /** Whether somebody would notice what waits; else it may wait for `idle_ms` longer. */
  urgent(): boolean;
  /** Whether what waits is all there is for now. */
  last(): boolean;
  /** Commits what waits, in one transaction. Calls `taken` when there is room for more. */
  commit(taken: () => void): Promise<void>;
  /** A commit is done; how long it took. */
  committed(took_ms: number): void;
  /** A commit has thrown; nothing more is committed. */
  failed(error: unknown): void;
  /** From the begin of one commit to the next; more where commits take long: at most half of the time is theirs. */
  readonly every_ms: number;
  readonly idle_ms: number;
}

const LONGEST_MS = 2 ** 31 - 1;

/**
 * One commit at a time; while it is under way, the next one gathers. Adapts by itself: under backlog commits follow
 * one another as they fill, and the last of it at once; else there is one every `every_ms`.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #running: Promise<void>;
  #nudge = new AbortController();
  #committed: Deferred<void> = deferred();
  #taken: Deferred<void> = deferred();
  #turn: Promise<unknown> = Promise.resolve();
  #due_ms = 0;
  /** The last commit was a full one. */
  #backlog = false;
  #flushing = 0;
  #closed = false;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  /** Something waits. */
  wake(): void {
    this.#nudge.abort();
  }

  /** Resolves when there is room for more: at once, or when the next commit has taken what waits. */
  async room(): Promise<void> {
    while (!this.#options.hasRoom() && !this.#closed) await this.#taken.promise;
  }

  /** Resolves when nothing waits and nothing is under way, or when commits have ended. */
  async flush(): Promise<void> {
    this.#flushing++;
    while (!this.#options.empty() && !this.#closed) {
      this.wake();
      await this.#committed.promise;
    }
    this.#flushing--;
    await this.between(async () => {});
  }

  /** Runs between two commits. */
  between<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Finishes what is under way and begins no other commit. */
  async close(): Promise<void> {
    this.#closed = true;
    this.wake();
    await this.#running;
    this.#committed.resolve();
    this.#makeRoom();
    await this.between(async () => {});
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      const wait_ms = this.#waitMs();
      if (wait_ms > 0) {
        this.#nudge = new AbortController();
        await pause(Math.min(wait_ms, LONGEST_MS), this.#nudge.signal);
        continue;
      }
      await this.#commit();
      await breathe();
    }
  }

  #waitMs(): number {
    const { empty, full, last, urgent, idle_ms } = this.#options;
    if (empty()) return Number.POSITIVE_INFINITY;
    if (this.#flushing > 0 || full() || (this.#backlog && last())) return 0;
    return this.#due_ms + (urgent() ? 0 : idle_ms) - performance.now();
  }

  async #commit(): Promise<void> {
    const began_ms = performance.now();
    this.#backlog = this.#options.full();
    try {
      await this.between(() => this.#options.commit(() => this.#makeRoom()));
      this.#options.committed(performance.now() - began_ms);
    } catch (error) {
      this.#closed = true;
      this.#options.failed(error);
    }
    this.#due_ms = began_ms + Math.max(this.#options.every_ms, 2 * (performance.now() - began_ms));
    const done = this.#committed;
    this.#committed = deferred();
    done.resolve();
    this.#makeRoom();
  }

  #makeRoom(): void {
    const taken = this.#taken;
    this.#taken = deferred();
    taken.resolve();
  }
}
