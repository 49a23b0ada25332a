import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

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
  readonly snapshots: Histogram<'stage' | 'outcome'>;
  readonly snapshotBytes: Counter<'stage' | 'outcome'>;
  readonly state: Gauge<'stage' | 'partition'>;
  readonly deadLetters: Counter<'stage' | 'cause'>;
  readonly rejoins: Counter<'stage' | 'reason'>;
  readonly polls: Histogram<'source' | 'outcome'>;
  readonly calls: Counter<'upstream' | 'status'>;
  readonly callSeconds: Histogram<'upstream'>;
  readonly webhooks: Histogram<'upstream' | 'status'>;
  readonly patches: Counter<'outcome'>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** A registry of its own, so that two pipelines in one process do not count into each other. */
export function createInstruments(): Instruments {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  function counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name: `regulars_${name}`, help, labelNames, registers });
  }
  function gauge<L extends string>(name: string, help: string, labelNames: readonly L[]): Gauge<L> {
    return new Gauge({ name: `regulars_${name}`, help, labelNames, registers });
  }
  function seconds<L extends string>(name: string, help: string, labelNames: readonly L[]): Histogram<L> {
    return new Histogram({ name: `regulars_${name}_seconds`, help, labelNames, registers, buckets: SECONDS });
  }
  return {
    registry,
    records: counter('records_total', 'Records read and written, by stage.', ['stage', 'topic', 'direction']),
    bytes: counter('bytes_total', 'Bytes of keys and values read and written, by stage.', [
      'stage',
      'topic',
      'direction',
    ]),
    lag: gauge('lag_records', 'Records that a stage has still to take in.', ['stage', 'topic', 'partition']),
    freshness: gauge(
      'freshness_seconds',
      'How long ago that arrived which a stage takes in now; 0: it is at the end of its input.',
      ['stage'],
    ),
    commits: seconds('commit', 'How long the log or the warehouse took for one transaction.', ['stage']),
    restores: seconds('restore', 'How long a task took from its assignment until it could step.', ['stage']),
    restored: counter('restored_records_total', 'Changelog records read to restore state.', ['stage']),
    snapshots: seconds('snapshot', 'How long a task stood still for its snapshot, by what became of it.', [
      'stage',
      'outcome',
    ]),
    snapshotBytes: counter('snapshot_bytes_total', 'Bytes of snapshots written and loaded.', ['stage', 'outcome']),
    state: gauge('state_records', 'Facts in the state of a task.', ['stage', 'partition']),
    deadLetters: counter('dead_letters_total', 'Records that could not be understood, by cause.', ['stage', 'cause']),
    rejoins: counter('rejoins_total', 'How often a component lost its place and came back.', ['stage', 'reason']),
    polls: seconds('poll', 'Complete polls of a source, by how they ended.', ['source', 'outcome']),
    calls: counter('upstream_calls_total', 'Requests to an upstream, by status.', ['upstream', 'status']),
    callSeconds: seconds('upstream_call', 'How long an upstream took to answer.', ['upstream']),
    webhooks: seconds('webhook', 'How long it took to answer a webhook, by status.', ['upstream', 'status']),
    patches: counter('patches_total', 'Profile PATCHes, by outcome.', ['outcome']),
  };
}
