import { Page } from './page.js';
const PAGE_BITS = 14;
const PAGE_ROWS = 1 << PAGE_BITS;
/** Blocks of more rows have a page of their own. */
const LARGEST_SHARED = 1024;
/**
 * Blocks of consecutive rows, for one series each. A block's address is a number: page and first row. Those that are
 * freed go to whoever needs their size next.
 */
export class Blocks {
    pages = [];
    /** Addresses by size. */
    #free = new Map();
    #free_pages = [];
    #next = 0;
    #end = 0;
    /** The address of a block of `rows` rows, one of the sizes of {@link sizeAfter}; what is in it is undefined. */
    take(rows) {
        if (rows > LARGEST_SHARED)
            return this.#addPage(rows) * PAGE_ROWS;
        const freed = this.#free.get(rows)?.pop();
        if (freed !== undefined)
            return freed;
        if (this.#end - this.#next < rows) {
            this.#next = this.#addPage(PAGE_ROWS) * PAGE_ROWS;
            this.#end = this.#next + PAGE_ROWS;
        }
        this.#next += rows;
        return this.#next - rows;
    }
    give(address, rows) {
        if (rows > LARGEST_SHARED) {
            this.pages[pageOf(address)] = NO_ROWS;
            this.#free_pages.push(pageOf(address));
            return;
        }
        const free = this.#free.get(rows);
        if (free === undefined)
            this.#free.set(rows, [address]);
        else
            free.push(address);
    }
    #addPage(rows) {
        const page = this.#free_pages.pop() ?? this.pages.length;
        this.pages[page] = new Page(rows);
        return page;
    }
}
/** Of a block's address, which may be any word. */
export function pageOf(address) {
    return address >>> PAGE_BITS;
}
export function rowOf(address) {
    return address & (PAGE_ROWS - 1);
}
/** The size of a block after one of `rows` rows: 2, 4, 6, 8, 12, 16, 24, 32, … */
export function sizeAfter(rows) {
    if (rows < 8)
        return rows + 2;
    const power = 2 ** (31 - Math.clz32(rows));
    return rows === power ? rows + power / 2 : 2 * power;
}
const NO_ROWS = new Page(0);
//# sourceMappingURL=blocks.js.map