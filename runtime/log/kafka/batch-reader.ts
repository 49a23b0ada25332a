import { gunzipSync } from 'node:zlib';
import { Failure } from '../../failures.ts';
import type { Records } from '../record.ts';
import { AbortedFilter, type AbortedTransaction } from './aborted.ts';
import { BATCH } from './batch-writer.ts';
import { Cursor, readInt64 } from './bytes.ts';
import { FetchedRecords, offsetAt, type Run } from './fetched-records.ts';

const COMPRESSION = 0x07;
const GZIP = 1;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

export interface ReadSet {
  readonly records: Records;
  /** After the last complete batch; undefined where there is none. */
  readonly next_offset: number | undefined;
}

/**
 * The committed records from `from` on in fetched batches. They lie in `bytes`, nothing is copied. The last batch may be
 * cut off.
 */
export function readRecordSet(bytes: Buffer, from: number, aborted: readonly AbortedTransaction[]): ReadSet {
  const filter = new AbortedFilter(aborted);
  const runs: Run[] = [];
  let next_offset: number | undefined;
  for (let at = 0; at + BATCH.records <= bytes.length; ) {
    const end = at + BATCH.leader_epoch + bytes.readInt32BE(at + BATCH.length);
    if (end > bytes.length) break;
    const batch = new Batch(bytes, at, end);
    const run = batch.isVisible(filter) ? batch.from(from) : undefined;
    if (run !== undefined && run.starts.length > 0) runs.push(run);
    next_offset = batch.next_offset;
    at = end;
  }
  return { records: new FetchedRecords(runs), next_offset };
}

/** One batch. https://kafka.apache.org/documentation/#recordbatch */
class Batch {
  readonly #bytes: Buffer;
  readonly #at: number;
  readonly #end: number;
  readonly #attributes: number;
  readonly #base_offset: number;

  constructor(bytes: Buffer, at: number, end: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
    this.#attributes = bytes.readInt16BE(at + BATCH.attributes);
    this.#base_offset = readInt64(bytes, at + BATCH.base_offset);
    if (bytes[at + BATCH.magic] !== 2) throw unreadable('a record batch older than version 2');
  }

  /** Also where compaction has taken the last records out. */
  get next_offset(): number {
    return this.#base_offset + this.#bytes.readInt32BE(this.#at + BATCH.last_offset_delta) + 1;
  }

  /** Neither a control batch nor of an aborted transaction. Takes note of abort markers. */
  isVisible(filter: AbortedFilter): boolean {
    const producer_id = readInt64(this.#bytes, this.#at + BATCH.producer_id);
    if (this.#attributes & CONTROL) {
      if (this.#isAbortMarker()) filter.ended(producer_id);
      return false;
    }
    return !(this.#attributes & TRANSACTIONAL && filter.isAborted(this.#base_offset, producer_id));
  }

  /** Its records from that offset on. */
  from(offset: number): Run {
    const cursor = this.#records();
    const max_timestamp = readInt64(this.#bytes, this.#at + BATCH.max_timestamp);
    const run = {
      cursor,
      base_offset: this.#base_offset,
      base_timestamp: readInt64(this.#bytes, this.#at + BATCH.base_timestamp),
      append_timestamp: this.#attributes & LOG_APPEND_TIME ? max_timestamp : undefined,
    };
    const starts = new Int32Array(this.#bytes.readInt32BE(this.#at + BATCH.count));
    let [count, skipped, bytes] = [0, 0, 0];
    while (count < starts.length) {
      const length = cursor.varint();
      const start = cursor.at;
      if (length < 0 || start + length > cursor.bytes.length) throw new RangeError('beyond the end');
      starts[count++] = start;
      bytes += length;
      if (this.#base_offset < offset && offsetAt(run, start) < offset) [skipped, bytes] = [count, 0];
      cursor.at = start + length;
    }
    return { ...run, starts: starts.subarray(skipped), bytes };
  }

  #records(): Cursor {
    const start = this.#at + BATCH.records;
    const codec = this.#attributes & COMPRESSION;
    if (codec === 0) return new Cursor(this.#bytes, start);
    // Others may write what we never do; gzip is what Node has.
    if (codec === GZIP) return new Cursor(gunzipSync(this.#bytes.subarray(start, this.#end)));
    throw unreadable(`records compressed with codec ${codec}`);
  }

  /** A control record's key: version (int16), type (int16: 0 abort, 1 commit). */
  #isAbortMarker(): boolean {
    if (this.#bytes.readInt32BE(this.#at + BATCH.count) === 0) return false;
    const cursor = this.#records();
    cursor.varint();
    cursor.at++;
    cursor.varlong();
    cursor.varint();
    return cursor.slice(cursor.varint())?.readInt16BE(2) === 0;
  }
}

function unreadable(what: string): Failure {
  return new Failure('fatal', 'unreadable_batch', { message: `the log holds ${what}` });
}
