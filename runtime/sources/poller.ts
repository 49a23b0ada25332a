import { topics } from '../../schemas/topics.ts';
import type { Failure } from '../failures.ts';
import type { Transactor } from '../log/types.ts';
import { countOut } from '../tasks/metrics.ts';
import { recordOf } from '../tasks/records.ts';
import { type Backoff, backoffOf, pause } from '../tasks/waiting.ts';
import type { AnySource, Page, PollContext } from '../types.ts';
import { type Clock, timeOf } from './clock-port.ts';
import { type KeptMarks, markRecords, writtenMarks } from './marks.ts';
import { pagesOf } from './pages.ts';
import type { Polls } from './polls.ts';
import { type Publishing, recordsFor } from './publishing.ts';

export interface PollerOptions {
  readonly source: AnySource;
  readonly publishing: Publishing;
  readonly clock: Clock;
  readonly polls: Polls;
  readonly backoff: Backoff;
  /** Has fenced every earlier poller of the source. */
  readonly transactor: Transactor;
  /** As JSON, read after fencing; undefined before the first page ever. */
  readonly cursor: string | undefined;
  /** The source's own, read after fencing. */
  readonly marks: KeptMarks;
  /** What a source may look at beside its upstream. */
  follow(signal: AbortSignal): PollContext['follow'];
  /** The log would not take a page: this stay in the group is over. */
  fail(error: unknown): void;
}

/** Polls one source over and over; the records of a page, its marks and the cursor after it are one transaction. */
export class Poller {
  readonly #options: PollerOptions;
  readonly #ending = new AbortController();
  readonly #running: Promise<void>;
  #resume = new AbortController();
  #cursor: string | undefined;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#cursor = options.cursor;
    this.#running = this.#run();
  }

  /** The next poll begins now, or at the end of the one under way; unless the upstream is left alone after a failure. */
  hurry(): void {
    if (this.#options.polls.status().failing === undefined) this.#resume.abort();
  }

  /** Ends the poll at once, but not a transaction under way. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#resume.abort();
    await this.#running;
    await this.#options.transactor.close().catch(() => {});
  }

  async #run(): Promise<void> {
    const { polls, fail } = this.#options;
    try {
      while (!this.#ending.signal.aborted) {
        polls.state = 'polling';
        this.#resume = new AbortController();
        const after_ms = await this.#poll();
        polls.state = 'waiting';
        if (polls.status().failing !== undefined) this.#resume = new AbortController();
        if (!this.#ending.signal.aborted) await pause(after_ms, this.#resume.signal);
      }
    } catch (error) {
      fail(error);
    }
    polls.state = 'elsewhere';
  }

  /** One poll; gives how long to wait after it. Throws when the log fails. */
  async #poll(): Promise<number> {
    const { source, polls, clock, marks, follow } = this.#options;
    const { signal } = this.#ending;
    const began_ms = Date.now();
    let brought_new = false;
    const cursor: unknown = this.#cursor === undefined ? undefined : JSON.parse(this.#cursor);
    for await (const next of pagesOf(source, cursor, { clock, signal, marks, follow: follow(signal) })) {
      if (next.kind === 'aborted') return 0;
      if (next.kind === 'failed') return this.#failed(began_ms, next.failure);
      brought_new ||= next.page.decoded.length > 0;
      await this.#publish(next.page);
    }
    const ended_ms = Date.now();
    polls.completed({ began_ms, ended_ms, brought_new });
    this.#options.publishing.metrics.polled(source.name, 'complete', ended_ms - began_ms);
    return Math.max(0, began_ms + source.poll_every_ms - ended_ms);
  }

  /** What heals is tried again soon; what somebody must mend, at the pace of the polls. */
  #failed(began_ms: number, failure: Failure): number {
    const { source, polls, backoff, publishing } = this.#options;
    const attempt = polls.failed(began_ms, failure);
    publishing.metrics.polled(source.name, failure.kind, Date.now() - began_ms);
    if (failure.kind !== 'retry') return source.poll_every_ms;
    return failure.after_ms ?? backoffOf(attempt, backoff);
  }

  /** Nothing new, no mark and the same cursor: nothing is written. */
  async #publish(page: Page<unknown>): Promise<void> {
    const { source, publishing, clock, transactor } = this.#options;
    const cursor = JSON.stringify(page.cursor ?? null);
    const marks = writtenMarks(page.marks);
    if (page.decoded.length === 0 && marks.size === 0 && cursor === this.#cursor) return;
    const records = recordsFor(publishing, page.decoded, await timeOf(clock));
    const moved = recordOf(publishing, topics.cursors, { source: source.name, cursor, updated_at: Date.now() });
    await transactor.transact({ records: [...records, ...markRecords(publishing, source.name, marks), moved] });
    this.#cursor = cursor;
    for (const [id, mark] of marks) this.#options.marks.keep(id, mark);
    countOut(publishing.metrics, source.name, { records });
  }
}
