/**
 * The work that the peers were measured on: orders of guests drawn with weight 1/(rank + 100), three years of event
 * time in arrival order, 2 % of them up to 3 days late. The same seed gives the same orders.
 */
export interface Work {
    readonly orders: number;
    readonly guests: number;
    readonly seed: number;
}
export interface WorkOrder {
    readonly index: number;
    readonly guest: number;
    readonly closed_at: number;
    readonly net_minor: number;
    readonly covers: number;
}
export declare function workload(work: Work): Generator<WorkOrder>;
export declare function mulberry32(seed: number): () => number;
