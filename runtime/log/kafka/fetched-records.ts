import { LogRecord, type Records } from '../record.ts';
import type { Cursor } from './bytes.ts';

/** Records of one batch, as it holds them. */
export interface Run extends Base {
  /** Where each begins, after its length. */
  readonly starts: Int32Array;
  readonly bytes: number;
}

/** What a batch says once for all of its records. */
export interface Base {
  /** Over the memory in which they lie. */
  readonly cursor: Cursor;
  readonly base_offset: number;
  readonly base_timestamp: number;
  /** When the broker appended them, where the topic goes by that. */
  readonly append_timestamp: number | undefined;
}

/** Of the record that begins at `start`; leaves the cursor behind it. */
export function offsetAt({ cursor, base_offset }: Base, start: number): number {
  cursor.at = start + 1;
  cursor.varlong();
  return base_offset + cursor.varint();
}

/** The records of batches that follow each other. Made for reading in order. */
export class FetchedRecords implements Records {
  readonly length: number;
  readonly bytes: number;
  readonly #runs: readonly Run[];
  /** Where the record lies that was asked for last: its run, and the index of the run's first. */
  #run = 0;
  #first = 0;

  constructor(runs: readonly Run[]) {
    this.#runs = runs;
    this.length = runs.reduce((sum, { starts }) => sum + starts.length, 0);
    this.bytes = runs.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  at(index: number): LogRecord {
    const run = this.#runWith(index);
    const { cursor, base_offset, base_timestamp, append_timestamp } = run;
    // After the attributes, of which there are none yet.
    cursor.at = run.starts[index - this.#first]! + 1;
    const timestamp_ms = base_timestamp + cursor.varlong();
    const offset = base_offset + cursor.varint();
    return new LogRecord(offset, append_timestamp ?? timestamp_ms, cursor);
  }

  *[Symbol.iterator](): Iterator<LogRecord> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }

  #runWith(index: number): Run {
    if (index < this.#first) [this.#run, this.#first] = [0, 0];
    for (;;) {
      const run = this.#runs[this.#run]!;
      if (index - this.#first < run.starts.length) return run;
      this.#first += run.starts.length;
      this.#run++;
    }
  }
}
