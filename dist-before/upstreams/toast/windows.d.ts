/** ordersBulk takes a month at most (devguide); February is one. */
export declare const LONGEST_WINDOW_MS: number;
export declare const FIRST_WINDOW_MS: number;
/** A stretch of modified time: `from_ms` inclusive, `to_ms` exclusive. */
export interface Window {
    readonly from_ms: number;
    readonly to_ms: number;
}
/** How long the next window should be, so that its rows fill most of one page: by how many the last one held. */
export declare function nextWidth(window: Window, rows: number, pageSize: number): number;
/**
 * The beginning of a window whose rows did not fit on one page; null where it is a millisecond and cannot be shorter.
 * Where the page's rows come in the order of their modification, they say how far they reach; else half of it.
 */
export declare function shorter(window: Window, modified_ms: readonly number[]): Window | null;
