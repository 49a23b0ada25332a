import { endianness } from 'node:os';
import type { AnyProcessor } from '../../types.ts';
import { Line } from '../waiting.ts';
import type { Snapshot } from './manifest.ts';

export interface SnapshotOptions {
  /** Of the code: what another build has saved is not loaded. */
  readonly build: string;
  /** Within how many hours what was erased must be gone; for so long the changelogs keep tombstones. */
  readonly eraseWithinHours: number;
  /**
   * Changelog records from which a snapshot is worth it: for a task that has nothing else to do, and for one behind.
   * A large state waits for more.
   */
  readonly after?: { readonly idle: number; readonly busy: number };
  readonly chunk_bytes?: number;
  readonly now?: () => number;
}

const HOUR_MS = 3_600_000;
const AFTER = { idle: 200_000, busy: 500_000 };
/** The broker takes 1,048,588 bytes a record batch. */
const CHUNK_BYTES = 900_000;
/** So much of a snapshot takes as long as a changelog record. A guess: that record's order. */
const RECORD_BYTES = 80;
/** After one that failed. */
const RETRY_MS = 60_000;

/** When snapshots are taken, and which of them may be loaded. */
export class SnapshotPolicy {
  readonly chunk_bytes: number;
  readonly now: () => number;
  readonly retry_ms = RETRY_MS;
  /** One snapshot of the process at a time: so each task stands still for its own only. */
  readonly line = new Line();
  /** One that is older is taken anew, so that nothing erased lives on in it. */
  readonly renew_ms: number;
  /** In one that is older a row might come back whose tombstone is gone from the changelog. */
  readonly valid_ms: number;
  readonly #build: string;
  readonly #after: { readonly idle: number; readonly busy: number };

  constructor({ build, eraseWithinHours, after = AFTER, chunk_bytes = CHUNK_BYTES, now = Date.now }: SnapshotOptions) {
    this.chunk_bytes = chunk_bytes;
    this.now = now;
    this.renew_ms = (eraseWithinHours * HOUR_MS) / 4;
    this.valid_ms = 3 * this.renew_ms;
    this.#build = build;
    this.#after = after;
  }

  /** Numbers of several bytes lie in memory as the machine has them. */
  formatOf({ snapshots }: AnyProcessor): string {
    return `${this.#build} ${endianness()} ${snapshots?.format}`;
  }

  /** A clock that was set back is as good as none. */
  isTooOld({ taken_ms, valid_ms }: Snapshot): boolean {
    const age_ms = this.now() - taken_ms;
    return age_ms > Math.min(valid_ms, this.valid_ms) || age_ms < -this.renew_ms;
  }

  /** How many changelog records after the last snapshot the next is worth it. */
  worthAfter(last: Snapshot | undefined, idle: boolean): number {
    const records = (last?.bytes ?? 0) / RECORD_BYTES;
    return idle ? Math.max(this.#after.idle, records / 4) : Math.max(this.#after.busy, records);
  }
}
