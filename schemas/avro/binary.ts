/** Avro's binary encoding. https://avro.apache.org/docs/1.11.1/specification/#binary-encoding */

import { AvroCursor, NotAvro } from './cursor.ts';

const FIRST_BYTES = 64 * 1024;
const HALF_INT = 2 ** 30;
const LOW = 2 ** 27;
/** Up to this length a string is worth a try as ASCII, byte by byte. */
const SHORT = 32;

/** Where values are written, one behind the other; grows as needed. */
export class Sink {
  bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  at = 0;

  /** A copy of what was written so far. */
  taken(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.at));
  }

  long(value: unknown): void {
    if (!Number.isSafeInteger(value)) throw new NotAvro();
    this.#varint(value as number);
  }

  int(value: unknown): void {
    if (typeof value !== 'number' || (value | 0) !== value) throw new NotAvro();
    this.#varint(value);
  }

  double(value: unknown): void {
    if (typeof value !== 'number') throw new NotAvro();
    this.room(8);
    this.at = this.bytes.writeDoubleLE(value, this.at);
  }

  boolean(value: unknown): void {
    if (typeof value !== 'boolean') throw new NotAvro();
    this.room(1);
    this.bytes[this.at++] = value ? 1 : 0;
  }

  string(value: unknown): void {
    if (typeof value !== 'string') throw new NotAvro();
    if (value.length <= SHORT && this.#ascii(value)) return;
    const length = Buffer.byteLength(value);
    this.#varint(length);
    this.room(length);
    this.at += this.bytes.write(value, this.at);
  }

  buffer(value: unknown): void {
    if (!Buffer.isBuffer(value)) throw new NotAvro();
    this.#varint(value.length);
    this.raw(value);
  }

  /** Bytes that are encoded already. */
  raw(value: Buffer): void {
    this.room(value.length);
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  /** How many items of an array or a map follow, or which branch of a union. */
  count(value: number): void {
    this.#varint(value);
  }

  #ascii(value: string): boolean {
    this.room(1 + SHORT);
    const { bytes, at } = this;
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      if (unit > 0x7f) return false;
      bytes[at + 1 + i] = unit;
    }
    bytes[at] = 2 * value.length;
    this.at = at + 1 + value.length;
    return true;
  }

  /** Zigzag: the sign is the lowest bit. What has 31 bits with it goes by integers alone. */
  #varint(value: number): void {
    this.room(10);
    if (value >= -HALF_INT && value < HALF_INT) this.#bits((value << 1) ^ (value >> 31));
    else this.#large(value);
  }

  #bits(value: number): void {
    const { bytes } = this;
    let { at } = this;
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) bytes[at++] = rest | 0x80;
    bytes[at++] = rest;
    this.at = at;
  }

  /** By its lowest 27 bits, which make four bytes with the sign, and the others: twice a safe integer need not be one. */
  #large(value: number): void {
    const { bytes, at } = this;
    const sign = value < 0 ? 1 : 0;
    const magnitude = sign === 1 ? -(value + 1) : value;
    const high = Math.floor(magnitude / LOW);
    const low = ((magnitude - high * LOW) << 1) | sign;
    bytes[at] = low | 0x80;
    bytes[at + 1] = (low >>> 7) | 0x80;
    bytes[at + 2] = (low >>> 14) | 0x80;
    bytes[at + 3] = (low >>> 21) | 0x80;
    this.at = at + 4;
    this.#bits(high);
  }

  /** Makes sure that so many bytes can be written. */
  room(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.at + length));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}

const LARGE = 64 * 1024;
/** Up to this many bytes a string is looked for among those read before. */
const WORD = 6;
const words = new Array<string>(1_024).fill('');

/** Where values are read from. */
export class Source extends AvroCursor {
  constructor(bytes: Buffer, at: number, end = bytes.length) {
    super();
    this.over(bytes, at, end);
  }

  string(): string {
    const start = this.span();
    const length = this.at - start;
    if (length > WORD) return this.bytes.toString('utf8', start, this.at);
    return length === 0 ? '' : this.#word(start, length);
  }

  /** A copy; but what is large stays where it lies, since it holds most of that memory anyway. */
  buffer(): Buffer {
    const view = this.bytes.subarray(this.span(), this.at);
    return view.length < LARGE ? Buffer.from(view) : view;
  }

  /** Currencies, states, venues come again and again: comparing is quicker than making a string. */
  #word(start: number, length: number): string {
    const { bytes } = this;
    let hash = length;
    for (let i = start; i < this.at; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
    const slot = (hash ^ (hash >>> 12)) & (words.length - 1);
    const known = words[slot]!;
    let same = known.length === length;
    for (let i = 0; same && i < length; i++) same = known.charCodeAt(i) === bytes[start + i];
    if (same) return known;
    const word = bytes.toString('utf8', start, this.at);
    if (word.length === length) words[slot] = word;
    return word;
  }
}
