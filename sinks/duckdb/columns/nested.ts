import { fieldOf, type Vector, writeLists } from '../../../runtime/duckdb/vectors.ts';
import type { AvroCursor } from '../../../schemas/avro/cursor.ts';
import { Column, type Space, twice } from './column.ts';

/** Lists; their items are rows of a column of their own. */
export class ListColumn extends Column {
  readonly #items: Column;
  /** Before which item the row's list ends. */
  #ends: Int32Array<ArrayBuffer>;

  constructor(nullable: boolean, space: Space, items: Column) {
    super(nullable);
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

/** Records. */
export class StructColumn extends Column {
  readonly #fields: readonly Column[];

  constructor(nullable: boolean, fields: readonly Column[]) {
    super(nullable);
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
