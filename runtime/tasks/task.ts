import { topics } from '../../schemas/topics.ts';
import { type Codec, UnknownSchema } from '../codec/codec.ts';
import { Failure } from '../failures.ts';
import type { Generation, Log, Position, RecordBatch } from '../log/types.ts';
import { type AnyProcessor, isOf } from '../types.ts';
import type { Commits } from './commits.ts';
import type { Committer } from './committer.ts';
import type { InputStatus } from './component.ts';
import { Inputs } from './inputs.ts';
import { unlessAborted, type Work } from './member.ts';
import type { TaskMetrics } from './metrics.ts';
import { progressOf, requestIn, requestOf, taskOf } from './progress.ts';
import { type Read, Reader, readBatch } from './reading.ts';
import { finishRebuild } from './rebuild.ts';
import { type Restored, restore } from './restore.ts';
import { Keeper } from './snapshots/keeper.ts';
import type { SnapshotPolicy } from './snapshots/policy.ts';
import { Stepper } from './stepper.ts';
import { Turns } from './turns.ts';
import { breathe } from './waiting.ts';

/** How often a task looks whether its snapshot has become too old. */
const LOOK_MS = 60_000;
/**
 * Steps taken without letting timers and I/O have a turn. Some five milliseconds: a commit is a handful of questions to
 * the broker one after the other, and the answer to each waits so long at most.
 */
const STEPS_AT_ONCE = 500;

export interface TaskOptions {
  readonly log: Log;
  readonly codec: Codec;
  readonly processor: AnyProcessor;
  readonly group: string;
  readonly partition: number;
  readonly metrics: TaskMetrics;
  /** Expiries delivered by one call of `advance`. */
  readonly advance_limit: number;
  readonly commits: Commits;
  /** Undefined: no snapshots. */
  readonly snapshots: SnapshotPolicy | undefined;
  readonly generation: Generation;
  readonly signal: AbortSignal;
  fail(error: unknown): void;
}

/**
 * One processor on one partition, exactly once:
 *
 * 1. Fence: what an earlier life of this process left open ends; what other holders of earlier generations commit from
 *    now on the broker refuses.
 * 2. Positions: the group's committed offsets, once no transaction is pending on them, say where each input is read on.
 * 3. Restore: changelogs and `_tasks` are read up to their ends of after step 2.
 * 4. Step: records and ticks change the state; outputs, dead letters and positions gather in what is pending.
 * 5. Commit: what is pending becomes one transaction, changelog, stream time and consumed offsets included, while
 *    step 4 goes on into the next one.
 * 6. Committed: others see it; the next transaction begins with what has gathered.
 *
 * A failure at any of them drops the state; the next holder begins at 1. What was not committed at 5 has never been.
 */
export class Task implements Work {
  readonly positions: readonly Position[];
  readonly #options: TaskOptions;
  readonly #committer: Committer;
  readonly #stepper: Stepper;
  readonly #inputs: Inputs;
  #stream_time_ms: number;
  #request: Restored['request'];
  #asked: Restored['asked'];
  #phase: Restored['phase'];
  readonly #ending = new AbortController();
  /** One batch is stepped at a time, whatever its topic. */
  readonly #turns: Turns;
  readonly #keeper: Keeper | undefined;
  #keeping = false;

  static async open(options: TaskOptions): Promise<Task> {
    const { commits, generation, processor, partition, signal, metrics, fail } = options;
    const began = performance.now();
    // 1. Fence.
    const committer = await commits.of(generation, fail);
    unlessAborted(signal);
    // 2. Positions. 3. Restore.
    const restored = await restore(options);
    const duration_ms = performance.now() - began;
    metrics.restored(processor.name, partition, restored.records, duration_ms);
    const { snapshot: outcome, manifest } = restored;
    if (outcome !== undefined && manifest !== undefined) {
      const bytes = outcome === 'loaded' ? manifest.snapshot.bytes : 0;
      metrics.snapshot(processor.name, partition, { outcome, bytes, duration_ms });
    }
    return new Task(options, committer, restored);
  }

