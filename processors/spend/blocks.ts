import { Page } from './page.ts';

const PAGE_BITS = 14;
const PAGE_ROWS = 1 << PAGE_BITS;
/** Blocks of more rows have a page of their own. */
const LARGEST_SHARED = 1024;

/**
 * Blocks of consecutive rows, for one series each. A block's address is a number: page and first row. Those that are
 * freed go to whoever needs their size next.
 */
export class Blocks {
  readonly pages: Page[] = [];
  /** Addresses by size. */
  readonly #free = new Map<number, number[]>();
  readonly #free_pages: number[] = [];
  #next = 0;
  #end = 0;

  /** The address of a block of `rows` rows, one of the sizes of {@link sizeAfter}; what is in it is undefined. */
  take(rows: number): number {
    if (standsAlone(rows)) return this.#addPage(rows) * PAGE_ROWS;
    const freed = this.#free.get(rows)?.pop();
    if (freed !== undefined) return freed;
    if (this.#end - this.#next < rows) {
      this.#next = this.#addPage(PAGE_ROWS) * PAGE_ROWS;
      this.#end = this.#next + PAGE_ROWS;
    }
    this.#next += rows;
    return this.#next - rows;
  }

  give(address: number, rows: number): void {
    if (standsAlone(rows)) {
      this.pages[pageOf(address)] = NO_ROWS;
      this.#free_pages.push(pageOf(address));
      return;
    }
    const free = this.#free.get(rows);
    if (free === undefined) this.#free.set(rows, [address]);
    else free.push(address);
  }

  /** Takes over pages laid out by {@link Layout}; must be empty. */
  adopt(pages: readonly Page[], { next, end }: Layout): void {
    this.pages.push(...pages);
    this.#next = next;
    this.#end = end;
  }

  #addPage(rows: number): number {
    const page = this.#free_pages.pop() ?? this.pages.length;
    this.pages[page] = new Page(rows);
    return page;
  }
}

/** Gives out the addresses that {@link Blocks} would if none were ever given back, without the memory. */
export class Layout {
  /** Rows of each page. */
  readonly pages: number[] = [];
  next = 0;
  end = 0;

  take(rows: number): number {
    if (standsAlone(rows)) return (this.pages.push(rows) - 1) * PAGE_ROWS;
    if (this.end - this.next < rows) {
      this.next = (this.pages.push(PAGE_ROWS) - 1) * PAGE_ROWS;
      this.end = this.next + PAGE_ROWS;
    }
    this.next += rows;
    return this.next - rows;
  }
}

/** Whether a block of so many rows has a page of its own. */
export function standsAlone(rows: number): boolean {
  return rows > LARGEST_SHARED;
}

/** Of a block's address, which may be any word. */
export function pageOf(address: number): number {
  return address >>> PAGE_BITS;
}

export function rowOf(address: number): number {
  return address & (PAGE_ROWS - 1);
}

/** The size of a block after one of `rows` rows: 2, 4, 6, 8, 12, 16, 24, 32, … */
export function sizeAfter(rows: number): number {
  if (rows < 8) return rows + 2;
  const power = 2 ** (31 - Math.clz32(rows));
  return rows === power ? rows + power / 2 : 2 * power;
}

/** The size of the smallest block that so many rows fit in. */
export function sizeFor(rows: number): number {
  let size = sizeAfter(0);
  while (size < rows) size = sizeAfter(size);
  return size;
}

const NO_ROWS = new Page(0);
