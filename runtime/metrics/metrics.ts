import type { TaskMetrics } from '../tasks/metrics.ts';
import { createInstruments, type Instruments } from './instruments.ts';
import { createStages, type StageNumbers, type Stages } from './stages.ts';

/** What the components count into, each through the plain interface that it asks for. */
export interface Metrics {
  readonly tasks: TaskMetrics;
  /** One request to an upstream; `status` is the HTTP status, or why there is none (`timeout`, `refused`). */
  upstreamCall(upstream: string, status: number | string, duration_ms: number): void;
  /** One webhook was answered. */
  webhook(upstream: string, status: number, duration_ms: number): void;
  patch(outcome: string): void;
  /** The numbers per stage, as the dashboard shows them. */
  stages(): readonly StageNumbers[];
  /** Upstream → status → requests. */
  calls(): Counts<Counts<number>>;
  patches(): Counts<number>;
  deadLetters(): Counts<number>;
  /** Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

export type Counts<T> = Readonly<Record<string, T>>;

export function createMetrics(now_ms: () => number = Date.now): Metrics {
  const instruments = createInstruments();
  const stages = createStages();
  const calls = tally();
  const patches = tally();
  const deadLetters = tally();
  return {
    tasks: taskMetrics(instruments, stages, deadLetters, now_ms),
    upstreamCall(upstream, status, duration_ms) {
      instruments.calls.inc({ upstream, status: label(status) });
      instruments.callSeconds.observe({ upstream }, duration_ms / 1000);
      calls.add(`${upstream} ${label(status)}`);
    },
    webhook(upstream, status, duration_ms) {
      instruments.webhooks.observe({ upstream: label(upstream), status: label(status) }, duration_ms / 1000);
    },
    patch(outcome) {
      instruments.patches.inc({ outcome: label(outcome) });
      patches.add(label(outcome));
    },
    stages: () => stages.numbers(now_ms()),
    calls: () => nested(calls.counts()),
    patches: () => patches.counts(),
    deadLetters: () => deadLetters.counts(),
    text() {
      for (const stage of stages.numbers(now_ms())) {
        if (stage.freshness_ms !== null) instruments.freshness.set({ stage: stage.name }, stage.freshness_ms / 1000);
      }
      return instruments.registry.metrics();
    },
    contentType: instruments.registry.contentType,
  };
}

function taskMetrics(to: Instruments, stages: Stages, deadLetters: Tally, now_ms: () => number): TaskMetrics {
  return {
    recordsIn(stage, topic, records, bytes) {
      to.records.inc({ stage, topic, direction: 'in' }, records);
      to.bytes.inc({ stage, topic, direction: 'in' }, bytes);
      stages.in(stage, records, bytes);
    },
    recordsOut(stage, topic, records, bytes) {
      to.records.inc({ stage, topic, direction: 'out' }, records);
      to.bytes.inc({ stage, topic, direction: 'out' }, bytes);
      stages.out(stage, records, bytes);
    },
    lag(stage, topic, partition, records) {
      to.lag.set({ stage, topic, partition: String(partition) }, records);
      stages.lag(stage, `${topic}/${partition}`, records, now_ms());
    },
    committed: (stage, duration_ms) => to.commits.observe({ stage }, duration_ms / 1000),
    restored(stage, _partition, records, duration_ms) {
      to.restores.observe({ stage }, duration_ms / 1000);
      to.restored.inc({ stage }, records);
    },
    snapshot(stage, _partition, { outcome, bytes, duration_ms }) {
      to.snapshots.observe({ stage, outcome: label(outcome) }, duration_ms / 1000);
      to.snapshotBytes.inc({ stage, outcome: label(outcome) }, bytes);
    },
    stateSize(stage, partition, size) {
      to.state.set({ stage, partition: String(partition) }, size);
      stages.state(stage, partition, size);
    },
    deadLetter(stage, reason) {
      to.deadLetters.inc({ stage, cause: label(reason) });
      deadLetters.add(label(reason));
    },
    polled(source, outcome, duration_ms) {
      to.polls.observe({ source, outcome: label(outcome) }, duration_ms / 1000);
    },
    rejoined: (stage, reason) => to.rejoins.inc({ stage, reason: label(reason) }),
  };
}

/** Nothing of a guest gets into a label: causes and outcomes are short names, all else is `other`. */
function label(value: string | number): string {
  const text = String(value);
  return /^[a-z0-9_]{1,64}$/i.test(text) && !/\d{7}/.test(text) ? text : 'other';
}

interface Tally {
  add(name: string): void;
  counts(): Counts<number>;
}

function tally(): Tally {
  const counts = new Map<string, number>();
  return {
    add: (name) => counts.set(name, (counts.get(name) ?? 0) + 1),
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b))),
  };
}

function nested(flat: Counts<number>): Counts<Counts<number>> {
  const out: Record<string, Record<string, number>> = {};
  for (const [name, count] of Object.entries(flat)) {
    const [upstream = '', status = ''] = name.split(' ');
    out[upstream] = { ...out[upstream], [status]: count };
  }
  return out;
}
