import { partitionOf } from '../../schemas/partition.ts';
import { topics } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import { type Failure, failureOf } from '../failures.ts';
import type { Log, NewRecord, RecordBatch, Transactor } from '../log/types.ts';
import type { InputStatus } from '../tasks/component.ts';
import { endsOf } from '../tasks/ends.ts';
import { unlessAborted, type Work } from '../tasks/member.ts';
import { countOut, noMetrics, type TaskMetrics } from '../tasks/metrics.ts';
import { scanDecoded } from '../tasks/reading.ts';
import { recordOf } from '../tasks/records.ts';
import { pause } from '../tasks/waiting.ts';
import { isOf } from '../types.ts';
import { type Clock, timeOf } from './clock-port.ts';
import { EventTimes } from './event-times.ts';

export interface TickerOptions {
  readonly log: Log;
  readonly codec: Codec;
  readonly clock: Clock;
  readonly mode: 'wall' | 'event';
  readonly every_ms?: number;
  readonly metrics?: TaskMetrics;
  readonly partition: number;
  readonly signal: AbortSignal;
  fail(error: unknown): void;
}

/** Holds one partition of the group; the ticks go with that of the name `clock`. */
export class Ticker implements Work {
  readonly positions: Work['positions'];
  last_ms: number | null = null;
  missed: Failure | undefined;
  /** With `event`: what the ticks written so far tell of. */
  passed: readonly InputStatus[] = [];
  readonly #options: TickerOptions;
  readonly #transactor: Transactor | undefined;
  readonly #events: EventTimes | undefined;
  readonly #ending = new AbortController();
  #running: Promise<void> = Promise.resolve();

  private constructor(options: TickerOptions, end: number, transactor: Transactor | undefined) {
    const { log, codec, mode, partition } = options;
    this.#options = options;
    this.#transactor = transactor;
    this.#events = mode === 'event' ? new EventTimes(log, codec) : undefined;
    this.positions = [{ topic: topics.cursors.name, partition, offset: end }];
  }

  static async open(options: TickerOptions): Promise<Ticker> {
    const { log, codec, partition, signal } = options;
    const { end } = await endsOf(log, topics.cursors.name, partition);
    if (partitionOf('clock', log.partitions) !== partition) return new Ticker(options, end, undefined);
    // Fence first: no earlier clock ticks after the last tick is read here.
    const ticker = new Ticker(options, end, await log.transactor('clock'));
    try {
      ticker.last_ms = await lastTick(log, codec, signal);
      await ticker.#events?.resume(signal);
    } catch (error) {
      await ticker.abandon();
      throw error;
    }
    ticker.#running = ticker.#run();
    signal.addEventListener('abort', () => void ticker.abandon());
    return ticker;
  }

  get ticks(): boolean {
    return this.#transactor !== undefined;
  }

  async records(_: RecordBatch): Promise<void> {}

  drain(): Promise<void> {
    return this.abandon();
  }

  async abandon(): Promise<void> {
    this.#ending.abort();
    await this.#running;
    await this.#transactor?.close().catch(() => {});
  }

  async #run(): Promise<void> {
    const { every_ms = 1_000, fail } = this.#options;
    try {
      for (let due = Date.now(); !this.#ending.signal.aborted; due = Math.max(due + every_ms, Date.now())) {
        await this.#tick();
        await pause(due + every_ms - Date.now(), this.#ending.signal);
      }
    } catch (error) {
      if (!this.#ending.signal.aborted) fail(error);
    }
  }

  async #tick(): Promise<void> {
    const time_ms = await this.#time();
    if (time_ms === undefined) return;
    const read = this.#events?.inputs ?? [];
    const last_ms = this.last_ms ?? 0;
    if (this.#events === undefined || time_ms > last_ms) await this.#write(Math.max(time_ms, last_ms));
    this.passed = read;
  }

  async #write(at: number): Promise<void> {
    const { log, codec, metrics = noMetrics } = this.#options;
    const tick = recordOf({ codec, partitions: log.partitions }, topics.clock, { at });
    const records = Array.from({ length: log.partitions }, (_, partition): NewRecord => {
      return { ...tick, partition, key: Buffer.from(String(partition)) };
    });
    const consumed = this.#events?.consumed;
    await this.#transactor?.transact({ records, ...(consumed && { consumed }) });
    this.last_ms = at;
    countOut(metrics, 'clock', { records });
  }

  /** Undefined while the clock cannot be read: the next tick tries again. */
  async #time(): Promise<number | undefined> {
    let now_ms: number;
    try {
      now_ms = await timeOf(this.#options.clock);
    } catch (error) {
      this.missed = failureOf(error);
      return undefined;
    }
    this.missed = undefined;
    return this.#events === undefined ? now_ms : this.#events.highest(now_ms, this.#ending.signal);
  }
}

/** The ticks of one transaction are the same on all partitions, so the last on one is the last. Null: none yet. */
async function lastTick(log: Log, codec: Codec, signal: AbortSignal): Promise<number | null> {
  unlessAborted(signal);
  const { begin, end } = await endsOf(log, topics.clock.name, 0);
  let last: number | null = null;
  const range = { topic: topics.clock.name, partition: 0, from: begin, to: end };
  await scanDecoded(log, codec, range, signal, (record) => {
    if (isOf(record, topics.clock) && record.value !== null) last = Math.max(last ?? 0, record.value.at);
  });
  return last;
}
