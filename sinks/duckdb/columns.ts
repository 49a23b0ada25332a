import { isUtf8 } from 'node:buffer';
import type { AvroCursor } from '../../runtime/codec/avro-cursor.ts';
import { NotAvro } from '../../runtime/codec/binary.ts';
import { fieldOf, type Vector, writeLists, writeNulls, writeTexts, writeValues } from '../../runtime/duckdb/vectors.ts';
import { type Avro, isUnion } from '../../schemas/avro.ts';
import { onlyOf } from '../../schemas/tables.ts';

/** What columns are made for. */
export interface Space {
  /** Holds the texts. */
  readonly memory: Memory;
  /** How many rows to expect; it may be more. */
  readonly rows: number;
}

/** Bytes one behind the other. */
export class Memory {
  bytes: Buffer;
  at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
  }

  /** Copies them to its end; where they begin there. */
  add(more: Uint8Array): number {
    const start = this.at;
    this.at += more.length;
    if (this.at > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * this.at);
      this.bytes.copy(larger, 0, 0, start);
      this.bytes = larger;
    }
    this.bytes.set(more, start);
    return start;
  }
}

/** Values of one type, one a row, as they came in Avro and as DuckDB takes them: no object is made of any. */
export abstract class Column {
  readonly #nullable: boolean;
  #nulls: Uint8Array<ArrayBuffer>;
  /** Whether any row is NULL. */
  #some = false;
  protected rows = 0;

  constructor(nullable: boolean, { rows }: Space) {
    this.#nullable = nullable;
    this.#nulls = new Uint8Array(Math.max(1, rows));
  }

