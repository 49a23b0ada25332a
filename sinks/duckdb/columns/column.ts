import { type Lent, type Vector, writeNulls } from '../../../runtime/duckdb/vectors.ts';
import type { AvroCursor } from '../../../schemas/avro/cursor.ts';

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
  at: number;
  /** What DuckDB has of it now. */
  lent: Lent | undefined;

  /** Begins as these, which must not change any more. */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.at = bytes.length;
  }

  /** Copies them behind what is there; where they begin. */
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
  /** 1 for each row that is NULL; undefined: none is. */
  #nulls: Uint8Array<ArrayBuffer> | undefined;
  protected rows = 0;

  constructor(nullable: boolean) {
    this.#nullable = nullable;
  }

  /** The next row's value is what follows there. Throws NotAvro: then `cut` must follow. */
  take(cursor: AvroCursor): void {
    if (this.#nullable && !cursor.isSecond()) this.skip();
    else {
      this.read(cursor);
      this.noted();
    }
  }

  /** The next row is NULL. */
  skip(): void {
    this.blank();
    const { rows } = this;
    this.#nulls ??= new Uint8Array(rows + 1);
    if (rows >= this.#nulls.length) this.#nulls = twice(this.#nulls, new Uint8Array(2 * rows));
    this.#nulls[rows] = 1;
    this.rows++;
  }

  /** Forgets all rows from this one on. */
  cut(rows: number): void {
    this.rows = Math.min(this.rows, rows);
  }

  /** Rows `from` to `to` (exclusive) become those of the vector. */
  write(vector: Vector, from: number, to: number): void {
    if (to === from) return;
    this.fill(vector, from, to);
    if (this.#nulls !== undefined) writeNulls(vector, { nulls: this.#nulls, from, to });
  }

  /** The next row's value is in its place. */
  protected noted(): void {
    if (this.#nulls !== undefined && this.rows < this.#nulls.length) this.#nulls[this.rows] = 0;
    this.rows++;
  }

  protected abstract read(cursor: AvroCursor): void;
  protected abstract blank(): void;
  protected abstract fill(vector: Vector, from: number, to: number): void;
}

/** `large`, beginning with what is in `small`. */
export function twice<T extends { set(from: ArrayLike<number>): void }>(small: ArrayLike<number>, large: T): T {
  large.set(small);
  return large;
}
