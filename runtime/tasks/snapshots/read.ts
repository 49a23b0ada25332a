import { crc32 } from 'node:zlib';
import { topics } from '../../../schemas/topics.ts';
import type { RecordBatch } from '../../log/types.ts';
import { type AnyProcessor, isOf } from '../../types.ts';
import { endsOf } from '../ends.ts';
import { unlessAborted } from '../member.ts';
import { type Progress, taskOf } from '../progress.ts';
import { readBatch } from '../reading.ts';
import type { Restoring } from '../restore.ts';
import { placeOf, type Snapshot } from './manifest.ts';
import type { SnapshotPolicy } from './policy.ts';

/** A state, and from where on the changelogs are to be read into it. */
export interface Loaded {
  readonly state: unknown;
  readonly changelogs: Readonly<Record<string, number>>;
}

/** Why a snapshot is of no use. */
export type Void = 'other_format' | 'too_old' | 'rebuilt_since' | 'other_log' | 'torn' | 'unreadable';

/** The snapshot's state, or why it does not hold. Throws only what is no fault of the snapshot. */
export async function loadSnapshot(
  restoring: Restoring & { readonly snapshots: SnapshotPolicy },
  snapshot: Snapshot,
  { request }: Progress,
): Promise<Loaded | Void> {
  const { processor, snapshots } = restoring;
  if (snapshot.format !== snapshots.formatOf(processor)) return 'other_format';
  if (snapshots.isTooOld(snapshot)) return 'too_old';
  if (snapshot.rebuild !== (request?.id ?? null)) return 'rebuilt_since';
  if (!(await isOfThisLog(restoring, snapshot))) return 'other_log';
  const state = await readChunks(restoring, snapshot);
  return typeof state === 'string' ? state : { state: state.state, changelogs: snapshot.changelogs };
}

/** Whether the logs reach from the snapshot's end on: what retention has deleted before that would be in it. */
async function isOfThisLog({ log, processor, partition }: Restoring, snapshot: Snapshot): Promise<boolean> {
  const { end } = await endsOf(log, topics.snapshots.name, partition);
  if (end < snapshot.to) return false;
  for (const { name } of processor.changelogs) {
    const offset = snapshot.changelogs[name];
    const ends = await endsOf(log, name, partition);
    if (offset === undefined || offset < ends.begin || offset > ends.end) return false;
  }
  return true;
}

async function readChunks(
  { log, codec, processor, partition, signal }: Restoring,
  { id, slot, from, to, chunks }: Snapshot,
): Promise<{ readonly state: unknown } | Void> {
  const task = taskOf(processor.name, partition);
  const filling = new Filling(processor);
  let next = 0;
  const take = async (batch: RecordBatch) => {
    unlessAborted(signal);
    for (const read of await readBatch(codec, 'ours', batch)) {
      if (read.kind === 'refused' || !isOf(read.record, topics.snapshots)) continue;
      const chunk = read.record.value;
      if (chunk?.snapshot !== id || chunk.place !== placeOf(task, slot, next)) continue;
      if (crc32(chunk.bytes) !== chunks[next]) continue;
      next++;
      filling.take(chunk.bytes);
    }
  };
  await log.scan({ topic: topics.snapshots.name, partition, from, to }, take);
  if (next < chunks.length) return 'torn';
  return filling.whole ?? 'unreadable';
}

/** Pours chunks into the room that a state gives for them. */
class Filling {
  readonly #loading: Generator<Uint8Array, unknown, void>;
  #room: Uint8Array | undefined;
  #at = 0;
  #filled: { readonly state: unknown } | undefined;
  #overflowing = false;

  constructor({ snapshots }: AnyProcessor) {
    this.#loading = snapshots!.load();
    this.#advance();
  }

  /** The state, once all of it has been taken, and nothing else. */
  get whole(): { readonly state: unknown } | undefined {
    return this.#overflowing ? undefined : this.#filled;
  }

  take(chunk: Buffer): void {
    for (let from = 0; from < chunk.length; ) {
      if (this.#room === undefined) {
        this.#overflowing = true;
        return;
      }
      const room = this.#room;
      const to = Math.min(chunk.length, from + room.length - this.#at);
      room.set(chunk.subarray(from, to), this.#at);
      this.#at += to - from;
      from = to;
      if (this.#at === room.length) this.#advance();
    }
  }

  /** To the next room that takes anything; none after the last, nor where the bytes were of another layout. */
  #advance(): void {
    this.#at = 0;
    this.#room = undefined;
    try {
      for (;;) {
        const next = this.#loading.next();
        if (next.done === true) this.#filled = { state: next.value };
        else if (next.value.length === 0) continue;
        else this.#room = next.value;
        return;
      }
    } catch {
      // The format did not tell them apart: all is read as if there were no snapshot.
    }
  }
}
