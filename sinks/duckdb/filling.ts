import { refusedRecord } from '../../runtime/dead-letters.ts';
import { GroupCommit } from '../../runtime/duckdb/group-commit.ts';
import { type Failure, failureOf } from '../../runtime/failures.ts';
import { type LogRecord, type Records, recordsWhere } from '../../runtime/log/record.ts';
import type { RecordBatch } from '../../runtime/log/types.ts';
import { readBatch } from '../../runtime/tasks/reading.ts';
import { isOf } from '../../runtime/types.ts';
import type { DeadLetter } from '../../schemas/generated/types.ts';
import { type StoredTable, storedTableOf } from '../../schemas/tables.ts';
import { topics } from '../../schemas/topics.ts';
import { type SinkContext, sinkTopics } from './context.ts';
import type { Reached } from './positions.ts';
import { type Found, isRefused, RowReader } from './row-reader.ts';
import { type Slice, sizeOf, splitAt } from './slices.ts';
import { reachedBy, type Taken, Waiting } from './waiting.ts';
import type { Ahead, Beside } from './writer.ts';

/** How often the ends of the topics are asked for, to know of quiet ones that nothing is missing. */
const SWEEP_MS = 30_000;

interface Next extends Taken {
  readonly staged: Ahead;
}

/**
 * What the sink does while it is in its group: decodes batches of all topics and partitions, lets them gather, and
 * writes what has gathered as one transaction, positions included.
 */
export class Filling {
  readonly #context: SinkContext;
  readonly #commits: GroupCommit;
  readonly #partitions = new Set<number>();
  readonly #waiting = new Waiting();
  readonly #readers = new Map<StoredTable, RowReader>();
  /** Up to where it has been read, by topic/partition. */
  readonly #read = new Map<string, number>();
  /** The next transaction, being staged while the one before it is under way. */
  #ahead: Next | undefined;
  #writing = false;
  #swept_ms = 0;

