import { type Reply, type Request } from '../http.ts';
import type { Visit } from '../world/calendar.ts';
import type { World } from '../world/world.ts';
import { type ToastOrder } from './order.ts';
export declare const BULK = "GET /orders/v2/ordersBulk";
/** What an ordersBulk request asks for. */
export interface BulkQuery {
    readonly venue: number;
    /** The window of modified time, or the business day. */
    readonly select: {
        readonly from_ms: number;
        readonly to_ms: number;
    } | {
        readonly day: number;
    };
    readonly page: number;
    readonly page_size: number;
}
/** Reads the query string; a refusal (400) for what Toast does not take. */
export declare function bulkQuery(request: Request, venue: number): BulkQuery | Reply;
/** Every order that a query selects as of `at_ms`: by modified time, or by when they were opened for a business day. */
export declare function selected(world: World, { venue, select }: BulkQuery, at_ms: number): readonly Visit[];
/** The orders of one page. */
export declare function rows(world: World, visits: readonly Visit[], at_ms: number): ToastOrder[];
/** The answer: a bare array, and an RFC 5988 `link` header with first, self, prev and next as they apply; never last. */
export declare function bulkReply(request: Request, { page, page_size }: BulkQuery, found: readonly unknown[], more: boolean): Reply;
