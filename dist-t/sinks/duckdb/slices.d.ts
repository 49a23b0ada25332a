import type { Rows } from './rows.ts';
/** Rows `from` to `to` (exclusive) of some. */
export interface Slice {
    readonly rows: Rows;
    readonly from: number;
    readonly to: number;
}
export declare function sizeOf(slices: readonly Slice[]): number;
/** The first `count` rows of them, and the others. */
export declare function splitAt(slices: readonly Slice[], count: number): [first: Slice[], others: Slice[]];
