import PQueue from 'p-queue';
import { bound } from './abort.ts';

/** At most so many requests in any stretch of that length. */
export interface Limit {
  readonly requests: number;
  readonly per_ms: number;
}

/**
 * Who goes first when a budget is short. Higher is sooner. Write-back has its place between the two readings: what a
 * guest waits for (allergies) before what only the till knows better later.
 */
export const priority = { delivery: 100, check: 80, write: 50, poll: 10, backfill: 0 } as const;

export interface BudgetOptions {
  readonly limits: readonly Limit[];
  /** Requests under way at once, at most. */
  readonly concurrency: number;
  /** Whose limits hold as well: a location's budget inside of the account's. */
  readonly within?: Budget;
}

/** A second of ours and a second of the upstream's are not the same second: requests travel for different times. */
export const SLACK = 1.1;

/**
 * The request budget of an upstream, one for all callers of a process. Requests start as early as every limit allows,
 * counted over sliding stretches (so that no fixed window of the upstream's, wherever it begins, holds more), those
 * of higher priority first and equal ones in turn.
 */
export class Budget {
  /** One after the other, the widest first: a request that waits in a narrow one takes no place in a wide one. */
  private readonly queues: readonly PQueue[];
  private readonly within: Budget | undefined;
  private readonly closing = new AbortController();
  private paused_until_ms = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor({ limits, concurrency, within }: BudgetOptions) {
    this.within = within;
    this.queues = limits.map(
      ({ requests, per_ms }) =>
        new PQueue({ concurrency, interval: Math.ceil(per_ms * SLACK), intervalCap: requests, strict: true }),
    );
  }

  /** Runs the task when it is its turn. Rejects as the task does, or with the signal's reason while it waits. */
  async run<T>(order: number, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const waiting = bound([signal, this.closing.signal]);
    const { within } = this;
    const unnested = within === undefined ? task : () => within.run(order, task, signal);
    const options = { priority: order, signal: waiting.signal };
    const nested = this.queues.reduce<() => Promise<T>>((inner, queue) => () => queue.add(inner, options), unnested);
    try {
      return await nested();
    } finally {
      waiting.release();
    }
  }

  /** Nothing starts for so long: the upstream said that its own count is used up. The longest word holds. */
  pause(for_ms: number, now_ms: number): void {
    const until_ms = now_ms + for_ms;
    if (for_ms <= 0 || until_ms <= this.paused_until_ms || this.closing.signal.aborted) return;
    this.paused_until_ms = until_ms;
    for (const queue of this.queues) queue.pause();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.resume(), for_ms);
  }

  /** Everybody who waits gets an error. */
  close(): void {
    this.closing.abort(new Error('the budget is closed'));
    this.resume();
  }

  private resume(): void {
    clearTimeout(this.timer);
    for (const queue of this.queues) queue.start();
  }
}

/** So many a second on average; below one a second, one at a time and the stretch longer. */
export function perSecond(rate: number): Limit {
  const requests = Math.max(1, Math.floor(rate));
  return { requests, per_ms: (requests / rate) * 1000 };
}
