import { Columns } from './columns.ts';

const PAGE_BITS = 14;
const PAGE_ROWS = 1 << PAGE_BITS;
/** Blocks of more rows have a page of their own. */
const LARGEST_SHARED = 1024;

/**
 * Blocks of consecutive rows, for one series each. A block's address is a number: page and first row. Blocks come in
 * sizes that grow by half or third; those that are freed go to whoever needs their size next.
 */
export class Blocks {
  readonly #pages: Columns[] = [];
  /** Addresses by size. */
  readonly #free = new Map<number, number[]>();
  readonly #free_pages: number[] = [];
  #next = 0;
  #end = 0;

  page(address: number): Columns {
    return this.#pages[address >>> PAGE_BITS]!;
  }

  row(address: number): number {
    return address & (PAGE_ROWS - 1);
  }

  /** The address of a block of `rows` rows, one of the sizes of {@link sizeFor}; what is in it is undefined. */
  take(rows: number): number {
    if (rows > LARGEST_SHARED) return this.#addPage(rows) * PAGE_ROWS;
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
    if (rows > LARGEST_SHARED) {
      this.#pages[address >>> PAGE_BITS] = NO_ROWS;
      this.#free_pages.push(address >>> PAGE_BITS);
      return;
    }
    const free = this.#free.get(rows);
    if (free === undefined) this.#free.set(rows, [address]);
    else free.push(address);
  }

  #addPage(rows: number): number {
    const page = this.#free_pages.pop() ?? this.#pages.length;
    this.#pages[page] = new Columns(rows);
    return page;
  }
}

/** The next larger size of a block after one of `rows` rows: 2, 4, 6, 8, 12, 16, 24, 32, … */
export function sizeAfter(rows: number): number {
  if (rows < 8) return rows + 2;
  const power = 2 ** (31 - Math.clz32(rows));
  return rows === power ? rows + power / 2 : 2 * power;
}

const NO_ROWS = new Columns(0);