  private constructor(options: TaskOptions, committer: Committer, restored: Restored) {
    const { processor, partition, metrics, signal } = options;
    const { state } = restored;
    this.#options = options;
    this.#committer = committer;
    this.#stream_time_ms = restored.stream_time_ms;
    this.#request = restored.request;
    this.#asked = restored.asked;
    this.#phase = restored.phase;
    const tasks = { topic: topics.tasks.name, partition, offset: restored.tasks_offset };
    this.positions = [...restored.inputs.map(({ topic, offset }) => ({ topic, partition, offset })), tasks];
    this.#inputs = new Inputs(partition, restored.inputs);
    committer.enter(partition, this.positions, (position) => this.#committed(position));
    this.#keeper = keeperOf(options, committer, restored);
    const changed = () => this.#keeper?.count();
    this.#stepper = new Stepper({ processor, partition, metrics, state, committer, changed });
    this.#turns = new Turns(this.#ending, (error) => {
      // What a step has put before it threw must not be committed.
      void committer.close();
      options.fail(error);
    });
    signal.addEventListener('abort', () => void this.abandon());
    if (this.#request !== undefined) this.#turns.take(() => this.#rebuilt()).catch(() => {});
    this.#keepSnapshot();
    this.#keepOnTime();
  }

  get rebuilding(): boolean {
    return this.#request !== undefined;
  }

  get stream_time_ms(): number {
    return this.#stream_time_ms;
  }

  get inputs(): readonly InputStatus[] {
    return this.#inputs.status(this.#committer.settled);
  }

  records(batch: RecordBatch): Promise<void> {
    return batch.topic === topics.tasks.name ? this.#heed(batch) : this.#turns.take(() => this.#take(batch));
  }

  async drain(): Promise<void> {
    this.#ending.abort();
    await this.#turns.done;
    await this.#committer.flush();
  }

  async abandon(): Promise<void> {
    this.#ending.abort();
    await this.#committer.close();
    await this.#turns.done;
  }

