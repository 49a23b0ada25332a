/** Thrown for a value that is not of its schema, and for bytes that hold none. */
export class NotAvro extends Error {
  override readonly name = 'NotAvro';
}

const NOTHING = Buffer.alloc(0);

/**
 * Avro's binary encoding, read without making values of it: numbers as they come, texts and bytes as the place where
 * they lie. Whatever the bytes are, it reads no further than they go; throws NotAvro.
 */
export class AvroCursor {
  at = 0;
  protected bytes: Buffer = NOTHING;
  #end = 0;

  /** From now on it reads there, and no further. */
  over(bytes: Buffer, at: number, end: number): void {
    this.bytes = bytes;
    this.at = at;
    this.#end = end;
  }

  get atEnd(): boolean {
    return this.at === this.#end;
  }

  long(): number {
    let byte = this.#byte();
    if (byte <= 0x7f) return (byte >>> 1) ^ -(byte & 1);
    const sign = byte & 1;
    let magnitude = (byte & 0x7f) >> 1;
    for (let scale = 0x40; byte > 0x7f; scale *= 0x80) {
      byte = this.#byte();
      magnitude += (byte & 0x7f) * scale;
    }
    if (magnitude > Number.MAX_SAFE_INTEGER) throw new NotAvro();
    return sign === 1 ? -magnitude - 1 : magnitude;
  }

  int(): number {
    const value = this.long();
    if ((value | 0) !== value) throw new NotAvro();
    return value;
  }

  double(): number {
    return this.bytes.readDoubleLE(this.#pass(8));
  }

  boolean(): boolean {
    return this.#byte() === 1;
  }

  /** Passes a string or bytes, which lie from there to `at`. */
  span(): number {
    return this.#pass(this.long());
  }

  /** Which branch of a union of two follows. */
  isSecond(): boolean {
    const branch = this.#byte();
    if (branch !== 0 && branch !== 2) throw new NotAvro();
    return branch === 2;
  }

  /** How many items of an array or a map follow now; 0 after the last. Each takes a byte at least. */
  items(): number {
    let count = this.long();
    if (count < 0) {
      count = -count;
      this.long();
    }
    if (count > this.#end - this.at) throw new NotAvro();
    return count;
  }

  #byte(): number {
    if (this.at >= this.#end) throw new NotAvro();
    return this.bytes[this.at++]!;
  }

  #pass(length: number): number {
    const start = this.at;
    if (length < 0 || length > this.#end - start) throw new NotAvro();
    this.at = start + length;
    return start;
  }
}
