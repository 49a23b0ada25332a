import { type Lender, NOT_LENT, type Vector, writeValues } from '../../runtime/duckdb/vectors.ts';
import type { LogRecord, Records } from '../../runtime/log/record.ts';
import { AvroCursor } from '../../schemas/avro/cursor.ts';
import { type Pass, passOver } from '../../schemas/avro/pass.ts';
import { entityOf } from '../../schemas/keys.ts';
import type { StoredTable } from '../../schemas/tables.ts';
import { keepsArrivals, viaOf } from './arrivals.ts';
import { type Column, Memory } from './columns/column.ts';
import { LongColumn } from './columns/numbers.ts';
import { columnOf } from './columns/of-type.ts';
import { isText, TextColumn } from './columns/texts.ts';
import { isPlainKey } from './key-check.ts';

/** Before the Avro: a byte and the schema's id. */
export const FRAME_BYTES = 5;

const NOTHING = Buffer.alloc(0);

/** Where key and value of a record lie; a tombstone's value is empty. */
interface Lying {
  readonly key_at: number;
  readonly key_end: number;
  readonly value_at: number;
  readonly value_end: number;
}

interface Part {
  readonly from: number;
  readonly to: number;
  /** Of the first of them. */
  readonly number: number;
}

/**
 * Records of one table's topic and partition, in columns as the stage of the table has them (staging.ts), in log order.
 * The texts of the columns stay where the records lie, in the memory of their batch.
 */
export class Rows {
  readonly table: StoredTable;
  readonly partition: number;
  count = 0;
  /** Tombstones among them. */
  gone = 0;
  readonly #memory: Memory;
  readonly #cursor = new AvroCursor();
  readonly #offsets: Float64Array;
  readonly #isGone: Uint8Array<ArrayBuffer>;
  readonly #keys: TextColumn;
  readonly #values: TextColumn;
  readonly #arrivals: { readonly via: TextColumn; readonly at: LongColumn } | undefined;
  readonly #columns: readonly Column[];
  /** As the stage has them, from its third on. */
  readonly #staged: readonly Column[];
  /** In the order of the schema: columns, and what no column shows. */
  readonly #fields: readonly { readonly take: Pass }[];
  readonly #keyParts: readonly (Column | undefined)[];
  /** The records' memory that came into ours last, and where to. */
  #held: Buffer;
  #held_at = 0;
  /** How records came; the way of the last one, which lies there from `#via_at` to the end. */
  readonly #vias = new Memory(NOTHING);
  #via: string | undefined;
  #via_at = 0;

