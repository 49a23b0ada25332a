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

export function percentile(sorted: readonly number[], part: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null;
}

export function latencies(took_ms: readonly number[]): Pick<Figures, 'p50_ms' | 'p99_ms'> {
  const sorted = took_ms.toSorted((a, b) => a - b);
  const [p50_ms, p99_ms] = [percentile(sorted, 0.5), percentile(sorted, 0.99)].map((ms) =>
    ms === null ? null : Math.round(ms * 10) / 10,
  );
  return { p50_ms: p50_ms ?? null, p99_ms: p99_ms ?? null };
}
