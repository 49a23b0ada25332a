import { Buffer } from 'node:buffer';

const PAGE_BITS = 16;
const PAGE_WORDS = 1 << PAGE_BITS;
/** Blocks of more words have a page of their own. */
const LARGEST_SHARED = PAGE_WORDS / 8;
/** Ends a list of freed blocks; also: no block. */
export const NOWHERE = -1;

/** A page by its words of 32 bits, and by its bytes. */
export interface Page {
  readonly words: Int32Array;
  readonly bytes: Buffer;
}

/**
 * Blocks of words. A block's address is a word that is not negative (up to 8 GiB): its page and its first word there. Blocks that are freed go
 * to whoever needs their size next; they bear the list of themselves, so that the pages are nearly all there is.
 */
export class Pages {
  readonly #pages: Page[] = [];
  /** By size: the block that was freed last. */
  readonly #free = new Map<number, number>();
  readonly #free_pages: number[] = [];
  #next = 0;
  #end = 0;

  /** The address of a block of at least so many words, as {@link sizeOf} says; what is in it is undefined. */
  take(words: number): number {
    const size = sizeOf(words);
    if (size > LARGEST_SHARED) return this.#addPage(size) * PAGE_WORDS;
    const freed = this.#free.get(size) ?? NOWHERE;
    if (freed !== NOWHERE) {
      this.#free.set(size, this.at(freed).words[wordOf(freed)]!);
      return freed;
    }
    if (this.#end - this.#next < size) {
      this.#next = this.#addPage(PAGE_WORDS) * PAGE_WORDS;
      this.#end = this.#next + PAGE_WORDS;
    }
    this.#next += size;
    return this.#next - size;
  }

  /** Frees the block that was taken for so many words. */
  give(address: number, words: number): void {
    const size = sizeOf(words);
    if (size > LARGEST_SHARED) {
      this.#pages[pageOf(address)] = pageOfWords(0);
      this.#free_pages.push(pageOf(address));
      return;
    }
    this.at(address).words[wordOf(address)] = this.#free.get(size) ?? NOWHERE;
    this.#free.set(size, address);
  }

  /** The page that the block lies on. */
  at(address: number): Page {
    return this.#pages[pageOf(address)]!;
  }

  #addPage(words: number): number {
    const page = this.#free_pages.pop() ?? this.#pages.length;
    this.#pages[page] = pageOfWords(words);
    return page;
  }
}

/** Where on its page a block begins. */
export function wordOf(address: number): number {
  return address & (PAGE_WORDS - 1);
}

/** How many words a block for so many has: up to an eighth more, so that one that was freed finds a taker. */
export function sizeOf(words: number): number {
  const step = words < 16 ? 1 : 2 ** (28 - Math.clz32(words));
  return Math.ceil(words / step) * step;
}

function pageOf(address: number): number {
  return address >>> PAGE_BITS;
}

function pageOfWords(count: number): Page {
  const words = new Int32Array(count);
  return { words, bytes: Buffer.from(words.buffer) };
}
