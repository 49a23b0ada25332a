import { type Lender, type Vector, writeValues } from '../../runtime/duckdb/vectors.ts';
import type { LogRecord } from '../../runtime/log/types.ts';
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

/** For how much there is to be room. */
export interface Room {
  readonly records: number;
  readonly bytes: number;
}

interface Part {
  readonly from: number;
  readonly to: number;
  /** Of the first of them. */
  readonly number: number;
}

/**
 * Records of one table's topic and partition, in columns as the stage of the table has them (staging.ts), in log order.
 * The records themselves are copied into one memory, in which the texts of the columns then lie.
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

  constructor(table: StoredTable, partition: number, room: Room) {
    this.table = table;
    this.partition = partition;
    this.#memory = new Memory(room.bytes);
    this.#offsets = new Float64Array(room.records);
    this.#isGone = new Uint8Array(room.records);
    const space = { memory: this.#memory, rows: room.records };
    this.#keys = new TextColumn(false, space, false);
    this.#values = new TextColumn(true, space, true);
    this.#arrivals = keepsArrivals(table)
      ? { via: new TextColumn(false, space, false), at: new LongColumn(false, space) }
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
    const { key, value } = raw;
    const before = this.#memory.at;
    const keyAt = this.#memory.add(key);
    const valueAt = value === null ? undefined : this.#memory.add(value);
    if (isText(key) && (valueAt === undefined || (this.#read(valueAt) && this.#hasKey(key)))) {
      this.#note(raw, keyAt, valueAt);
      return true;
    }
    for (const column of this.#columns) column.cut(this.count);
    this.#memory.at = before;
    return false;
  }

  /** Takes a record that is known to be right, with its value as our codec writes it. */
  put(raw: LogRecord, key: string, value: Buffer | null): void {
    const keyAt = this.#memory.add(Buffer.from(key));
    const valueAt = value === null ? undefined : this.#memory.add(value);
    if (valueAt !== undefined && !this.#read(valueAt))
      throw new Error(`${this.table.name}: a value that cannot be read`);
    this.#note(raw, keyAt, valueAt);
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

  /** Reads the value that lies there, up to the end. */
  #read(at: number): boolean {
    this.#cursor.over(this.#memory.bytes, at + FRAME_BYTES, this.#memory.at);
    try {
      for (const field of this.#fields) field.take(this.#cursor);
      return this.#cursor.atEnd;
    } catch {
      return false;
    }
  }

  #hasKey(key: Buffer): boolean {
    return isPlainKey(key, { parts: this.#keyParts, row: this.count, bytes: this.#memory.bytes });
  }

  /** The record's key and value, whose columns are filled, lie there; the value up to the end. */
  #note({ offset, timestamp_ms, headers }: LogRecord, keyAt: number, valueAt: number | undefined): void {
    if (valueAt === undefined) {
      for (const column of this.#columns) column.skip();
      this.gone++;
    }
    const end = this.#memory.at;
    this.#keys.add(keyAt, valueAt ?? end);
    this.#values.add(valueAt ?? end, end);
    this.#isGone[this.count] = valueAt === undefined ? 1 : 0;
    this.#offsets[this.count++] = offset;
    if (this.#arrivals === undefined) return;
    const at = this.#memory.add(Buffer.from(viaOf(headers.origin)));
    this.#arrivals.via.add(at, this.#memory.at);
    this.#arrivals.at.add(timestamp_ms);
  }
}

function numbered(first: number, count: number): Int32Array<ArrayBuffer> {
  const numbers = new Int32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = first + i;
  return numbers;
}
