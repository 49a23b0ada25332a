import { Page } from './page.ts';
/**
 * Blocks of consecutive rows, for one series each. A block's address is a number: page and first row. Those that are
 * freed go to whoever needs their size next.
 */
export declare class Blocks {
    #private;
    readonly pages: Page[];
    /** The address of a block of `rows` rows, one of the sizes of {@link sizeAfter}; what is in it is undefined. */
    take(rows: number): number;
    give(address: number, rows: number): void;
}
/** Of a block's address, which may be any word. */
export declare function pageOf(address: number): number;
export declare function rowOf(address: number): number;
/** The size of a block after one of `rows` rows: 2, 4, 6, 8, 12, 16, 24, 32, … */
export declare function sizeAfter(rows: number): number;