  get #ended(): boolean {
    return this.#ending.signal.aborted;
  }

  /** 4. Step. */
  async #take(batch: RecordBatch): Promise<void> {
    const { processor, metrics } = this.#options;
    const done = batch.topic === topics.clock.name ? await this.#tick(batch) : await this.#step(batch);
    if (!done) return;
    this.#inputs.ends(batch.topic, batch.end_offset);
    if (batch.next_offset > this.#inputs.stepped(batch.topic)) this.#passed(batch.topic, batch.next_offset, 0);
    this.#committer.kick();
    metrics.recordsIn(processor.name, batch.topic, batch.records.length, batch.records.bytes);
    if (this.#request !== undefined) await this.#rebuilt();
    this.#keepSnapshot();
  }

  /** Each record is stepped as soon as it is decoded: while it is in the processor's cache, and dead soon after. */
  async #step(batch: RecordBatch): Promise<boolean> {
    const { codec, log } = this.#options;
    const { topic, records } = batch;
    const reader = new Reader(codec, log.partitions, batch);
    let loaded: Read | undefined;
    let offset = 0;
    for (let next = 0; next < records.length; ) {
      await this.#committer.room();
      if (this.#ended) return false;
      const first = next;
      const slice = Math.min(records.length, next + STEPS_AT_ONCE);
      const { pending } = this.#committer;
      let unknown: UnknownSchema | undefined;
      while (next < slice && !pending.full) {
        const raw = records.at(next);
        const read = loaded ?? reader.read(raw);
        loaded = undefined;
        if (read instanceof UnknownSchema) {
          unknown = read;
          break;
        }
        this.#stepper.step(topic, read, raw.offset < (this.#request?.until[topic] ?? 0));
        offset = raw.offset + 1;
        next++;
      }
      if (next > first) this.#passed(topic, offset, next - first);
      this.#committer.kick();
      if (unknown !== undefined) loaded = await reader.readAfterLoading(records.at(next), unknown);
      else if (next < records.length) await breathe();
    }
    return true;
  }

  /**
   * The ticks of a batch count as one, the highest. Its expiries come in slices, between which a commit is possible;
   * stream time moves once all are delivered, so that after a crash in between they are delivered again.
   */
  async #tick(batch: RecordBatch): Promise<boolean> {
    const { codec, log } = this.#options;
    const reads = await readBatch(codec, log.partitions, batch);
    const to_ms = this.#stepper.highestTick(reads);
    if (to_ms <= this.#stream_time_ms) return true;
    for (let more = true; more; ) {
      await this.#committer.room();
      if (this.#ended) return false;
      more = this.#stepper.advance(to_ms, this.#options.advance_limit);
      this.#committer.kick();
      if (more) await breathe();
    }
    this.#stream_time_ms = to_ms;
    const { processor, partition } = this.#options;
    const progress = progressOf(taskOf(processor.name, partition), to_ms, this.#phase);
    this.#committer.pending.progress(partition, progress);
    return true;
  }

  /** A rebuild is asked for: the state is dropped, and the next stay in the group begins with it. */
  async #heed(batch: RecordBatch): Promise<void> {
    const { codec, processor, partition } = this.#options;
    for (const read of await readBatch(codec, 'ours', batch)) {
      if (read.kind === 'refused' || !isOf(read.record, topics.tasks)) continue;
      if (read.record.key !== requestOf(processor.name, partition)) continue;
      const request = requestIn(read.record.value);
      if (request?.id === this.#request?.id) continue;
      throw new Failure('fenced', 'rebuild_requested', { after_ms: 0 });
    }
  }

  /** A snapshot, where one is due, when it is the task's turn in its process. Its own steps wait meanwhile. */
  #keepSnapshot(): void {
    const { snapshots } = this.#options;
    const keeper = this.#keeper;
    if (keeper === undefined || this.#keeping || this.rebuilding || !keeper.isDue(this.#inputs.atEnd)) return;
    this.#keeping = true;
    const taken = snapshots!.line.take(async () => {
      if (this.#ended || !(await keeper.look())) return;
      await this.#turns.take(async () => {
        if (!this.rebuilding) await keeper.take({ rebuild: this.#asked, signal: this.#ending.signal });
      });
      if (!this.#ended) await keeper.sweep();
    });
    // Where the turn failed, the task has.
    void taken
      .catch(() => {})
      .finally(() => {
        this.#keeping = false;
      });
  }

  /** Nothing need happen for a snapshot to become too old. */
  #keepOnTime(): void {
    const { snapshots } = this.#options;
    if (this.#keeper === undefined || snapshots === undefined) return;
    const timer = setInterval(() => this.#keepSnapshot(), Math.min(LOOK_MS, snapshots.renew_ms));
    timer.unref();
    this.#ending.signal.addEventListener('abort', () => clearInterval(timer));
  }

  #passed(topic: string, offset: number, records: number): void {
    const { partition } = this.#options;
    this.#committer.pending.consumed({ topic, partition, offset }, records);
    this.#inputs.step(topic, offset);
  }

  /** 6. Committed. */
  #committed(position: Position): void {
    const { metrics, processor, partition } = this.#options;
    if (position.topic === topics.tasks.name) return;
    metrics.lag(processor.name, position.topic, partition, this.#inputs.commit(position));
    this.#stepper.tellSize();
  }

  /** Once every input has passed where it ended when the rebuild was asked for. */
  async #rebuilt(): Promise<void> {
    const request = this.#request;
    if (request === undefined || !this.#inputs.havePassed(request.until)) return;
    const done = await finishRebuild({
      ...this.#options,
      request,
      committer: this.#committer,
      stream_time_ms: this.#stream_time_ms,
      signal: this.#ending.signal,
    });
    if (!done) return;
    this.#request = undefined;
    this.#asked = request.id;
    this.#phase = { id: request.id, phase: 'done' };
  }
}

function keeperOf(options: TaskOptions, committer: Committer, restored: Restored): Keeper | undefined {
  const { snapshots: policy, processor } = options;
  if (policy === undefined || processor.snapshots === undefined) return undefined;
  const { state, manifest, records, snapshot } = restored;
  return new Keeper({ ...options, policy, committer, state, manifest, records, used: snapshot === 'loaded' });
}
