import { setMaxListeners } from 'node:events';
import type { Delivery } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import { type At, refusedDelivery, refusedRecord } from '../dead-letters.ts';
import type { Log, NewRecord, Position, RecordBatch, Transactor } from '../log/types.ts';
import type { InputStatus } from '../tasks/component.ts';
import { endsOf } from '../tasks/ends.ts';
import { unlessAborted, type Work } from '../tasks/member.ts';
import { countOut, type TaskMetrics } from '../tasks/metrics.ts';
import { MAX_RECORDS } from '../tasks/pending.ts';
import { type Read, readBatch } from '../tasks/reading.ts';
import { isOf } from '../types.ts';
import { type Clock, timeOf } from './clock-port.ts';
import { deadLetter, recordsFor } from './publishing.ts';
import type { Resolved, Resolving } from './resolving.ts';

/** Its name in metrics and dead letters. */
const STAGE = 'deliveries';

/** Who reads `_deliveries`: its committed offsets say what has been resolved. */
export const GROUP = 'regulars.deliveries';

export interface DeliveryTaskOptions {
  readonly log: Log;
  readonly codec: Codec;
  readonly clock: Clock;
  readonly metrics: TaskMetrics;
  readonly resolving: Resolving;
  readonly partition: number;
  readonly signal: AbortSignal;
  fail(error: unknown): void;
}

/** One delivery on its way. */
interface Slot {
  readonly read: Read;
  readonly at: At;
  /** Undefined once aborted, or where there is nothing to resolve. Never rejects. */
  readonly outcome: Promise<Resolved | undefined>;
  settled: boolean;
}

/**
 * The deliveries of one partition:
 *
 * 1. Fence: the transactor `deliveries-<n>` ends what an earlier holder left open.
 * 2. Position: the committed offset, stable after step 1.
 * 3. Resolve: the deliveries of a batch, several at a time, those of one entity one after the other.
 * 4. Commit: the first of the batch and those resolved right behind it: their records, dead letters and the offset
 *    after them in one transaction; then the next, until the batch is done. The next batch comes then.
 */
export class DeliveryTask implements Work {
  readonly positions: readonly Position[];
  readonly #options: DeliveryTaskOptions;
  readonly #transactor: Transactor;
  readonly #ending = new AbortController();
  #input: InputStatus;
  #busy: Promise<void> = Promise.resolve();

  static async open(options: DeliveryTaskOptions): Promise<DeliveryTask> {
    const { log, partition, signal } = options;
    const topic = topics.deliveries.name;
    // 1. Fence.
    const transactor = await log.transactor(`deliveries-${partition}`);
    try {
      // 2. Position.
      const [{ begin, end }, committed] = await Promise.all([
        endsOf(log, topic, partition),
        log.committed(GROUP, topic),
      ]);
      unlessAborted(signal);
      const position = Math.max(begin, committed.get(partition) ?? begin);
      return new DeliveryTask(options, transactor, { topic, partition, position, end });
    } catch (error) {
      await transactor.close();
      throw error;
    }
  }

