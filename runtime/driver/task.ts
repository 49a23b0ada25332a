import type { Tick } from '../../schemas/generated/types.ts';
import type { AnyTopic } from '../../schemas/topics.ts';
import { topics } from '../../schemas/topics.ts';
import { type AnyProcessor, type Incoming, isOf, type Outputs, type Rejection } from '../types.ts';
import { type MemoryTopics, type Outgoing, recordOf } from './topics.ts';

/** Answers a choice among `choices` ways to go on: an integer in [0, choices). */
export type Choose = (choices: number) => number;

export interface Rejected extends Rejection {
  readonly processor: string;
  readonly record: Incoming;
}

/** What is lost in a crash but for what has been committed. */
interface Progress {
  /** Next offset per input topic. */
  readonly positions: Map<string, number>;
  /** Highest tick delivered with all its expiries. */
  stream_time_ms: number;
}

/** A state as it was, and how much of each changelog it held. */
interface Saved {
  readonly bytes: Buffer;
  readonly records: ReadonlyMap<string, number>;
}

/**
 * One processor on one partition. A turn is a transaction: a few records and slices of expiries, then all of their
 * outputs at once, or an abort that throws the state away and restores it.
 */
export class DriverTask {
  readonly #processor: AnyProcessor;
  readonly #partition: number;
  readonly #topics: MemoryTopics;
  readonly #inputs: readonly AnyTopic[];
  readonly #slice: number;
  #committed: Progress;
  #progress: Progress;
  // biome-ignore lint/suspicious/noExplicitAny: existential type; the state only ever meets its own processor
  #state: any;
  #saved: Saved | undefined;

  constructor(processor: AnyProcessor, partition: number, memory: MemoryTopics, expiries_per_slice: number) {
    this.#processor = processor;
    this.#partition = partition;
    this.#topics = memory;
    this.#slice = expiries_per_slice;
    this.#inputs = processor.advance === undefined ? processor.inputs : [...processor.inputs, topics.clock];
    this.#committed = { positions: new Map(), stream_time_ms: Number.NEGATIVE_INFINITY };
    this.#progress = copyOf(this.#committed);
    this.crash();
  }

  get waiting(): boolean {
    return this.#ready().length > 0;
  }

  /** At most `records` records of its inputs, topics in an order of `choose`; their outputs are then on the topics. */
  turn(records: number, choose: Choose): readonly Rejected[] {
    const { outgoing, rejected } = this.#steps(records, choose);
    for (const record of coalesced(outgoing, this.#processor.coalesced)) this.#topics.append(record);
    this.#committed = copyOf(this.#progress);
    return rejected;
  }

  /** The same, but the transaction aborts: nothing of it is seen, and the state is restored. */
  abortedTurn(records: number, choose: Choose): void {
    this.#steps(records, choose);
    this.crash();
  }

  /** From now on the state is rebuilt from what it is now, where the processor can save it. */
  snapshot(): void {
    const { snapshots, changelogs } = this.#processor;
    if (snapshots === undefined) return;
    const records = new Map(changelogs.map((topic) => [topic.name, this.#topics.log(topic, this.#partition).length]));
    this.#saved = { bytes: saved(snapshots.save(this.#state)), records };
  }

  /** The state is thrown away and rebuilt from the changelogs alone, or from a snapshot and what came after it. */
  crash(): void {
    this.#progress = copyOf(this.#committed);
    this.#state = this.#saved === undefined ? this.#processor.create() : loaded(this.#processor, this.#saved.bytes);
    for (const topic of this.#processor.changelogs) {
      const log = this.#topics.log(topic, this.#partition);
      const from = this.#saved?.records.get(topic.name) ?? 0;
      for (const record of log.slice(from)) this.#processor.restore(this.#state, record);
    }
    this.#processor.restored?.(this.#state, this.#progress.stream_time_ms);
  }

  #ready(): readonly Incoming[] {
    return this.#inputs.flatMap((topic) => {
      const next = this.#topics.log(topic, this.#partition)[this.#progress.positions.get(topic.name) ?? 0];
      return next === undefined ? [] : [next];
    });
  }

  #steps(records: number, choose: Choose): { outgoing: Outgoing[]; rejected: Rejected[] } {
    const outgoing: Outgoing[] = [];
    const rejected: Rejected[] = [];
    const out: Outputs = {
      put: (topic, value) => void outgoing.push(recordOf(topic, value)),
      remove: (topic, key) => void outgoing.push({ topic, key, value: null }),
    };
    for (let i = 0; i < records; i++) {
      const ready = this.#ready();
      if (ready.length === 0) break;
      const record = ready[choose(ready.length)]!;
      const rejection = isOf(record, topics.clock) ? this.#tick(record, out) : this.#step(record, out);
      if (rejection !== undefined) rejected.push({ ...rejection, processor: this.#processor.name, record });
    }
    return { outgoing, rejected };
  }

  #step(record: Incoming, out: Outputs): Rejection | undefined {
    this.#progress.positions.set(record.topic.name, record.offset + 1);
    return this.#processor.step(this.#state, record, out);
  }

  /** One slice of the tick's expiries; the tick is done with when there are no more. */
  #tick(record: Incoming<Tick>, out: Outputs): undefined {
    const at = record.value?.at ?? Number.NEGATIVE_INFINITY;
    const more =
      at > this.#progress.stream_time_ms && this.#processor.advance!(this.#state, at, this.#slice, out) === 'more';
    if (more) return;
    this.#progress.positions.set(record.topic.name, record.offset + 1);
    this.#progress.stream_time_ms = Math.max(at, this.#progress.stream_time_ms);
  }
}

/** A piece of a snapshot is good until the next one is asked for. */
function saved(pieces: Iterable<Uint8Array>): Buffer {
  const copies: Uint8Array[] = [];
  for (const piece of pieces) copies.push(Uint8Array.from(piece));
  return Buffer.concat(copies);
}

function loaded(processor: AnyProcessor, bytes: Buffer): unknown {
  const loading = processor.snapshots!.load();
  let at = 0;
  for (let next = loading.next(); ; next = loading.next()) {
    if (next.done === true) return next.value;
    next.value.set(bytes.subarray(at, at + next.value.length));
    at += next.value.length;
  }
}

function copyOf(progress: Progress): Progress {
  return { positions: new Map(progress.positions), stream_time_ms: progress.stream_time_ms };
}

/** Of the topics named, only the last record per key. */
function coalesced(records: readonly Outgoing[], of: readonly AnyTopic[]): readonly Outgoing[] {
  const last = new Map<string, Outgoing>();
  for (const record of records) last.set(`${record.topic.name} ${record.key}`, record);
  return records.filter((r) => !of.some((t) => t.name === r.topic.name) || last.get(`${r.topic.name} ${r.key}`) === r);
}
