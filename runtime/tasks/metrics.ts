import type { Transaction } from '../log/types.ts';
import { bytesOf } from './records.ts';
import type { Void } from './snapshots/read.ts';

export interface SnapshotTold {
  /** Taken: `written`, `renewed` (nothing has changed since), `failed`. Loaded: `loaded`, or why it was of no use. */
  readonly outcome: 'written' | 'renewed' | 'failed' | 'loaded' | Void;
  readonly bytes: number;
  /** For how long the task stood still. */
  readonly duration_ms: number;
}

/** What happens inside, for whoever counts. All calls are synchronous and must not throw. */
export interface TaskMetrics {
  recordsIn(component: string, topic: string, records: number, bytes: number): void;
  /** Counted once committed. */
  recordsOut(component: string, topic: string, records: number, bytes: number): void;
  /** Records between what is committed or needs no commit and the topic's end. */
  lag(component: string, topic: string, partition: number, records: number): void;
  /** One transaction; how long the log took for it. */
  committed(component: string, duration_ms: number): void;
  /** One task ready to step: records read and time taken since it was assigned. */
  restored(component: string, partition: number, records: number, duration_ms: number): void;
  /** What became of a task's snapshot that was to be taken, or loaded. */
  snapshot(component: string, partition: number, told: SnapshotTold): void;
  /** Facts in the state, where the state has a `size`. After every commit. */
  stateSize(component: string, partition: number, size: number): void;
  deadLetter(component: string, reason: string): void;
  /** One poll of a source ended; `outcome` is `complete` or the kind of the failure. */
  polled(source: string, outcome: string, duration_ms: number): void;
  /** A component lost its place in the group or the log and comes back. */
  rejoined(component: string, reason: string): void;
}

export const noMetrics: TaskMetrics = {
  recordsIn() {},
  recordsOut() {},
  lag() {},
  committed() {},
  restored() {},
  snapshot() {},
  stateSize() {},
  deadLetter() {},
  polled() {},
  rejoined() {},
};

/** Tells what was committed, by topic. */
export function countOut(metrics: TaskMetrics, component: string, { records, packed = [] }: Transaction): void {
  const sums = new Map<string, { records: number; bytes: number }>();
  const add = (topic: string, count: number, bytes: number) => {
    const sum = sums.get(topic) ?? { records: 0, bytes: 0 };
    sums.set(topic, { records: sum.records + count, bytes: sum.bytes + bytes });
  };
  for (const record of records) add(record.topic, 1, bytesOf(record));
  for (const { topic, length, bytes } of packed) add(topic, length, bytes);
  for (const [topic, sum] of sums) metrics.recordsOut(component, topic, sum.records, sum.bytes);
}
