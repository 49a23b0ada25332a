import type { Page } from '../../runtime/types.ts';
import type { Restaurant } from './config.ts';
import { type SeenRows } from './seen.ts';
export interface OrdersCursor {
    /** Everything modified before this instant has been read, and published. Epoch ms. */
    readonly read_to_ms: number;
    /** How long a window to ask for next. */
    readonly width_ms: number;
    /** What was published of the stretch that the next poll reads again. */
    readonly seen: SeenRows;
}
/** ordersBulk takes no date up to 2015-12-01 (orders API reference, startDate). */
export declare const BEGINNING_MS: number;
/** One answer of ordersBulk. */
export interface Rows {
    readonly rows: readonly unknown[];
    readonly next: string | null;
}
/** One poll: windows from where the cursor is, less the overlap, up to now. */
export declare class OrdersPoll {
    private readonly read;
    private readonly restaurant;
    private readonly seen;
    private readonly from_ms;
    private read_to_ms;
    private width_ms;
    constructor(read: (query: string) => Promise<Rows>, restaurant: Restaurant, start: OrdersCursor);
    pages(now_ms: number): AsyncGenerator<Page<OrdersCursor>>;
    /** A window that cannot be read at once: page by page, until a whole reading finds nothing new. */
    private allPages;
    private page;
}
