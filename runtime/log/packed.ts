import { Sink } from '../../schemas/avro/binary.ts';
import { Cursor, varintBytes, writeVarint } from './kafka/bytes.ts';
import { LastOfKey, NONE } from './last-of-key.ts';
import type { PackedRecords } from './types.ts';

const NO_HEADERS = 0;
const TOMBSTONE = -1;
/** A value's length takes so many bytes from 64 to 8,191 bytes on, as nearly all do: it is written before it is known. */
const USUAL_LENGTH_BYTES = 2;
const FIRST_RECORDS = 1_024;

/**
 * Records of one partition, one behind the other in one buffer as a record batch holds them: key length, key, value
 * length, value, count of headers. No object for each, and the buffer serves again after {@link clear}.
 */
export class Packed implements PackedRecords {
  readonly topic: string;
  readonly partition: number;
  /** Between `begin` and `end` a record's value is written here. */
  readonly sink = new Sink();
  /** By record: where it begins; and one more: where the last one ends. */
  #starts = new Int32Array(FIRST_RECORDS + 1);
  #count = 0;
  /** Of one key only the last record stays: finds the one before it. Undefined: all stay. */
  readonly #last: LastOfKey | undefined;
  /** Records that are not the last of their key any more. */
  readonly #dead = new Set<number>();
  #value_at = 0;
  #key_hash = 0;
  /** Those that stay, when last asked for. */
  #live: Int32Array | undefined;

  constructor(topic: string, partition: number, of_one_key: 'all' | 'last') {
    this.topic = topic;
    this.partition = partition;
    this.#last = of_one_key === 'last' ? new LastOfKey((a, b) => this.#sameKey(a, b)) : undefined;
  }

  get length(): number {
    return this.#count - this.#dead.size;
  }

  /** Of memory, what was replaced included. */
  get bytes(): number {
    return this.#starts[this.#count]!;
  }

  /** Begins a record; its value goes to `sink`, and then `end`. The key is copied. */
  begin(key: Uint8Array, length: number): void {
    const { sink } = this;
    sink.at = this.#starts[this.#count]!;
    sink.room(length + 16);
    let at = writeVarint(sink.bytes, length, sink.at);
    let hash = length;
    for (let i = 0; i < length; i++) {
      const byte = key[i]!;
      sink.bytes[at++] = byte;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    this.#key_hash = hash ^ (hash >>> 15);
    this.#value_at = at + USUAL_LENGTH_BYTES;
    sink.at = this.#value_at;
  }

  /** The record is complete. What throws before this leaves no trace. */
  end(): void {
    const { sink } = this;
    const length = sink.at - this.#value_at;
    const length_bytes = varintBytes(length);
    sink.room(8);
    const length_at = this.#value_at - USUAL_LENGTH_BYTES;
    if (length_bytes !== USUAL_LENGTH_BYTES) {
      sink.bytes.copyWithin(length_at + length_bytes, this.#value_at, sink.at);
    }
    writeVarint(sink.bytes, length, length_at);
    this.#finish(length_at + length_bytes + length);
  }

  /** A whole record without a value. */
  tombstone(key: Uint8Array, length: number): void {
    this.begin(key, length);
    this.#finish(writeVarint(this.sink.bytes, TOMBSTONE, this.#value_at - USUAL_LENGTH_BYTES));
  }

  bodyBytes(index: number): number {
    const record = this.#record(index);
    return this.#starts[record + 1]! - this.#starts[record]!;
  }

  writeBody(index: number, bytes: Buffer, at: number): number {
    const record = this.#record(index);
    const start = this.#starts[record]!;
    const end = this.#starts[record + 1]!;
    this.sink.bytes.copy(bytes, at, start, end);
    return at + end - start;
  }

  at(index: number): { readonly key: Buffer; readonly value: Buffer | null } {
    const cursor = new Cursor(this.sink.bytes, this.#starts[this.#record(index)]!);
    return { key: cursor.slice(cursor.varint())!, value: cursor.slice(cursor.varint()) };
  }

  /** Empty again. */
  clear(): void {
    this.#count = 0;
    this.#dead.clear();
    this.#live = undefined;
    this.#last?.clear();
  }

  #finish(at: number): void {
    this.sink.bytes[at] = NO_HEADERS;
    const record = this.#count++;
    if (this.#count === this.#starts.length) this.#grow();
    this.#starts[this.#count] = at + 1;
    const before = this.#last?.put(record, this.#key_hash) ?? NONE;
    if (before !== NONE) this.#dead.add(before);
    this.#live = undefined;
  }

  /** The record at an index among those that stay. */
  #record(index: number): number {
    if (this.#dead.size === 0) return index;
    this.#live ??= Int32Array.from({ length: this.#count }, (_, i) => i).filter((record) => !this.#dead.has(record));
    return this.#live[index]!;
  }

  /** Both begin with the length of their key. */
  #sameKey(a: number, b: number): boolean {
    const { bytes } = this.sink;
    const from = this.#starts[a]!;
    const other = this.#starts[b]!;
    const cursor = new Cursor(bytes, from);
    const length = cursor.varint() + cursor.at - from;
    for (let i = 0; i < length; i++) if (bytes[from + i] !== bytes[other + i]) return false;
    return true;
  }

  #grow(): void {
    const larger = new Int32Array(2 * this.#starts.length);
    larger.set(this.#starts);
    this.#starts = larger;
  }
}
