import type { DeadLetter, TaskProgress } from '../../schemas/generated/types.ts';
import { type AnyTopic, type Topic, topics } from '../../schemas/topics.ts';
import { Failure } from '../failures.ts';
import { Packed } from '../log/packed.ts';
import type { Position, Transaction } from '../log/types.ts';
import type { AnyProcessor, Outputs } from '../types.ts';
import { KeyBytes } from './key-bytes.ts';
import type { Encoding } from './records.ts';

/** A transaction takes no more steps above these. One step may exceed them. */
export const MAX_RECORDS = 40_000;
export const MAX_BYTES = 8 * 1024 * 1024;

/** Whose outputs these are. */
export interface Owner extends Encoding {
  readonly processor: AnyProcessor;
  readonly group: string;
}

/**
 * What the steps of a processor's tasks since the last transaction have given: outputs, positions, progress. Values are
 * encoded as they are put, so that none of them outlives its step.
 */
export class Pending {
  readonly #owner: Owner;
  /** By topic, then partition. */
  readonly #packed = new Map<AnyTopic, (Packed | undefined)[]>();
  readonly #key = new KeyBytes();
  readonly #positions = new Map<string, Position>();
  /** By key. */
  readonly #progress = new Map<string, { readonly partition: number; readonly progress: TaskProgress }>();
  #limit = 0;
  #inputs = 0;
  #outputs = 0;
  #bytes = 0;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** Inputs or outputs, whichever are more. */
  get size(): number {
    return Math.max(this.#inputs, this.#outputs);
  }

  get full(): boolean {
    return this.#bytes >= MAX_BYTES || this.size >= this.#limit;
  }

  /** Nothing has been stepped since the last transaction. */
  get empty(): boolean {
    return this.#positions.size === 0 && this.#progress.size === 0 && this.silent;
  }

  /** Nobody but these tasks would notice its commit. */
  get silent(): boolean {
    return this.#outputs === 0;
  }

  /** Begins anew. `limit`: of records, at most `MAX_RECORDS`. */
  clear(limit: number): void {
    for (const packed of this.#all()) packed.clear();
    this.#positions.clear();
    this.#progress.clear();
    this.#limit = limit;
    this.#inputs = 0;
    this.#outputs = 0;
    this.#bytes = 0;
  }

  /** An output of the task of that partition. Throws a Failure where its processor may not write it. */
  put<T>(task: number, topic: Topic<T>, value: T): void {
    this.#checkOutput(topic);
    this.#key.of(topic, value);
    this.#write(this.#partitionOf(task, topic), topic, value);
  }

  remove<T>(task: number, topic: Topic<T>, key: string): void {
    this.#checkOutput(topic);
    this.#key.text(key);
    this.#erase(this.#partitionOf(task, topic), topic);
  }

  /** Beside the processor's own outputs: a dead letter. */
  letter(letter: DeadLetter): void {
    this.#key.of(topics.dead_letters, letter);
    this.#write(this.#key.partition(this.#owner.partitions), topics.dead_letters, letter);
  }

  /** Beside the processor's own outputs: a key found on that partition is removed. */
  sweep(topic: AnyTopic, partition: number, key: string): void {
    this.#key.text(key);
    this.#erase(partition, topic);
  }

  /** All of the partition's topic before `offset` has been stepped; `records` more than last time. */
  consumed(position: Position, records: number): void {
    this.#positions.set(`${position.topic}/${position.partition}`, position);
    this.#inputs += records;
  }

  /** For that partition of `_tasks`; the last of a key counts. */
  progress(partition: number, progress: TaskProgress): void {
    this.#progress.set(progress.task, { partition, progress });
  }

  /** All of it as one transaction, good until the next {@link clear}. It takes nothing more before that. */
  seal(): Transaction {
    for (const { partition, progress } of this.#progress.values()) {
      this.#key.of(topics.tasks, progress);
      this.#write(partition, topics.tasks, progress);
    }
    const packed = [...this.#all()].filter(({ length }) => length > 0);
    const positions = [...this.#positions.values()];
    return { records: [], packed, consumed: { group: this.#owner.group, positions } };
  }

  #write(partition: number, topic: AnyTopic, value: unknown): void {
    const packed = this.#packedOf(topic, partition);
    const before = packed.bytes;
    packed.begin(this.#key.bytes, this.#key.length);
    this.#owner.codec.write(topic, value, packed.sink);
    packed.end();
    this.#wrote(packed.bytes - before);
  }

  #erase(partition: number, topic: AnyTopic): void {
    const packed = this.#packedOf(topic, partition);
    packed.tombstone(this.#key.bytes, this.#key.length);
    this.#wrote(this.#key.length);
  }

  #wrote(bytes: number): void {
    this.#outputs++;
    this.#bytes += bytes;
  }

  /** Of the key just written. */
  #partitionOf(task: number, topic: AnyTopic): number {
    const { processor, partitions } = this.#owner;
    const partition = this.#key.partition(partitions);
    if (partition === task || !processor.changelogs.includes(topic)) return partition;
    const message = `${processor.name}: a record for its changelog ${topic.name} belongs to another partition`;
    throw new Failure('fatal', 'changelog_elsewhere', { message });
  }

  #packedOf(topic: AnyTopic, partition: number): Packed {
    let ofTopic = this.#packed.get(topic);
    if (ofTopic === undefined) {
      ofTopic = [];
      this.#packed.set(topic, ofTopic);
    }
    const known = ofTopic[partition];
    if (known !== undefined) return known;
    const packed = new Packed(topic.name, partition, this.#owner.processor.coalesced.includes(topic) ? 'last' : 'all');
    ofTopic[partition] = packed;
    return packed;
  }

  *#all(): Iterable<Packed> {
    for (const ofTopic of this.#packed.values()) for (const packed of ofTopic) if (packed !== undefined) yield packed;
  }

  #checkOutput(topic: AnyTopic): void {
    const { processor } = this.#owner;
    if (processor.outputs.includes(topic)) return;
    const message = `${processor.name}: ${topic.name} is not among its outputs`;
    throw new Failure('fatal', 'undeclared_output', { message });
  }
}

/** What a task's steps put, into what is pending at the moment. */
export function outputsInto(pending: () => Pending, task: number): Outputs {
  return {
    put: (topic, value) => pending().put(task, topic, value),
    remove: (topic, key) => pending().remove(task, topic, key),
  };
}