  constructor(context: SinkContext, fail: (error: unknown) => void) {
    this.#context = context;
    const { every_ms, idle_ms } = context;
    this.#commits = new GroupCommit({
      every_ms,
      idle_ms,
      empty: () => this.#waiting.empty && this.#ahead === undefined,
      full: () => this.#isFull() || this.#ahead !== undefined,
      hasRoom: () => !this.#isFull(),
      last: () => this.#isAtEnd(),
      urgent: () => this.#waiting.records > 0 || this.#ahead !== undefined,
      commit: (taken) => this.#commit(taken),
      committed: (took_ms) => context.metrics.committed(context.name, took_ms),
      failed: fail,
    });
  }

  enter(partition: number): void {
    this.#partitions.add(partition);
  }

  /** Takes nothing more of this partition, and forgets what waits of it. Resolves `true` when it was the last one. */
  async exit(partition: number): Promise<boolean> {
    this.#partitions.delete(partition);
    this.#waiting.drop(partition);
    if (this.#ahead === undefined) await this.#commits.between(async () => {});
    else await this.#commits.flush();
    for (const topic of sinkTopics) this.#read.delete(`${topic}/${partition}`);
    return this.#partitions.size === 0;
  }

  async records(batch: RecordBatch): Promise<void> {
    const { topic, partition, next_offset } = batch;
    const fresh = { ...batch, records: this.#fresh(batch) };
    const table = storedTableOf(topic);
    const { rows, tick, refused } = table === undefined ? await this.#ticksOf(fresh) : await this.#rowsOf(table, fresh);
    if (refused.length > 0) {
      await this.#context.deadLetters(refused.map((read) => this.#refusal(batch, read.raw, read)));
    }
    if (!this.#partitions.has(partition)) return;
    this.#count(batch);
    this.#read.set(`${topic}/${partition}`, Math.max(next_offset, this.#readUpTo(batch)));
    if (rows !== undefined) this.#waiting.rows(rows);
    if (tick !== undefined) this.#waiting.tick(partition, tick);
    this.#waiting.reached({ topic, partition, offset: next_offset });
    this.#stageAhead();
    this.#commits.wake();
    await this.#commits.room();
  }

  flush(): Promise<void> {
    return this.#commits.flush();
  }

  between<T>(act: () => Promise<T>): Promise<T> {
    return this.#commits.between(act);
  }

  async close(): Promise<void> {
    await this.#commits.close();
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (ahead !== undefined) await this.#context.writer.discard(ahead.staged);
  }

  /** Without what the warehouse has already, or has been given. */
  #fresh(batch: RecordBatch): Records {
    const from = this.#readUpTo(batch);
    const { records } = batch;
    const all = records.length === 0 || records.at(0).offset >= from;
    return all ? records : recordsWhere(records, ({ offset }) => offset >= from);
  }

  #readUpTo({ topic, partition }: Pick<RecordBatch, 'topic' | 'partition'>): number {
    const { positions } = this.#context.writer;
    return this.#read.get(`${topic}/${partition}`) ?? positions.get(topic, partition)?.next_offset ?? 0;
  }

  /** Whether it has read all that is on the log, as far as it knows. */
  #isAtEnd(): boolean {
    const { ends } = this.#context;
    const isRead = (topic: string, partition: number) =>
      this.#readUpTo({ topic, partition }) >= (ends.get(`${topic}/${partition}`) ?? 0);
    return sinkTopics.every((topic) => [...this.#partitions].every((partition) => isRead(topic, partition)));
  }

  async #ticksOf(batch: RecordBatch): Promise<Found> {
    const { codec, log } = this.#context;
    const reads = await readBatch(codec, log.partitions, batch);
    const ticks = reads.flatMap((read) =>
      read.kind === 'record' && isOf(read.record, topics.clock) ? [read.record.value?.at ?? 0] : [],
    );
    return { ...(ticks.length > 0 && { tick: Math.max(...ticks) }), refused: reads.filter(isRefused) };
  }

  #rowsOf(table: StoredTable, batch: RecordBatch): Promise<Found> {
    const reader = this.#readers.get(table) ?? new RowReader(this.#context.codec, this.#context.log.partitions, table);
    this.#readers.set(table, reader);
    return reader.read(batch);
  }

  async #commit(taken: () => void): Promise<void> {
    const { writer, metrics, name, warehouse, ends, now_ms } = this.#context;
    const swept = await this.#sweep();
    const { staged, next, ticks } = this.#ahead ?? this.#next();
    this.#ahead = undefined;
    this.#writing = true;
    taken();
    this.#stageAhead();
    const reached = reachedBy(next, writer.positions, { ends, swept, now_ms: now_ms() });
    await this.#write(staged, { reached, ticks });
    this.#writing = false;
    for (const { topic, partition, next_offset } of reached) {
      const end = Math.max(ends.get(`${topic}/${partition}`) ?? 0, next_offset);
      metrics.lag(name, topic, partition, end - next_offset);
    }
    this.#context.written(sizeOf(staged.slices));
    await warehouse.checkpoint('due');
  }

  #isFull(): boolean {
    const { max_records, max_bytes } = this.#context;
    return this.#waiting.records >= max_records || this.#waiting.bytes >= max_bytes;
  }

  #next(): Next {
    const taken = this.#waiting.take(this.#context.max_records);
    return { ...taken, staged: this.#context.writer.stage(taken.slices) };
  }

  /** One transaction ahead at most, and only a full one: what is less would rather wait for more. */
  #stageAhead(): void {
    if (this.#writing && this.#ahead === undefined && this.#isFull()) this.#ahead = this.#next();
  }

  /** Halves what cannot be written until one record is left: that one is a dead letter, and the stream goes on. */
  async #write(staged: Ahead, beside: Beside): Promise<void> {
    const { writer, warehouse, now_ms } = this.#context;
    const { slices } = staged;
    try {
      await writer.write(staged, beside, now_ms());
    } catch (error) {
      const failure = failureOf(error);
      if (failure.reason === 'out_of_memory') warehouse.interruptQueries();
      else if (failure.kind !== 'poison') throw failure;
      const size = sizeOf(slices);
      if (size === 0) throw failure;
      if (size === 1) {
        if (failure.kind !== 'poison') throw failure;
        await this.#context.deadLetters([this.#unstorable(slices[0]!, failure)]);
        return this.#write(writer.stage([]), beside);
      }
      const [first, others] = splitAt(slices, size >> 1);
      await this.#write(writer.stage(first), { reached: this.#after(first), ticks: new Map() });
      await this.#write(writer.stage(others), beside);
    }
  }

  /** How far these rows are, of which more follow. */
  #after(slices: readonly Slice[]): Reached[] {
    const { positions } = this.#context.writer;
    const reached = new Map<string, Reached>();
    for (const { rows, to } of slices) {
      const topic = rows.table.topic.name;
      const before = positions.get(topic, rows.partition);
      if (before === undefined) continue;
      reached.set(`${topic}/${rows.partition}`, { ...before, next_offset: rows.offset(to - 1) + 1 });
    }
    return [...reached.values()];
  }

  #unstorable({ rows, from }: Slice, { reason }: Failure): DeadLetter {
    const at = { topic: rows.table.topic.name, partition: rows.partition };
    return this.#refusal(at, rows.raw(from), { reason: 'unstorable', detail: reason });
  }

  #refusal(
    { topic, partition }: { readonly topic: string; readonly partition: number },
    raw: Pick<LogRecord, 'offset' | 'key' | 'value'>,
    cause: { readonly reason: string; readonly detail?: string },
  ): DeadLetter {
    const { name, metrics } = this.#context;
    metrics.deadLetter(name, cause.reason);
    return refusedRecord(name, { topic, partition, offset: raw.offset }, raw.value ?? raw.key, cause);
  }

  #count({ topic, partition, records, end_offset }: RecordBatch): void {
    const { ends, metrics, name } = this.#context;
    const key = `${topic}/${partition}`;
    ends.set(key, Math.max(end_offset, ends.get(key) ?? 0));
    metrics.recordsIn(name, topic, records.length, records.bytes);
  }

  async #sweep(): Promise<boolean> {
    const { now_ms, refreshEnds } = this.#context;
    if (now_ms() - this.#swept_ms < SWEEP_MS) return false;
    this.#swept_ms = now_ms();
    await refreshEnds();
    return true;
  }
}
