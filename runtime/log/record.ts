import { Cursor } from './kafka/bytes.ts';
import { Listed } from './kafka/record-list.ts';
import type { Headers, NewRecord } from './types.ts';

/** In place of where a tombstone's value would lie. */
const NO_VALUE = -1;

const NO_HEADERS: Headers = {};

/**
 * A record where it lies, in the memory of its whole batch. What is made of it when asked for (views of key and value)
 * lies there too: copy what is to outlive the batch.
 */
export class LogRecord {
  readonly offset: number;
  /** When it was written. */
  readonly timestamp_ms: number;
  readonly memory: Buffer;
  readonly key_at: number;
  readonly key_end: number;
  /** -1: tombstone. */
  readonly value_at: number;
  readonly value_end: number;
  readonly #headers_at: number;

  /** `body`: stands at key, value and headers, as a record batch holds them. Throws a RangeError where they are cut off. */
  constructor(offset: number, timestamp_ms: number, body: Cursor) {
    this.offset = offset;
    this.timestamp_ms = timestamp_ms;
    this.memory = body.bytes;
    const key_length = Math.max(0, body.varint());
    this.key_at = body.at;
    this.key_end = body.at + key_length;
    body.at = this.key_end;
    const value_length = body.varint();
    this.value_at = value_length < 0 ? NO_VALUE : body.at;
    this.value_end = value_length < 0 ? NO_VALUE : body.at + value_length;
    this.#headers_at = Math.max(body.at, this.value_end);
    if (this.#headers_at >= body.bytes.length) throw new RangeError('beyond the end');
  }

  /** With a memory of its own. */
  static of(record: At & Pick<NewRecord, 'key' | 'value' | 'headers'>): LogRecord {
    const listed = new Listed([record]);
    const memory = Buffer.allocUnsafeSlow(listed.bodyBytes(0));
    listed.writeBody(0, memory, 0);
    return new LogRecord(record.offset, record.timestamp_ms, new Cursor(memory));
  }

  get key(): Buffer {
    return this.memory.subarray(this.key_at, this.key_end);
  }

  /** Null: tombstone. */
  get value(): Buffer | null {
    return this.isTombstone ? null : this.memory.subarray(this.value_at, this.value_end);
  }

  get isTombstone(): boolean {
    return this.value_at === NO_VALUE;
  }

  get hasKey(): boolean {
    return this.key_end > this.key_at;
  }

  get headers(): Headers {
    const cursor = new Cursor(this.memory, this.#headers_at);
    const count = cursor.varint();
    if (count === 0) return NO_HEADERS;
    const headers: Record<string, string> = {};
    for (let i = 0; i < count; i++) {
      const name = cursor.text(cursor.varint());
      const length = cursor.varint();
      headers[name] = length < 0 ? '' : cursor.text(length);
    }
    return headers;
  }
}

/** What the record says, wherever it lies. */
export function contentOf({ offset, timestamp_ms, key, value, headers }: LogRecord) {
  return { offset, timestamp_ms, key, value, headers };
}

interface At {
  readonly offset: number;
  readonly timestamp_ms: number;
}

/** Records in order. Each is made when it is asked for, and as often. */
export interface Records extends Iterable<LogRecord> {
  readonly length: number;
  /** What their keys and values take, lengths and headers included. */
  readonly bytes: number;
  at(index: number): LogRecord;
}

/** Those of a list. */
export class RecordsOf implements Records {
  readonly #all: readonly LogRecord[];

  constructor(all: readonly LogRecord[]) {
    this.#all = all;
  }

  get length(): number {
    return this.#all.length;
  }

  get bytes(): number {
    return this.#all.reduce((sum, { key_at, key_end, value_end }) => sum + Math.max(key_end, value_end) - key_at, 0);
  }

  at(index: number): LogRecord {
    return this.#all[index]!;
  }

  [Symbol.iterator](): Iterator<LogRecord> {
    return this.#all[Symbol.iterator]();
  }
}

export const NO_RECORDS: Records = new RecordsOf([]);

export function recordsWhere(records: Records, test: (record: LogRecord) => boolean): Records {
  return new RecordsOf([...records].filter(test));
}
