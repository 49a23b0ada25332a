import { createHash } from 'node:crypto';
import type { Codec } from '../../runtime/codec/codec.ts';
import { Failure } from '../../runtime/failures.ts';
import type { Log, RecordBatch } from '../../runtime/log/types.ts';
import { type Component, type ComponentStatus, type InputStatus, lagOf } from '../../runtime/tasks/component.ts';
import { Member, type Work } from '../../runtime/tasks/member.ts';
import { noMetrics, type TaskMetrics } from '../../runtime/tasks/metrics.ts';
import { type Backoff, type Deferred, deferred } from '../../runtime/tasks/waiting.ts';
import { type SinkContext, sinkTopics } from './context.ts';
import { Filling } from './filling.ts';
import { DeadLetters, refreshEnds } from './log-side.ts';
import { type Publishing, publishEvery } from './publishing.ts';
import { settle } from './settle.ts';
import type { Warehouse } from './warehouse.ts';
import { Writer } from './writer.ts';

export interface DuckdbSinkOptions {
  readonly log: Log;
  readonly codec: Codec;
  readonly warehouse: Warehouse;
  /** Of the data directory: with the path of the warehouse it names the group, so that two warehouses each get all. */
  readonly data_dir_id: string;
  /** The wall's time. */
  now_ms(): number;
  readonly publish?: { readonly path: string; readonly every_ms: number } | null;
  readonly metrics?: TaskMetrics;
  /** From one commit to the next, while records come; 250. */
  readonly every_ms?: number;
  /** How much longer ticks alone may wait; 1,000. */
  readonly idle_ms?: number;
  /** How long a removal stays on the log (`delete.retention.ms`); 24 hours. */
  readonly removals_kept_ms?: number;
  /** Of a table in one transaction, at most; a row group. */
  readonly max_records?: number;
  readonly rejoin?: Backoff;
  readonly onFatal?: (component: string, failure: Failure) => void;
}

export interface DuckdbSink extends Component<DuckdbSinkStatus> {
  /**
   * Empties all tables and reads every topic from the beginning; resolves when they are empty. In one transaction: a
   * crash leaves either the old tables with their positions or empty ones at the beginning.
   */
  rebuild(): Promise<void>;
  /** Resolves when all that it has read is committed. */
  flush(): Promise<void>;
  /** Makes the copy for readers now, if anything has changed. */
  publish(): Promise<void>;
}

export interface DuckdbSinkStatus extends ComponentStatus {
  /** Records written since it began. */
  readonly written: number;
  /** Why the copy for readers could not be made the last time. */
  readonly publish_error: Failure | undefined;
}

const NAME = 'duckdb';
/** Rows that DuckDB keeps together. As many new ones at once go into the file as they stay, not over its log. */
const ROW_GROUP = 122_880;
/** As on the log. As much waits at most, and as much again is under way; in columns it takes as much once more. */
const MAX_BYTES = 32 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

export function sinkGroup(path: string, data_dir_id: string): string {
  const digest = createHash('sha256').update(`${data_dir_id} ${path}`).digest('hex').slice(0, 16);
  return `regulars.${NAME}.${digest}`;
}

/**
 * Fills the warehouse from every topic that is a table. Exactly once: positions are in the file, in the transaction
 * of the rows; the group commits nothing and only says that this process reads. All partitions in one process.
 */
export async function runDuckdbSink(options: DuckdbSinkOptions): Promise<DuckdbSink> {
  const sink = new Sink(options, await Writer.open(options.warehouse));
  sink.start();
  return sink;
}

class Sink implements DuckdbSink {
  readonly name = NAME;
  readonly #options: DuckdbSinkOptions;
  readonly #context: SinkContext;
  readonly #deadLetters: DeadLetters;
  #member: Member<Work> | undefined;
  #publishing: Publishing | undefined;
  #filling: Promise<Filling> | undefined;
  #rebuild: Deferred<void> | undefined;
  #fail: (error: unknown) => void = () => {};
  #written = 0;
  /** Goes up with every change a reader could see. */
  #changes = 0;

