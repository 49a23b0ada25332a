import { LogRecord, RecordsOf } from '../record.ts';
import type { Ends, NewRecord, RecordBatch } from '../types.ts';

/** A transaction's fate, shared by everything that was written in it. */
export interface Fate {
  state: 'open' | 'committed' | 'aborted';
}

interface Entry {
  /** Undefined: a control record, which takes an offset and is never delivered. */
  readonly record: LogRecord | undefined;
  readonly fate: Fate;
}

export const COMMITTED: Fate = { state: 'committed' };

/** One partition: every entry has the offset of its index. */
export class MemoryPartition {
  readonly #entries: Entry[] = [];
  /** Everything below is settled. */
  #settled = 0;

  get ends(): Ends {
    return { begin: 0, end: this.#entries.length };
  }

  append(record: NewRecord, fate: Fate, timestamp_ms: number): void {
    const at = { offset: this.#entries.length, timestamp_ms };
    this.#entries.push({ record: LogRecord.of({ ...record, ...at }), fate });
  }

  /** As Kafka does, the end of a transaction takes an offset in each partition it wrote to. */
  mark(fate: Fate): void {
    this.#entries.push({ record: undefined, fate });
  }

  /** The offset of the first record whose transaction is still open, else the end. */
  get stable(): number {
    while (this.#settled < this.#entries.length && this.#entries[this.#settled]!.fate.state !== 'open') this.#settled++;
    return this.#settled;
  }

  /** Committed records from `from` on, `limit` offsets at most, not beyond the first open transaction. */
  read(topic: string, partition: number, range: { from: number; limit: number }): RecordBatch {
    const next_offset = Math.max(range.from, Math.min(range.from + range.limit, this.stable));
    const entries = this.#entries.slice(range.from, next_offset);
    const records = entries.flatMap(({ record, fate }) => (record && fate.state === 'committed' ? [record] : []));
    return { topic, partition, records: new RecordsOf(records), next_offset, end_offset: this.#entries.length };
  }
}
