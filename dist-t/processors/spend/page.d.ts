/** An order's row: words of 32 bits. Values of 64 bits come first, so that they are aligned. */
export declare const ROW_WORDS = 14;
export declare const ROW_DOUBLES: number;
/** Doubles of a row. Net, covers and visits are running sums over the orders of a series, up to and with this one. */
export declare const CLOSED_AT = 0;
export declare const NET = 1;
export declare const COVERS = 2;
export declare const VERSION = 3;
/** Words of a row: how many of the series' orders so far began a visit; */
export declare const VISITS = 8;
export declare const BUSINESS_DATE = 9;
/** in the store's names; */
export declare const VENUE = 10;
/** which of the guest's members paid, or SEVERAL; */
export declare const MEMBER = 11;
/** where the order's id stands. */
export declare const ID_AT = 12;
/** In place of a member's number: the order has several parts, which stand elsewhere. */
export declare const SEVERAL = 2147483647;
/** Rows of orders, and beside them the hashes of their ids, which are searched most. */
export declare class Page {
    readonly doubles: Float64Array;
    readonly words: Int32Array;
    readonly id_hash: Int32Array;
    constructor(rows: number);
    /** Moves `count` rows from row `from` on to row `to`; the two may overlap. */
    move(from: number, to: number, count: number): void;
    /** Takes `count` rows of `source` from row `from` on, to row `to` on; the two do not overlap. */
    take(source: Page, from: number, to: number, count: number): void;
}
