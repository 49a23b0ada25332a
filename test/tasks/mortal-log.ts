import type { Log, Membership, Transaction, Transactor, Writer } from '../../runtime/log/types.ts';

/**
 * Where a process can die: with its id fenced and nothing read; while it restores; with a batch in its hands; with a
 * transaction sent and not ended; with a transaction committed and not told so; with a part of a snapshot written.
 */
export const POINTS = ['fenced', 'restoring', 'reading', 'sent', 'committed', 'saving'] as const;
export type Point = (typeof POINTS)[number];

/** Dies when it comes to `point` for the nth time, counted from 1. */
export interface Death {
  readonly point: Point;
  readonly nth: number;
}

/** A log that can be left as by a process that dies in mid-transaction. */
export interface SharedLog extends Log {
  dieInTransaction(id: string, transaction: Transaction): Promise<void>;
}

/** One process's view of a shared log, until the process dies. */
export interface MortalLog extends Log {
  readonly dead: boolean;
  /** Resolves when it dies. */
  readonly died: Promise<void>;
  /** As kill -9: whatever it asked for is never answered, and the group notices. */
  die(): void;
}

export function mortal(shared: SharedLog, death?: Death): MortalLog {
  return new Mortal(shared, death);
}

const never = new Promise<never>(() => {});

class Mortal implements MortalLog {
  readonly partitions: number;
  dead = false;
  readonly died: Promise<void>;
  readonly #shared: SharedLog;
  readonly #death: Death | undefined;
  readonly #memberships: Promise<Membership>[] = [];
  #passed = 0;
  #tell: () => void = () => {};

  constructor(shared: SharedLog, death: Death | undefined) {
    this.#shared = shared;
    this.#death = death;
    this.partitions = shared.partitions;
    this.died = new Promise((resolve) => {
      this.#tell = resolve;
    });
  }

  die(): void {
    this.dead = true;
    this.#tell();
    for (const membership of this.#memberships) void membership.then((joined) => joined.leave());
  }

  writer = async (): Promise<Writer> => {
    const inner = await this.#answered(this.#shared.writer());
    return {
      append: async (records) => {
        await this.#answered(inner.append(records));
        await this.#at('saving');
      },
      close: () => inner.close(),
    };
  };
  ends: Log['ends'] = (topic) => this.#answered(this.#shared.ends(topic));
  stable: Log['stable'] = (topic) => this.#answered(this.#shared.stable(topic));
  committed: Log['committed'] = (group, topic) => this.#answered(this.#shared.committed(group, topic));
  close = async () => {};

  async transactor(id: string): Promise<Transactor> {
    if (this.dead) return never;
    const inner = await this.#shared.transactor(id);
    await this.#at('fenced');
    return {
      transact: (transaction) => this.#transact(id, inner, transaction),
      close: () => inner.close(),
    };
  }

  scan: Log['scan'] = (range, each) =>
    this.#answered(
      this.#shared.scan(range, async (batch) => {
        await this.#at('restoring');
        await each(batch);
      }),
    );

  join: Log['join'] = (options) => {
    const joined = this.#shared.join({
      ...options,
      assigned: (...given) => this.#unlessDead(() => options.assigned(...given), []),
      records: (batch) =>
        this.#unlessDead(async () => {
          await this.#at('reading');
          await options.records(batch);
        }, undefined),
      revoked: (partition) => this.#unlessDead(() => options.revoked(partition), undefined),
      failed: (error) => {
        if (!this.dead) options.failed(error);
      },
    });
    this.#memberships.push(joined);
    return joined;
  };

  async #transact(id: string, inner: Transactor, transaction: Transaction): Promise<void> {
    if (this.dead) return never;
    if (this.#reached('sent')) {
      await this.#shared.dieInTransaction(id, transaction);
      this.die();
      return never;
    }
    await this.#answered(inner.transact(transaction));
    await this.#at('committed');
  }

  async #at(point: Point): Promise<void> {
    if (this.#reached(point)) this.die();
    if (this.dead) await never;
  }

  #reached(point: Point): boolean {
    return !this.dead && this.#death?.point === point && ++this.#passed === this.#death.nth;
  }

  async #answered<T>(answer: Promise<T>): Promise<T> {
    const value = await answer;
    return this.dead ? never : value;
  }

  async #unlessDead<T>(act: () => Promise<T>, otherwise: T): Promise<T> {
    if (this.dead) return otherwise;
    return Promise.race([act(), this.died.then(() => otherwise)]);
  }
}
