import type { ToastConfig, ToastDeps } from './config.ts';
export interface Call {
    readonly restaurant: string;
    readonly priority: number;
    readonly signal?: AbortSignal;
}
/** What reading orders in bulk needs of Toast. */
export interface OrderPages {
    /** One page of GET /orders/v2/ordersBulk; `query` with its question mark. `next`: the query of the page after. */
    ordersPage(query: string, call: Call): Promise<{
        readonly rows: unknown;
        readonly next: string | null;
    }>;
}
/** The calls that we make to Toast: logged in, within the budget, failures classified. */
export declare class ToastApi implements OrderPages {
    private readonly http;
    private readonly session;
    private readonly config;
    private readonly now;
    private readonly budget;
    private readonly budgets;
    constructor(config: ToastConfig, { dataDir, now, metrics, timeout_ms }: Omit<ToastDeps, 'log'>);
    ordersPage(query: string, call: Call): Promise<{
        readonly rows: unknown;
        readonly next: string | null;
    }>;
    /** GET /orders/v2/orders/{guid}, guests' names and addresses included (scope guest.pi:read). */
    order(guid: string, call: Call): Promise<unknown>;
    /** Whether the credentials are good. Uses the token that is there. */
    loggedIn(): Promise<void>;
    close(): Promise<void>;
    private get;
    /** One request, in its turn. Everybody else waits as well where the answer says that the count is used up. */
    private sent;
    private slowDown;
    private login;
    /** Toast counts by restaurant. Who was granted more than the usual says so by `requestsPerSecond`. */
    private budgetsOf;
}
/**
 * The query of the `next` page in an RFC 5988 `link` header; null at the end. Only the query is taken from it: the
 * token goes to the host of the config, whatever a link says.
 */
export declare function nextOf(link: string | undefined): string | null;