  /** The next row's value is what follows there. Throws NotAvro: then `cut` must follow. */
  take(cursor: AvroCursor): void {
    if (this.#nullable && !cursor.isSecond()) this.skip();
    else {
      this.read(cursor);
      this.noted(0);
    }
  }

  /** The next row is NULL. */
  skip(): void {
    this.blank();
    this.noted(1);
    this.#some = true;
  }

  /** Forgets all rows from this one on. */
  cut(rows: number): void {
    this.rows = Math.min(this.rows, rows);
  }

  /** Rows `from` to `to` (exclusive) become those of the vector. */
  write(vector: Vector, from: number, to: number): void {
    if (to === from) return;
    this.fill(vector, from, to);
    if (this.#some) writeNulls(vector, this.#nulls.subarray(from, to));
  }

  /** The next row's value is in its place. */
  protected noted(isNull: 0 | 1): void {
    if (this.rows === this.#nulls.length) this.#nulls = twice(this.#nulls, new Uint8Array(2 * this.rows));
    this.#nulls[this.rows++] = isNull;
  }

  protected abstract read(cursor: AvroCursor): void;
  protected abstract blank(): void;
  protected abstract fill(vector: Vector, from: number, to: number): void;
}

function twice<T extends { set(from: ArrayLike<number>): void }>(small: ArrayLike<number>, large: T): T {
  large.set(small);
  return large;
}

/** int64, in two halves: JavaScript has them as doubles. */
export class LongColumn extends Column {
  #halves: Int32Array<ArrayBuffer>;
  /** Of the last row. */
  last = 0;

  constructor(nullable: boolean, space: Space) {
    super(nullable, space);
    this.#halves = new Int32Array(2 * Math.max(1, space.rows));
  }

  add(value: number): void {
    this.#put(value);
    this.noted(0);
  }

  #put(value: number): void {
    const at = 2 * this.rows;
    if (at === this.#halves.length) this.#halves = twice(this.#halves, new Int32Array(2 * at));
    this.#halves[at] = value | 0;
    this.#halves[at + 1] = Math.floor(value / 2 ** 32);
    this.last = value;
  }

  protected override read(cursor: AvroCursor): void {
    this.#put(cursor.long());
  }

  protected override blank(): void {
    this.#put(0);
  }

  protected override fill(vector: Vector, from: number, to: number): void {
    writeValues(vector, this.#halves.subarray(2 * from, 2 * to));
  }
}

type Numbers = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

interface NumberKind {
  array(length: number): Numbers;
  next(cursor: AvroCursor): number;
}

const numbers: Readonly<Record<string, NumberKind>> = {
  int: { array: (length) => new Int32Array(length), next: (cursor) => cursor.int() },
  double: { array: (length) => new Float64Array(length), next: (cursor) => cursor.double() },
  boolean: { array: (length) => new Uint8Array(length), next: (cursor) => Number(cursor.boolean()) },
};

/** Any other number, and booleans. */
class NumberColumn extends Column {
  readonly #next: NumberKind['next'];
  readonly #array: NumberKind['array'];
  #values: Numbers;

  constructor(nullable: boolean, space: Space, kind: NumberKind) {
    super(nullable, space);
    this.#values = kind.array(Math.max(1, space.rows));
    this.#next = kind.next;
    this.#array = kind.array;
  }

  protected override read(cursor: AvroCursor): void {
    this.#put(this.#next(cursor));
  }

  protected override blank(): void {
    this.#put(0);
  }

  protected override fill(vector: Vector, from: number, to: number): void {
    writeValues(vector, this.#values.subarray(from, to));
  }

  #put(value: number): void {
    const { rows } = this;
    if (rows === this.#values.length) this.#values = twice(this.#values, this.#array(2 * rows));
    this.#values[rows] = value;
  }
}

/** Texts, or bytes, which stay where they lie. */
export class TextColumn extends Column {
  readonly #memory: Memory;
  readonly #binary: boolean;
  #starts: Int32Array<ArrayBuffer>;
  #ends: Int32Array<ArrayBuffer>;

  constructor(nullable: boolean, space: Space, binary: boolean) {
    super(nullable, space);
    this.#memory = space.memory;
    this.#binary = binary;
    this.#starts = new Int32Array(Math.max(1, space.rows));
    this.#ends = new Int32Array(Math.max(1, space.rows));
  }

  /** The next row's text lies there. */
  add(start: number, end: number): void {
    this.#put(start, end);
    this.noted(0);
  }

  #put(start: number, end: number): void {
    const { rows } = this;
    if (rows === this.#starts.length) {
      this.#starts = twice(this.#starts, new Int32Array(2 * rows));
      this.#ends = twice(this.#ends, new Int32Array(2 * rows));
    }
    this.#starts[rows] = start;
    this.#ends[rows] = end;
  }

  start(row: number): number {
    return this.#starts[row]!;
  }

  end(row: number): number {
    return this.#ends[row]!;
  }

  protected override read(cursor: AvroCursor): void {
    const start = cursor.span();
    if (!this.#binary && !isText(this.#memory.bytes, start, cursor.at)) throw new NotAvro();
    this.#put(start, cursor.at);
  }

  protected override blank(): void {
    this.#put(0, 0);
  }

  protected override fill(vector: Vector, from: number, to: number): void {
    const [starts, ends] = [this.#starts.subarray(from, to), this.#ends.subarray(from, to)];
    writeTexts(vector, { memory: this.#memory.bytes, starts, ends });
  }
}

/** Whether it is UTF-8: DuckDB takes nothing else, where our codec puts U+FFFD. */
export function isText(bytes: Buffer, start = 0, end = bytes.length): boolean {
  let all = 0;
  for (let i = start; i < end; i++) all |= bytes[i]!;
  return all <= 0x7f || isUtf8(bytes.subarray(start, end));
}

class ListColumn extends Column {
  readonly #items: Column;
  /** Before which item the row's list ends. */
  #ends: Int32Array<ArrayBuffer>;

  constructor(nullable: boolean, space: Space, items: Column) {
    super(nullable, space);
    this.#items = items;
    this.#ends = new Int32Array(Math.max(1, space.rows));
  }

  override cut(rows: number): void {
    super.cut(rows);
    this.#items.cut(this.#endOf(this.rows - 1));
  }

  protected override read(cursor: AvroCursor): void {
    let end = this.#endOf(this.rows - 1);
    for (let n = cursor.items(); n > 0; n = cursor.items()) {
      end += n;
      for (; n > 0; n--) this.#items.take(cursor);
    }
    this.#put(end);
  }

  protected override blank(): void {
    this.#put(this.#endOf(this.rows - 1));
  }

  protected override fill(vector: Vector, from: number, to: number): void {
    const first = this.#endOf(from - 1);
    const child = writeLists(vector, this.#ends.subarray(from, to), first);
    this.#items.write(child, first, this.#endOf(to - 1));
  }

  #put(end: number): void {
    const { rows } = this;
    if (rows === this.#ends.length) this.#ends = twice(this.#ends, new Int32Array(2 * rows));
    this.#ends[rows] = end;
  }

  #endOf(row: number): number {
    return row < 0 ? 0 : this.#ends[row]!;
  }
}

class StructColumn extends Column {
  readonly #fields: readonly Column[];

  constructor(nullable: boolean, space: Space, fields: readonly Column[]) {
    super(nullable, space);
    this.#fields = fields;
  }

  override cut(rows: number): void {
    super.cut(rows);
    for (const field of this.#fields) field.cut(rows);
  }

  protected override read(cursor: AvroCursor): void {
    for (const field of this.#fields) field.take(cursor);
  }

  /** A field of what is NULL is NULL. */
  protected override blank(): void {
    for (const field of this.#fields) field.skip();
  }

  protected override fill(vector: Vector, from: number, to: number): void {
    this.#fields.forEach((field, i) => {
      field.write(fieldOf(vector, i), from, to);
    });
  }
}

/** A column for values of the type. */
export function columnOf(type: Avro, space: Space, nullable = false): Column {
  if (isUnion(type)) return columnOf(onlyOf(type), space, true);
  if (typeof type === 'string') return primitive(type, space, nullable);
  switch (type.type) {
    case 'record': {
      const fields = type.fields.map((field) => columnOf(field.type, space));
      return new StructColumn(nullable, space, fields);
    }
    case 'array':
      return new ListColumn(nullable, space, columnOf(type.items, space));
    case 'map':
      throw new Error('no table has a map');
    default:
      return primitive(type.type, space, nullable);
  }
}

function primitive(name: string, space: Space, nullable: boolean): Column {
  if (name === 'string' || name === 'bytes') return new TextColumn(nullable, space, name === 'bytes');
  if (name === 'long') return new LongColumn(nullable, space);
  const kind = numbers[name];
  if (kind === undefined) throw new Error(`no column for the Avro type ${name}`);
  return new NumberColumn(nullable, space, kind);
}
