import { isUtf8 } from 'node:buffer';
import { type Vector, writeTexts } from '../../../runtime/duckdb/vectors.ts';
import type { AvroCursor } from '../../../schemas/avro/cursor.ts';
import { NotAvro } from '../../../schemas/avro/cursor.ts';
import { Column, type Memory, type Space, twice } from './column.ts';

/** Texts, or bytes, which stay where they lie. */
export class TextColumn extends Column {
  readonly #memory: Memory;
  readonly #binary: boolean;
  #starts: Int32Array<ArrayBuffer>;
  #ends: Int32Array<ArrayBuffer>;

  constructor(nullable: boolean, space: Space, binary: boolean) {
    super(nullable);
    this.#memory = space.memory;
    this.#binary = binary;
    this.#starts = new Int32Array(Math.max(1, space.rows));
    this.#ends = new Int32Array(Math.max(1, space.rows));
  }

  /** The next row's text lies there. */
  add(start: number, end: number): void {
    this.#put(start, end);
    this.noted();
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
    const { bytes, lent } = this.#memory;
    if (lent === undefined) throw new Error('texts are written before their memory is lent');
    writeTexts(vector, { memory: bytes, starts, ends, lent });
  }
}

/** Whether it is UTF-8: DuckDB takes nothing else, where our codec puts U+FFFD. */
export function isText(bytes: Buffer, start = 0, end = bytes.length): boolean {
  let all = 0;
  for (let i = start; i < end; i++) all |= bytes[i]!;
  return all <= 0x7f || isUtf8(bytes.subarray(start, end));
}
