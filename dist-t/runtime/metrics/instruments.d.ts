import { Counter, Gauge, Histogram, Registry } from 'prom-client';
/** Everything that `GET /metrics` tells, beside what prom-client knows of the process. Names are promises. */
export interface Instruments {
    readonly registry: Registry;
    readonly records: Counter<'stage' | 'topic' | 'direction'>;
    readonly bytes: Counter<'stage' | 'topic' | 'direction'>;
    readonly lag: Gauge<'stage' | 'topic' | 'partition'>;
    readonly freshness: Gauge<'stage'>;
    readonly commits: Histogram<'stage'>;
    readonly restores: Histogram<'stage'>;
    readonly restored: Counter<'stage'>;
    readonly state: Gauge<'stage' | 'partition'>;
    readonly deadLetters: Counter<'stage' | 'cause'>;
    readonly rejoins: Counter<'stage' | 'reason'>;
    readonly polls: Histogram<'source' | 'outcome'>;
    readonly calls: Counter<'upstream' | 'status'>;
    readonly callSeconds: Histogram<'upstream'>;
    readonly webhooks: Histogram<'upstream' | 'status'>;
    readonly patches: Counter<'outcome'>;
}
/** A registry of its own, so that two pipelines in one process do not count into each other. */
export declare function createInstruments(): Instruments;
