export function percentile(sorted, part) {
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null;
}
export function latencies(took_ms) {
    const sorted = took_ms.toSorted((a, b) => a - b);
    const [p50_ms, p99_ms] = [percentile(sorted, 0.5), percentile(sorted, 0.99)].map((ms) => ms === null ? null : Math.round(ms * 10) / 10);
    return { p50_ms: p50_ms ?? null, p99_ms: p99_ms ?? null };
}
//# sourceMappingURL=figures.js.map