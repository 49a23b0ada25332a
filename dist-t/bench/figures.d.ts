/** What a benchmark found. Null: it has no such figure. */
export interface Figures {
    /** Of what the benchmark's name says: orders, deliveries or rows. */
    readonly per_second: number | null;
    readonly p50_ms: number | null;
    readonly p99_ms: number | null;
    /** CPU of the process under test while it worked. */
    readonly cpu_s: number | null;
    /** Its highest resident size. */
    readonly rss_mb: number | null;
}
export declare function percentile(sorted: readonly number[], part: number): number | null;
export declare function latencies(took_ms: readonly number[]): Pick<Figures, 'p50_ms' | 'p99_ms'>;
