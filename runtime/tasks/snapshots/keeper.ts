import { randomUUID } from 'node:crypto';
import type { Codec } from '../../codec/codec.ts';
import type { Log } from '../../log/types.ts';
import type { AnyProcessor } from '../../types.ts';
import type { Committer } from '../committer.ts';
import { endsOf } from '../ends.ts';
import type { SnapshotTold, TaskMetrics } from '../metrics.ts';
import { type Manifest, recordOf, type Slot, type Snapshot } from './manifest.ts';
import type { SnapshotPolicy } from './policy.ts';
import { eraseChunks, lyingFrom, writeChunks } from './write.ts';

export interface KeeperOptions {
  readonly log: Log;
  readonly codec: Codec;
  readonly processor: AnyProcessor;
  readonly partition: number;
  readonly metrics: TaskMetrics;
  readonly policy: SnapshotPolicy;
  readonly committer: Committer;
  readonly state: unknown;
  /** What is said to lie there. */
  readonly manifest: Manifest | undefined;
  /** Whether the state came of its snapshot. */
  readonly used: boolean;
  /** Changelog records that were read beside it. */
  readonly records: number;
}

/** What is known while a snapshot is taken. */
export interface Taking {
  /** Of the rebuild last asked for, which is done; null: there was none. */
  readonly rebuild: string | null;
  /** Aborts when the task ends. */
  readonly signal: AbortSignal;
}

/** Keeps the snapshot of one task young, as the policy has it. */
export class Keeper {
  readonly #options: KeeperOptions;
  #manifest: Manifest | undefined;
  /** The manifest's snapshot can be loaded. */
  #holds: boolean;
  /** Changelog records since it. */
  #records: number;
  #not_before_ms = Number.NEGATIVE_INFINITY;
  /** By slot, how many chunks may lie there: as the manifest has it, and what came after it without ever counting. */
  #lying: readonly [number, number];
  #looked = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#manifest = options.manifest;
    this.#holds = options.used;
    this.#records = options.records;
    this.#lying = options.manifest?.lying ?? [0, 0];
  }

  /** A changelog record was put. */
  count(): void {
    this.#records++;
  }

  /** `idle`: the task has nothing else to do. */
  isDue(idle: boolean): boolean {
    const { policy } = this.#options;
    const now_ms = policy.now();
    if (now_ms < this.#not_before_ms) return false;
    const snapshot = this.#manifest?.snapshot;
    if (this.#records >= policy.worthAfter(this.#holds ? snapshot : undefined, idle)) return true;
    return snapshot !== undefined && Math.abs(now_ms - snapshot.taken_ms) >= policy.renew_ms;
  }

  /** To be called before {@link take}: finds what others left in the slots; steps may go on. False: it could not. */
  async look(): Promise<boolean> {
    if (this.#looked) return true;
    try {
      const later = await lyingFrom(this.#options, this.#manifest?.snapshot.to ?? 0);
      this.#lying = [Math.max(this.#lying[0], later[0]), Math.max(this.#lying[1], later[1])];
      this.#looked = true;
    } catch {
      this.#putOff();
    }
    return this.#looked;
  }

  /**
   * Nothing may be stepped meanwhile, and no rebuild be under way.
   *
   * 1. Commit: the state is what the changelogs hold up to their ends of then.
   * 2. Write the chunks into the slot that does not count.
   * 3. Commit the manifest: from now on that slot counts.
   *
   * Whatever ends it before 3 leaves the former snapshot as it is. Only a failing commit is the task's failure.
   */
  async take(taking: Taking): Promise<void> {
    const { metrics, processor, partition, committer } = this.#options;
    const began = performance.now();
    const tell = (outcome: SnapshotTold['outcome'], bytes: number) =>
      metrics.snapshot(processor.name, partition, { outcome, bytes, duration_ms: performance.now() - began });
    // 1. Commit.
    if (!(await committer.flush())) return;
    try {
      const manifest = await this.#next(taking);
      if (manifest === undefined) return;
      // 3. Commit the manifest.
      committer.pending.progress(partition, recordOf(processor.name, partition, manifest));
      if (!(await committer.flush())) return;
      const anew = manifest.snapshot.id !== this.#manifest?.snapshot.id;
      this.#manifest = manifest;
      this.#lying = manifest.lying;
      this.#holds = true;
      this.#records = 0;
      tell(anew ? 'written' : 'renewed', anew ? manifest.snapshot.bytes : 0);
    } catch {
      // It would only have made the next start quicker.
      this.#putOff();
      tell('failed', 0);
    }
  }

  #putOff(): void {
    const { policy } = this.#options;
    this.#not_before_ms = policy.now() + policy.retry_ms;
  }

  /** Takes away what lies in the slots beside the snapshot; others may step meanwhile. Never rejects. */
  async sweep(): Promise<void> {
    if (this.#manifest === undefined || !this.#holds) return;
    const { snapshot } = this.#manifest;
    const lying = this.#lying;
    const other = otherThan(snapshot.slot);
    try {
      await eraseChunks(this.#options, { slot: other, from: 0, to: lying[other] });
      await eraseChunks(this.#options, { slot: snapshot.slot, from: snapshot.chunks.length, to: lying[snapshot.slot] });
      this.#lying = lyingOf(snapshot);
    } catch {
      // It lies there until the next time.
    }
  }

  /** 2. Write the chunks; or, where nothing has changed, say that the last ones still hold. Undefined: aborted. */
  async #next(taking: Taking): Promise<Manifest | undefined> {
    const { policy, processor, state } = this.#options;
    const lying = [...this.#lying] as [number, number];
    const aged = { taken_ms: policy.now(), valid_ms: policy.valid_ms };
    if (this.#manifest !== undefined && this.#holds && this.#records === 0) {
      return { snapshot: { ...this.#manifest.snapshot, ...aged }, lying };
    }
    const changelogs = await this.#changelogs();
    const id = randomUUID();
    const slot = this.#manifest === undefined ? 0 : otherThan(this.#manifest.snapshot.slot);
    const pieces = processor.snapshots!.save(state);
    const writing = { id, slot, pieces, chunk_bytes: policy.chunk_bytes, signal: taking.signal };
    // Should it fail, the next time will find what lies in the slot from now on.
    this.#looked = false;
    const written = await writeChunks(this.#options, writing);
    if (written === undefined) return undefined;
    this.#looked = true;
    const format = policy.formatOf(processor);
    const snapshot: Snapshot = { id, slot, format, ...aged, rebuild: taking.rebuild, changelogs, ...written };
    lying[slot] = Math.max(lying[slot], written.chunks.length);
    return { snapshot, lying };
  }

  async #changelogs(): Promise<Record<string, number>> {
    const { log, processor, partition } = this.#options;
    const ends: Record<string, number> = {};
    for (const { name } of processor.changelogs) ends[name] = (await endsOf(log, name, partition)).end;
    return ends;
  }
}

function otherThan(slot: Slot): Slot {
  return slot === 0 ? 1 : 0;
}

function lyingOf({ slot, chunks }: Snapshot): [number, number] {
  return slot === 0 ? [chunks.length, 0] : [0, chunks.length];
}
