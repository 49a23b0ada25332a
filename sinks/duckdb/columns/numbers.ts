import { type Vector, writeValues } from '../../../runtime/duckdb/vectors.ts';
import type { AvroCursor } from '../../../schemas/avro/cursor.ts';
import { Column, type Space, twice } from './column.ts';

/** int64, in two halves: JavaScript has them as doubles. */
export class LongColumn extends Column {
  #halves: Int32Array<ArrayBuffer>;
  /** Of the last row. */
  last = 0;

  constructor(nullable: boolean, space: Space) {
    super(nullable);
    this.#halves = new Int32Array(2 * Math.max(1, space.rows));
  }

  add(value: number): void {
    this.#put(value);
    this.noted();
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

export interface NumberKind {
  array(length: number): Numbers;
  next(cursor: AvroCursor): number;
}

export const numbers: Readonly<Record<string, NumberKind>> = {
  int: { array: (length) => new Int32Array(length), next: (cursor) => cursor.int() },
  double: { array: (length) => new Float64Array(length), next: (cursor) => cursor.double() },
  boolean: { array: (length) => new Uint8Array(length), next: (cursor) => Number(cursor.boolean()) },
};

/** Any other number, and booleans. */
export class NumberColumn extends Column {
  readonly #next: NumberKind['next'];
  readonly #array: NumberKind['array'];
  #values: Numbers;

  constructor(nullable: boolean, space: Space, kind: NumberKind) {
    super(nullable);
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
