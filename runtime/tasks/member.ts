import { Failure, failureOf } from '../failures.ts';
import type { Generation, Log, Membership, Position, RecordBatch } from '../log/types.ts';
import type { ComponentState } from './component.ts';
import type { TaskMetrics } from './metrics.ts';
import { type Backoff, backoffOf, type Deferred, deferred, pause } from './waiting.ts';

/** What a member does with one partition number, from its assignment to its end. */
export interface Work {
  /** Where to read each topic. */
  readonly positions: readonly Position[];
  /** As in JoinOptions. Returns soon once the signal given to `open` aborts, or after `drain` or `abandon`. */
  records(batch: RecordBatch): Promise<void>;
  /** Takes no more; commits what has been begun. Rejects when that fails. */
  drain(): Promise<void>;
  /** Takes no more, begins no more commits; resolves when nothing is under way. Never rejects. */
  abandon(): Promise<void>;
}

/** What a work is given on its way. */
export interface Stay {
  /** Aborts when the partition is taken away, then and later. */
  readonly signal: AbortSignal;
  readonly generation: Generation;
  /** Ends this stay in the group. */
  fail(error: unknown): void;
}

export interface MemberOptions<W extends Work> {
  readonly log: Log;
  readonly name: string;
  readonly group: string;
  readonly topics: readonly string[];
  readonly metrics: TaskMetrics;
  readonly rejoin?: Backoff;
  /** Told once, when it does not come back by itself. */
  readonly onFatal?: ((component: string, failure: Failure) => void) | undefined;
  open(partition: number, stay: Stay): Promise<W>;
  /** All works have ended, and it is not in the group any more. Must not reject. */
  left?(): Promise<void>;
}

const REJOIN: Backoff = { first_ms: 250, max_ms: 30_000 };
/** A stay in the group that lasted this long counts as health: the next back-off begins anew. */
const HEALTHY_MS = 60_000;

/**
 * Takes part in a group, and comes back after everything that heals (`fenced`, `retry`) with nothing kept in memory.
 * Anything else ends it: `failed`.
 */
export class Member<W extends Work> {
  readonly works = new Map<number, W>();
  error: Failure | undefined;
  readonly #options: MemberOptions<W>;
  readonly #stopping = new AbortController();
  #opening = 0;
  /** The group has said which partitions are this member's; none, where there are more members than partitions. */
  #settled = false;
  #ended: 'failed' | 'stopped' | undefined;
  readonly #running: Promise<void>;

  constructor(options: MemberOptions<W>) {
    this.#options = options;
    this.#running = this.#run();
  }

  get state(): ComponentState {
    if (this.#ended !== undefined) return this.#ended;
    if (this.#opening > 0) return 'restoring';
    return this.#settled ? 'running' : 'starting';
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let attempt = 1; !this.#stopping.signal.aborted; attempt++) {
      const began = Date.now();
      const failure = await this.#stay();
      if (failure === undefined) break;
      this.error = failure;
      if (failure.kind === 'fatal' || failure.kind === 'poison') return this.#give_up(failure);
      this.#options.metrics.rejoined(this.#options.name, failure.reason);
      if (Date.now() - began > HEALTHY_MS) attempt = 1;
      const after_ms = failure.after_ms ?? backoffOf(attempt, this.#options.rejoin ?? REJOIN);
      await pause(after_ms, this.#stopping.signal);
    }
    this.#ended = 'stopped';
  }

  #give_up(failure: Failure): void {
    this.#ended = 'failed';
    this.#options.onFatal?.(this.#options.name, failure);
  }

  /** One stay in the group. Undefined: it was asked to stop, and has drained. */
  async #stay(): Promise<Failure | undefined> {
    const over = deferred<Failure | undefined>();
    const stop = () => over.resolve(undefined);
    this.#stopping.signal.addEventListener('abort', stop);
    const joining = this.#join(over);
    joining.catch((error) => over.resolve(failureOf(error)));
    let failure = await over.promise;
    this.#stopping.signal.removeEventListener('abort', stop);
    if (failure === undefined) failure = await this.#drain();
    await this.#leave(joining);
    return this.#stopping.signal.aborted && failure?.kind !== 'fatal' ? undefined : failure;
  }

  #join(over: Deferred<Failure | undefined>): Promise<Membership> {
    const { log, group, topics } = this.#options;
    const fail = (error: unknown) => over.resolve(failureOf(error));
    return log.join({
      group,
      topics,
      assigned: (partition, signal, generation) => this.#assigned(partition, { signal, generation, fail }),
      records: async (batch) => this.works.get(batch.partition)?.records(batch),
      revoked: (partition) => this.#revoked(partition),
      settled: (partitions) => {
        this.#settled = partitions !== null;
      },
      failed: fail,
    });
  }

  async #assigned(partition: number, stay: Stay): Promise<readonly Position[]> {
    this.#opening++;
    try {
      const work = await this.#options.open(partition, stay);
      this.works.set(partition, work);
      this.error = undefined;
      return work.positions;
    } catch (error) {
      if (stay.signal.aborted) return [];
      stay.fail(error);
      throw error;
    } finally {
      this.#opening--;
    }
  }

  async #revoked(partition: number): Promise<void> {
    const work = this.works.get(partition);
    this.works.delete(partition);
    await work?.abandon();
  }

  async #drain(): Promise<Failure | undefined> {
    try {
      await Promise.all([...this.works.values()].map((work) => work.drain()));
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  }

  async #leave(joining: Promise<Membership>): Promise<void> {
    await Promise.all([...this.works.values()].map((work) => work.abandon()));
    try {
      await (await joining).leave();
    } catch {
      // Not in the group any more, or never was: the same to those who take over.
    }
    await Promise.all([...this.works.keys()].map((partition) => this.#revoked(partition)));
    await this.#options.left?.();
    this.#settled = false;
  }
}

/** Ends an opening that nobody waits for any more. */
export function unlessAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure('fenced', 'taken_away');
}