  private constructor(options: DeliveryTaskOptions, transactor: Transactor, input: InputStatus) {
    this.#options = options;
    this.#transactor = transactor;
    this.#input = input;
    this.positions = [{ topic: input.topic, partition: input.partition, offset: input.position }];
    // Each delivery that waits for its next attempt listens, and takes its listener off again: no leak to warn of.
    setMaxListeners(0, this.#ending.signal);
    options.signal.addEventListener('abort', () => void this.abandon());
  }

  get input(): InputStatus {
    return this.#input;
  }

  async records(batch: RecordBatch): Promise<void> {
    if (this.#ending.signal.aborted) return;
    const busy = this.#take(batch);
    this.#busy = busy.catch((error) => this.#options.fail(error));
    return busy;
  }

  drain(): Promise<void> {
    return this.abandon();
  }

  async abandon(): Promise<void> {
    this.#ending.abort();
    await this.#busy;
    await this.#transactor.close().catch(() => {});
  }

  async #take(batch: RecordBatch): Promise<void> {
    const { codec, log, metrics } = this.#options;
    const reads = await readBatch(codec, log.partitions, batch);
    this.#input = { ...this.#input, end: batch.end_offset };
    metrics.recordsIn(STAGE, batch.topic, reads.length, batch.records.bytes);
    const slots = this.#begin(reads);
    for (let next = 0; next < slots.length; ) {
      await slots[next]?.outcome;
      const first = next;
      while (next < slots.length && slots[next]?.settled && next - first < MAX_RECORDS) next++;
      const last = next === slots.length;
      const offset = last ? batch.next_offset : slots[next]!.at.offset;
      if (!(await this.#commit(slots.slice(first, next), offset))) return;
    }
    if (slots.length === 0) this.#input = { ...this.#input, position: batch.next_offset };
  }

  /** 3. Resolve. */
  #begin(reads: readonly Read[]): Slot[] {
    const { partition, resolving } = this.#options;
    const signal = this.#ending.signal;
    const byEntity = new Map<string, Promise<unknown>>();
    return reads.map((read): Slot => {
      const at = { topic: topics.deliveries.name, partition, offset: read.raw.offset };
      const delivery = deliveryIn(read);
      if (delivery === undefined) return { read, at, outcome: Promise.resolve(undefined), settled: true };
      const before = byEntity.get(delivery.entity_id) ?? Promise.resolve();
      const outcome = before.then(() => resolving.resolve(delivery, signal));
      byEntity.set(delivery.entity_id, outcome);
      const slot = { read, at, outcome, settled: false };
      void outcome.then(() => {
        slot.settled = true;
      });
      return slot;
    });
  }

  /** 4. Commit. False: it has ended before. */
  async #commit(slots: readonly Slot[], offset: number): Promise<boolean> {
    const { clock, partition, metrics } = this.#options;
    const now_ms = await timeOf(clock);
    const records: NewRecord[] = [];
    for (const slot of slots) {
      const outcome = await slot.outcome;
      if (this.#ending.signal.aborted) return false;
      records.push(...recordsOf(this.#options, slot, outcome, now_ms));
    }
    const positions = [{ topic: topics.deliveries.name, partition, offset }];
    const began = performance.now();
    await this.#transactor.transact({ records, consumed: { group: GROUP, positions } });
    metrics.committed(STAGE, performance.now() - began);
    countOut(metrics, STAGE, { records });
    this.#input = { ...this.#input, position: offset };
    metrics.lag(STAGE, topics.deliveries.name, partition, Math.max(0, this.#input.end - offset));
    return true;
  }
}

function recordsOf(
  { codec, log, metrics }: DeliveryTaskOptions,
  { read, at }: Slot,
  outcome: Resolved | undefined,
  now_ms: number,
): readonly NewRecord[] {
  const publishing = { codec, partitions: log.partitions, metrics, stage: STAGE, upstream: null };
  if (read.kind === 'refused') {
    return [deadLetter(publishing, refusedRecord(STAGE, at, read.raw.value ?? Buffer.alloc(0), read))];
  }
  const delivery = deliveryIn(read);
  if (delivery === undefined || outcome === undefined) return [];
  const { upstream, delivery_id } = delivery;
  if (outcome.kind === 'decoded') return recordsFor({ ...publishing, upstream }, outcome.decoded, now_ms);
  const letter = refusedDelivery(STAGE, delivery, at, outcome.cause);
  return [deadLetter(publishing, letter, { kind: 'delivery', delivery_id })];
}

/** Undefined: a tombstone, or refused. */
function deliveryIn(read: Read): Delivery | undefined {
  if (read.kind === 'refused' || !isOf(read.record, topics.deliveries)) return undefined;
  return read.record.value ?? undefined;
}
