import { Failure } from '../../runtime/failures.ts';
import { type Backoff, backoffOf } from '../../runtime/tasks/waiting.ts';
import type { PatchOutcome } from '../../schemas/generated/types.ts';
import { upstreamOf } from '../../schemas/keys.ts';
import type { Shown } from '../../schemas/patch-fields.ts';
import type { ProfileNow, ProfileWriter } from '../../upstreams/types.ts';
import { attempt } from './attempt.ts';
import type { OpenPatch, OpenPatches } from './open-patches.ts';
import type { Traffic } from './traffic.ts';

/** Of an upstream whose profiles can be written. */
export interface Lane {
  readonly writer: ProfileWriter;
  readonly traffic: Traffic;
}

/** How patches are sent, the same on all partitions. */
export interface Requesting {
  /** By upstream. Patches of others stay planned. */
  readonly lanes: ReadonlyMap<string, Lane>;
  readonly humanEdits: 'keep' | 'overwrite';
  shows(profile: ProfileNow): Shown;
  readonly backoff: Backoff;
  /** No attempt waits longer for the next, whatever the upstream asks for. */
  readonly longest_wait_ms: number;
  /** The wall's time. */
  now_ms(): number;
  /** What came of a request: acknowledged, rejected, or retried. */
  patched(outcome: string): void;
}

export interface RequestsOptions extends Requesting {
  readonly patches: OpenPatches;
  /** Requests end when it aborts: nothing is known of them then. */
  readonly signal: AbortSignal;
  /** A request of this partition has ended, whatever came of it. */
  ended(): void;
  fail(error: unknown): void;
}

/** The requests of one partition that are under way, and the outcomes of those that are answered. */
export class Requests {
  readonly #options: RequestsOptions;
  readonly #underWay = new Set<Promise<void>>();
  #outcomes: PatchOutcome[] = [];

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  /** Whether there are outcomes that are not on the log yet. */
  get hasOutcomes(): boolean {
    return this.#outcomes.length > 0;
  }

  /** Those, for the log; once. */
  takeOutcomes(): PatchOutcome[] {
    return this.#outcomes.splice(0);
  }

  /** Whether any upstream may be sent one more. */
  get mayBegin(): boolean {
    return [...this.#options.lanes.values()].some(({ traffic }) => traffic.wait_ms === 0);
  }

  laneOf(client_id: string): Lane | undefined {
    return this.#options.lanes.get(upstreamOf(client_id));
  }

  /** Whether the upstream of the patch, which is one of these, may be sent one more; then a place is taken. */
  begin({ client_id }: OpenPatch): boolean {
    return this.laneOf(client_id)!.traffic.begin();
  }

  /** A place was taken, and nothing is sent. */
  giveBack(patch: OpenPatch): void {
    this.#options.patches.back(patch);
    this.laneOf(patch.client_id)!.traffic.end();
  }

  /** A place was taken, and that it is sent is on the log. */
  send(patch: OpenPatch): void {
    const { traffic } = this.laneOf(patch.client_id)!;
    const sending = this.#sent(patch).finally(() => {
      this.#underWay.delete(sending);
      traffic.end();
      this.#options.ended();
    });
    this.#underWay.add(sending);
  }

  /** Resolves when those that are under way now have ended. */
  async end(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** Never rejects. */
  async #sent(patch: OpenPatch): Promise<void> {
    const { signal, patches, patched, now_ms, fail } = this.#options;
    const { writer, traffic } = this.laneOf(patch.client_id)!;
    const { client_id, patch_id, fields = '{}', attempts, doubtful } = patch;
    try {
      if (signal.aborted) return;
      const answer = await attempt({ ...this.#options, writer, client_id, fields, doubtful });
      traffic.answered();
      patched(answer.status);
      this.#outcomes.push({ client_id, patch_id, attempts, at: now_ms(), ...answer });
      patches.answered(patch);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Failure) this.#retry(patch, error);
      else fail(error);
    }
  }

  #retry(patch: OpenPatch, failure: Failure): void {
    const { backoff, longest_wait_ms, now_ms, patched, patches } = this.#options;
    this.laneOf(patch.client_id)!.traffic.failed(failure);
    patched('retried');
    patch.http_status = failure.http_status ?? null;
    patch.doubtful ||= !notDone.includes(failure.reason);
    const own_ms = failure.kind === 'retry' ? backoffOf(patch.attempts, backoff) : backoff.max_ms;
    patches.again(patch, now_ms() + Math.min(failure.after_ms ?? own_ms, longest_wait_ms));
  }
}

/** After these the upstream has done nothing. */
const notDone: readonly string[] = ['rate_limited', 'unauthorized', 'connection_refused', 'name_not_resolved'];
