import type { Codec } from '../../runtime/codec/codec.ts';
import type { LogRecord } from '../../runtime/log/record.ts';
import type { RecordBatch } from '../../runtime/log/types.ts';
import { type Read, Reader, type RefusedRead } from '../../runtime/tasks/reading.ts';
import { partitionOfKeyAt } from '../../runtime/tasks/records.ts';
import type { StoredTable } from '../../schemas/tables.ts';
import { FRAME_BYTES, Rows } from './rows.ts';

/** What a batch of one topic and partition comes to. */
export interface Found {
  readonly rows?: Rows;
  /** The highest. */
  readonly tick?: number;
  readonly refused: readonly RefusedRead[];
}

export function isRefused(read: Read): read is RefusedRead {
  return read.kind === 'refused';
}

/**
 * Reads the records of one table's topic into columns. What is plainly right goes there as it lies on the log; all else
 * is read by the codec, which knows other writers' schemas and says what is wrong, and written anew.
 */
export class RowReader {
  readonly #codec: Codec;
  readonly #partitions: number;
  readonly #table: StoredTable;
  /** How values of the topic's present schema begin; undefined until one was written. */
  #frame: number | undefined;

  constructor(codec: Codec, partitions: number, table: StoredTable) {
    this.#codec = codec;
    this.#partitions = partitions;
    this.#table = table;
  }

  /** Throws when the registry is away. */
  async read(batch: RecordBatch): Promise<Found> {
    const { partition, records } = batch;
    const rows = new Rows(this.#table, partition, records);
    const refused: RefusedRead[] = [];
    const reader = new Reader(this.#codec, this.#partitions, batch);
    for (const raw of records) {
      if (this.#isPlain(raw, partition) && rows.take(raw)) continue;
      const read = await reader.readLoading(raw);
      if (isRefused(read)) refused.push(read);
      else rows.put(raw, read.record.key, this.#written(read.record.value));
    }
    return { rows, refused };
  }

  #isPlain(raw: LogRecord, partition: number): boolean {
    const { memory, key_at, key_end, value_at, value_end } = raw;
    if (!raw.hasKey || partitionOfKeyAt(memory, key_at, key_end, this.#partitions) !== partition) return false;
    return raw.isTombstone || (value_end - value_at > FRAME_BYTES && frameAt(memory, value_at) === this.#frame);
  }

  #written(value: unknown): Buffer | null {
    if (value === null) return null;
    const bytes = this.#codec.encode(this.#table.topic, value);
    this.#frame = frameAt(bytes, 0);
    return bytes;
  }
}

/** The byte and the schema's id before the Avro. */
function frameAt(memory: Buffer, at: number): number {
  return memory.readUIntBE(at, FRAME_BYTES);
}
