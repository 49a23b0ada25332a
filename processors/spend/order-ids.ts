import { Buffer } from 'node:buffer';
import {
  type Loading,
  loadList,
  loadNumbers,
  loadWords,
  type Saving,
  saveList,
  saveNumbers,
  saveWords,
} from '../store/saved.ts';

const PAGE_WORDS = 1 << 16;
const UUID = 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx';

const DASHES = [8, 13, 18, 23];

/** Where in a UUID's text its 16 bytes stand. */
const DIGITS = [...UUID].flatMap((char, i, all) =>
  char === 'x' && all.slice(0, i).filter((c) => c === 'x').length % 2 === 0 ? [i] : [],
);

/** Values of the lower-case hex digits by char code; -1: none. */
const HEX = new Int8Array(128).fill(-1);
for (let value = 0; value < 16; value++) HEX['0123456789abcdef'.charCodeAt(value)] = value;

/**
 * Order ids, packed into words of 32 bits: a header, then the 16 bytes of `<upstream>:<uuid>`, or the UTF-8 of all
 * else. An id is read first; then it can be compared by hash and `isAt`, or stored.
 */
export class OrderIds {
  /** Of the id that was read last. */
  hash = 0;
  #read: string | undefined;
  readonly #upstreams: string[] = [];
  readonly #pages: Int32Array[] = [];
  /** Addresses of what was removed, by count of words. */
  readonly #free = new Map<number, number[]>();
  #next = 0;
  #end = 0;
  /** What was read last: header and bytes; `#count` of the words. */
  #words = new Int32Array(64);
  #bytes = Buffer.from(this.#words.buffer);
  #count = 0;

  read(order_id: string): void {
    if (order_id === this.#read) return;
    this.#read = order_id;
    if (!this.#readUuid(order_id)) this.#readText(order_id);
    let hash = 0;
    for (let i = 0; i < this.#count; i++) {
      hash = Math.imul(hash ^ this.#words[i]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    this.hash = hash;
  }

  /** Whether the id that was read last is the one at `address`. */
  isAt(address: number): boolean {
    const page = this.#page(address);
    const start = address % PAGE_WORDS;
    for (let i = 0; i < this.#count; i++) if (page[start + i] !== this.#words[i]) return false;
    return true;
  }

  /** Stores the id that was read last; the address stays its own until it is removed. */
  store(): number {
    const address = this.#take(this.#count);
    const page = this.#page(address);
    for (let i = 0; i < this.#count; i++) page[(address % PAGE_WORDS) + i] = this.#words[i]!;
    return address;
  }

  remove(address: number): void {
    const page = this.#page(address);
    const start = address % PAGE_WORDS;
    const words = wordsOf(page[start]!);
    // What was erased is not to be saved.
    page.fill(0, start, start + words);
    const free = this.#free.get(words);
    if (free === undefined) this.#free.set(words, [address]);
    else free.push(address);
  }

  textAt(address: number): string {
    const page = this.#page(address);
    const header = page[address % PAGE_WORDS]!;
    const at = 4 * ((address % PAGE_WORDS) + 1);
    if (header >= 0) return Buffer.from(page.buffer, at, header).toString('utf8');
    const hex = Buffer.from(page.buffer, at, 16).toString('hex');
    const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
    return `${this.#upstreams[~header]}:${groups.join('-')}`;
  }

  *save(): Saving {
    yield* saveList(this.#upstreams);
    yield* saveNumbers([this.#next, this.#end, this.#free.size]);
    for (const [words, addresses] of this.#free) {
      yield* saveNumbers([words]);
      yield* saveNumbers(addresses);
    }
    yield* saveNumbers([this.#pages.length]);
    for (const page of this.#pages) yield* saveWords(page);
  }

  /** Must be empty. */
  *load(): Loading<void> {
    this.#upstreams.push(...(yield* loadList<string>()));
    const [next, end, sizes] = (yield* loadNumbers()) as [number, number, number];
    this.#next = next;
    this.#end = end;
    for (let i = 0; i < sizes; i++) {
      const [words] = (yield* loadNumbers()) as [number];
      this.#free.set(words, yield* loadNumbers());
    }
    const [pages] = (yield* loadNumbers()) as [number];
    for (let i = 0; i < pages; i++) this.#pages.push(yield* loadWords());
  }

  /** False where the id is no `<upstream>:<uuid>` in lower case. */
  #readUuid(order_id: string): boolean {
    const start = order_id.length - UUID.length;
    if (start < 1 || order_id.charCodeAt(start - 1) !== 0x3a) return false;
    for (let i = 0; i < DASHES.length; i++) if (order_id.charCodeAt(start + DASHES[i]!) !== 0x2d) return false;
    const bytes = this.#bytes;
    let wrong = 0;
    for (let i = 0; i < 16; i++) {
      const high = order_id.charCodeAt(start + DIGITS[i]!);
      const low = order_id.charCodeAt(start + DIGITS[i]! + 1);
      const byte = (HEX[high & 0x7f]! << 4) | HEX[low & 0x7f]!;
      // Negative where either is no digit, above 0xff where either is no ASCII.
      wrong |= byte | (((high | low) & ~0x7f) << 1);
      bytes[4 + i] = byte;
    }
    if ((wrong & ~0xff) !== 0 || wrong < 0) return false;
    this.#words[0] = ~this.#upstreamOf(order_id, start - 1);
    this.#count = 5;
    return true;
  }

  #readText(order_id: string): void {
    if (this.#bytes.length < 8 + 3 * order_id.length) {
      this.#words = new Int32Array(2 + order_id.length);
      this.#bytes = Buffer.from(this.#words.buffer);
    }
    const length = this.#bytes.write(order_id, 4, 'utf8');
    this.#bytes.fill(0, 4 + length, 4 * wordsOf(length));
    this.#words[0] = length;
    this.#count = wordsOf(length);
  }

  #upstreamOf(order_id: string, length: number): number {
    const known = this.#upstreams.findIndex((name) => name.length === length && order_id.startsWith(name));
    return known !== -1 ? known : this.#upstreams.push(order_id.slice(0, length)) - 1;
  }

  #page(address: number): Int32Array {
    return this.#pages[Math.floor(address / PAGE_WORDS)]!;
  }

  #take(words: number): number {
    const freed = this.#free.get(words)?.pop();
    if (freed !== undefined) return freed;
    if (words > this.#end - this.#next) {
      this.#next = this.#pages.length * PAGE_WORDS;
      this.#end = this.#next + PAGE_WORDS;
      this.#pages.push(new Int32Array(Math.max(words, PAGE_WORDS)));
    }
    this.#next += words;
    return this.#next - words;
  }
}

/** How many words an id takes, by its header. */
function wordsOf(header: number): number {
  return header < 0 ? 5 : 1 + Math.ceil(header / 4);
}
