import type { TaskProgress } from '../../../schemas/generated/types.ts';
export type Slot = 0 | 1;

/**
 * What lies of a task in `_snapshots`. Two slots alternate: while one is being written the other is whole. It is
 * committed with the task's transactions, so it names chunks that are there, and nobody of an earlier generation.
 */
export interface Manifest {
  readonly snapshot: Snapshot;
  /** By slot: so many chunks may lie there, the snapshot's own included. */
  readonly lying: readonly [number, number];
}

/** A state as it was at an instant, in chunks. */
export interface Snapshot {
  /** Its chunks bear it: those of another are not its own, whatever their place. */
  readonly id: string;
  readonly slot: Slot;
  readonly format: string;
  /** No later than that state; or since when on nothing was written to the changelogs. */
  readonly taken_ms: number;
  /** For so long it could be loaded under the settings of then. */
  readonly valid_ms: number;
  /** Id of the rebuild last asked for when it was taken. */
  readonly rebuild: string | null;
  /** Where its chunks lie among the records of `_snapshots`: [from, to). */
  readonly from: number;
  readonly to: number;
  /** CRC-32 of each chunk. */
  readonly chunks: readonly number[];
  readonly bytes: number;
  /** What lies before these in the changelogs' partition is in it, and nothing else. */
  readonly changelogs: Readonly<Record<string, number>>;
}

/** The key of its record in `_tasks`. */
export function manifestKey(processor: string, partition: number): string {
  return `${processor}/${partition}/snapshot`;
}

export function recordOf(processor: string, partition: number, manifest: Manifest): TaskProgress {
  const snapshot = JSON.stringify(manifest);
  return { task: manifestKey(processor, partition), stream_time: 0, rebuild: null, snapshot };
}

export function manifestIn(value: TaskProgress | null): Manifest | undefined {
  // Only `recordOf` writes it.
  return value?.snapshot == null ? undefined : (JSON.parse(value.snapshot) as Manifest);
}

/** The key of a chunk in `_snapshots`. */
export function placeOf(task: string, slot: Slot, number: number): string {
  return `${task}/${slot}/${number}`;
}

/** The inverse; undefined where it is another task's. */
export function slotAndNumber(task: string, place: string): { slot: Slot; number: number } | undefined {
  if (!place.startsWith(`${task}/`)) return undefined;
  const [slot, number] = place
    .slice(task.length + 1)
    .split('/')
    .map(Number);
  if ((slot !== 0 && slot !== 1) || !Number.isSafeInteger(number)) return undefined;
  return { slot, number: number! };
}