  /** For no more than these. */
  constructor(table: StoredTable, partition: number, records: Records) {
    this.table = table;
    this.partition = partition;
    // Nearly always all lie in the memory of the first.
    this.#held = records.length === 0 ? NOTHING : records.at(0).memory;
    this.#memory = new Memory(this.#held);
    this.#offsets = new Float64Array(records.length);
    this.#isGone = new Uint8Array(records.length);
    const space = { memory: this.#memory, rows: records.length };
    this.#keys = new TextColumn(false, space, false);
    this.#values = new TextColumn(true, space, true);
    this.#arrivals = keepsArrivals(table)
      ? {
          via: new TextColumn(false, { memory: this.#vias, rows: records.length }, false),
          at: new LongColumn(false, space),
        }
      : undefined;
    const columns = new Map(table.columns.map(({ name, field }) => [name, columnOf(field.type, space)]));
    this.#columns = [...columns.values()];
    const arrivals = this.#arrivals === undefined ? [] : [this.#arrivals.via, this.#arrivals.at];
    this.#staged = [this.#keys, ...arrivals, ...this.#columns];
    const { schema, key } = table.topic;
    this.#fields = schema.fields.map(({ name, type }) => columns.get(name) ?? { take: passOver(type) });
    this.#keyParts = (key as readonly string[]).map((name) => columns.get(name));
  }

  get bytes(): number {
    return this.#memory.at;
  }

  /**
   * Takes a record whose value, if it has one, was written with the topic's present schema. False, and nothing is taken,
   * where it is not what it should be, or not plainly so.
   */
  take(raw: LogRecord): boolean {
    const lies = this.#placeOf(raw);
    const { bytes } = this.#memory;
    if (isText(bytes, lies.key_at, lies.key_end) && (raw.isTombstone || (this.#read(lies) && this.#hasKey(lies)))) {
      this.#note(raw, lies);
      return true;
    }
    for (const column of this.#columns) column.cut(this.count);
    return false;
  }

  /** Takes a record that is known to be right, with its value as our codec writes it. */
  put(raw: LogRecord, key: string, value: Buffer | null): void {
    const key_at = this.#memory.add(Buffer.from(key));
    const key_end = this.#memory.at;
    const value_at = value === null ? key_end : this.#memory.add(value);
    const lies = { key_at, key_end, value_at, value_end: this.#memory.at };
    if (value !== null && !this.#read(lies)) throw new Error(`${this.table.name}: a value that cannot be read`);
    this.#note(raw, lies);
  }

  offset(row: number): number {
    return this.#offsets[row]!;
  }

  isGone(row: number): boolean {
    return this.#isGone[row] === 1;
  }

  entity(row: number): string {
    return entityOf(this.#bytes(this.#keys, row).toString());
  }

  raw(row: number): Pick<LogRecord, 'offset' | 'key' | 'value'> {
    const value = this.isGone(row) ? null : this.#bytes(this.#values, row);
    return { offset: this.offset(row), key: this.#bytes(this.#keys, row), value };
  }

  /** Must come before the part is written, and be in force until DuckDB has read what was. */
  lend(lender: Lender, { from, to }: Pick<Part, 'from' | 'to'>): void {
    let [start, end] = [Number.POSITIVE_INFINITY, 0];
    for (let row = from; row < to; row++) {
      start = Math.min(start, this.#keys.start(row));
      end = Math.max(end, this.#keys.end(row), this.#values.end(row));
    }
    this.#memory.lent = lender.lend(this.#memory.bytes, Math.min(start, end), end);
    // The ways are so short that nothing of them is lent.
    this.#vias.lent = NOT_LENT;
  }

  /** Rows `from` to `to` (exclusive), with numbers, become those of column `i` of the stage. */
  write(vector: Vector, i: number, { from, to, number }: Part): void {
    if (i === 0) writeValues(vector, numbered(number, to - from));
    else if (i === 1) writeValues(vector, this.#isGone.subarray(from, to));
    else this.#staged[i - 2]!.write(vector, from, to);
  }

  #bytes(column: TextColumn, row: number): Buffer {
    return this.#memory.bytes.subarray(column.start(row), column.end(row));
  }

  /** Where the record lies in our memory. */
  #placeOf({ memory, key_at, key_end, value_at, value_end, isTombstone }: LogRecord): Lying {
    if (memory !== this.#held) {
      this.#held = memory;
      this.#held_at = this.#memory.add(memory);
    }
    const at = this.#held_at;
    const value = isTombstone ? { value_at: key_end, value_end: key_end } : { value_at, value_end };
    return {
      key_at: at + key_at,
      key_end: at + key_end,
      value_at: at + value.value_at,
      value_end: at + value.value_end,
    };
  }

  #read({ value_at, value_end }: Lying): boolean {
    this.#cursor.over(this.#memory.bytes, value_at + FRAME_BYTES, value_end);
    try {
      for (const field of this.#fields) field.take(this.#cursor);
      return this.#cursor.atEnd;
    } catch {
      return false;
    }
  }

  #hasKey({ key_at, key_end }: Lying): boolean {
    return isPlainKey({ parts: this.#keyParts, row: this.count, bytes: this.#memory.bytes }, key_at, key_end);
  }

  /** Of the record, which lies there, the columns are filled, but for a tombstone. */
  #note(raw: LogRecord, { key_at, key_end, value_at, value_end }: Lying): void {
    if (raw.isTombstone) {
      for (const column of this.#columns) column.skip();
      this.gone++;
    }
    this.#keys.add(key_at, key_end);
    this.#values.add(value_at, value_end);
    this.#isGone[this.count] = raw.isTombstone ? 1 : 0;
    this.#offsets[this.count++] = raw.offset;
    if (this.#arrivals === undefined) return;
    this.#noteVia(viaOf(raw.headers.origin), this.#arrivals.via);
    this.#arrivals.at.add(raw.timestamp_ms);
  }

  /** Those that follow each other mostly came the same way. */
  #noteVia(via: string, column: TextColumn): void {
    if (via !== this.#via) this.#via_at = this.#vias.add(Buffer.from(via));
    this.#via = via;
    column.add(this.#via_at, this.#vias.at);
  }
}

function numbered(first: number, count: number): Int32Array<ArrayBuffer> {
  const numbers = new Int32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = first + i;
  return numbers;
}