  constructor(options: DuckdbSinkOptions, writer: Writer) {
    this.#options = options;
    this.#deadLetters = new DeadLetters(options.log, options.codec);
    const { log, codec, warehouse, metrics = noMetrics, now_ms } = options;
    const { every_ms = 250, idle_ms = 1_000, max_records = ROW_GROUP, removals_kept_ms = DAY_MS } = options;
    const ends = new Map<string, number>();
    const begins = new Map<string, number>();
    this.#context = {
      ...{ name: NAME, log, codec, warehouse, writer, metrics, now_ms, ends, begins, removals_kept_ms },
      ...{ every_ms, idle_ms, max_records, max_bytes: MAX_BYTES },
      refreshEnds: () => refreshEnds(log, ends),
      deadLetters: (letters) => this.#deadLetters.append(letters),
      written: (records) => {
        this.#written += records;
        if (records > 0) this.#changes++;
      },
    };
  }

  start(): void {
    const { log, warehouse, metrics = noMetrics, publish, rejoin, onFatal } = this.#options;
    this.#member = new Member<Work>({
      ...{ log, name: NAME, metrics, topics: sinkTopics, onFatal },
      group: sinkGroup(warehouse.database.path, this.#options.data_dir_id),
      ...(rejoin && { rejoin }),
      open: (partition, { signal, fail }) => this.#open(partition, signal, fail),
    });
    if (publish == null) return;
    this.#publishing = publishEvery({
      ...{ ...publish, warehouse, changes: () => this.#changes },
      between: async (act) => (await this.#filling)?.between(act) ?? act(),
    });
  }

  status(): DuckdbSinkStatus {
    const member = this.#member!;
    const inputs = this.#inputs([...member.works.keys()]);
    const ticks = [...this.#context.writer.ticks.values()];
    return {
      name: NAME,
      state: member.state,
      error: member.error,
      inputs,
      lag: lagOf(inputs),
      tick_ms: ticks.length < this.#context.log.partitions ? null : Math.min(...ticks),
      rebuilding: this.#rebuild === undefined ? [] : [...member.works.keys()],
      written: this.#written,
      publish_error: this.#publishing?.error,
    };
  }

  async stop(): Promise<void> {
    await this.#member?.stop();
    await this.#publishing?.stop();
    await this.#deadLetters.close();
    this.#rebuild?.reject(new Failure('retry', 'stopped'));
  }

  rebuild(): Promise<void> {
    this.#rebuild ??= deferred();
    const { promise } = this.#rebuild;
    this.#fail(new Failure('retry', 'rebuild', { after_ms: 0 }));
    return promise;
  }

  async flush(): Promise<void> {
    await (await this.#filling)?.flush();
  }

  async publish(): Promise<void> {
    await this.#publishing?.now();
  }

  #inputs(partitions: readonly number[]): InputStatus[] {
    const { ends, writer } = this.#context;
    return sinkTopics.flatMap((topic) =>
      partitions.map((partition) => {
        const position = writer.positions.get(topic, partition)?.next_offset ?? 0;
        return { topic, partition, position, end: Math.max(position, ends.get(`${topic}/${partition}`) ?? 0) };
      }),
    );
  }

  async #open(partition: number, signal: AbortSignal, fail: (error: unknown) => void): Promise<Work> {
    this.#fail = fail;
    this.#filling ??= this.#begin(fail);
    const filling = await this.#filling;
    if (signal.aborted) throw new Failure('fenced', 'taken_away');
    filling.enter(partition);
    const { writer, begins } = this.#context;
    const from = (topic: string) => {
      const position = writer.positions.get(topic, partition)?.next_offset ?? 0;
      return Math.max(position, begins.get(`${topic}/${partition}`) ?? 0);
    };
    return {
      positions: sinkTopics.map((topic) => ({ topic, partition, offset: from(topic) })),
      records: (batch: RecordBatch) => filling.records(batch),
      drain: () => filling.flush(),
      abandon: () => this.#abandon(filling, partition),
    };
  }

  /** First makes sure that what the file holds can be read on from. */
  async #begin(fail: (error: unknown) => void): Promise<Filling> {
    try {
      await settle(this.#context, this.#rebuild !== undefined);
    } catch (error) {
      this.#filling = undefined;
      throw error;
    }
    this.#rebuild?.resolve();
    this.#rebuild = undefined;
    return new Filling(this.#context, fail);
  }

  async #abandon(filling: Filling, partition: number): Promise<void> {
    if (!(await filling.exit(partition))) return;
    await filling.close();
    if ((await this.#filling) === filling) this.#filling = undefined;
  }
}
