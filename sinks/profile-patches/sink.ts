import type { Codec } from '../../runtime/codec/codec.ts';
import type { Failure } from '../../runtime/failures.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { Trouble } from '../../runtime/sources/resolving.ts';
import { type Component, type ComponentStatus, lagOf } from '../../runtime/tasks/component.ts';
import { Member } from '../../runtime/tasks/member.ts';
import { noMetrics, type TaskMetrics } from '../../runtime/tasks/metrics.ts';
import type { Backoff } from '../../runtime/tasks/waiting.ts';
import type { Shown } from '../../schemas/patch-fields.ts';
import { topics } from '../../schemas/topics.ts';
import type { ProfileNow, ProfileWriter } from '../../upstreams/types.ts';
import { type Choice, everything } from './choice.ts';
import { Gate, type StageBefore } from './gate.ts';
import type { Lane } from './requests.ts';
import { GROUP, NAME, PatchTask } from './task.ts';
import { Traffic } from './traffic.ts';

export interface ProfilePatchesOptions {
  readonly log: Log;
  readonly codec: Codec;
  /** By upstream; patches of profiles of others stay planned. */
  readonly writers: ReadonlyMap<string, ProfileWriter>;
  /** All processors that decide what is planned, in the order of the data, the ledger's own the last. */
  readonly before: readonly StageBefore[];
  /** False while what is new at the upstreams is not on the log yet; absent: nobody here would know. */
  ready?(): boolean;
  /** Which of the planned patches are sent; all of them. */
  readonly choice?: Choice;
  /** How long changes of a profile are gathered before it is written. */
  readonly settle_ms: number;
  /** What happens to a field of ours that a person edits while it is not known whether we wrote it. */
  readonly humanEdits: 'keep' | 'overwrite';
  /** What a profile shows of ours, by the ledger's names. */
  shows(profile: ProfileNow): Shown;
  /** The wall's time. */
  now_ms(): number;
  readonly metrics?: TaskMetrics;
  /** What came of a request: `acknowledged`, `rejected` or `retried`. */
  readonly patched?: (outcome: string) => void;
  readonly log_line?: SinkLog;
  readonly backoff?: Backoff;
  readonly longest_wait_ms?: number;
  /** Patches under way to an upstream at once; 32. */
  readonly window?: number;
  /** Patches that wait with their fields in memory, by partition; those of more stay on the log. 5,000. */
  readonly held?: number;
  /** How often a patch that is due looks whether it may go; 100. */
  readonly look_ms?: number;
  /** How long positions wait for outcomes to be committed with; 2,000. */
  readonly idle_commit_ms?: number;
  readonly rejoin?: Backoff;
  readonly onFatal?: (component: string, failure: Failure) => void;
}

export interface SinkLog {
  info(message: string, details?: object): void;
  warn(message: string, details?: object): void;
}

export interface ProfilePatchesStatus extends ComponentStatus {
  /** Upstreams that have taken nothing since. */
  readonly troubles: readonly Trouble[];
  /** What has to be before anything is sent, in words; null: nothing, or nothing is due. */
  readonly waits_for: string | null;
}

export type ProfilePatches = Component<ProfilePatchesStatus>;

const BACKOFF: Backoff = { first_ms: 1_000, max_ms: 60_000 };

/**
 * Sends what the ledger has planned to the upstreams whose profiles those are: at least once, in set semantics, each
 * profile one patch at a time. A position is past a patch when the ledger itself shows what came of it. See PatchTask.
 */
export function runProfilePatches(options: ProfilePatchesOptions): ProfilePatches {
  const { log, codec, before, ready = () => true, metrics = noMetrics, patched = () => {}, rejoin, onFatal } = options;
  const { backoff = BACKOFF, longest_wait_ms = Number.POSITIVE_INFINITY, held = 5_000 } = options;
  const { settle_ms, humanEdits, look_ms = 100, idle_commit_ms = 2_000, choice = everything } = options;
  const lanes = lanesOf({ ...options, backoff });
  const gate = new Gate({ log, codec, stages: before, ready });
  const sending = {
    ...{ log, codec, gate, lanes, choice, settle_ms, humanEdits, backoff, longest_wait_ms, held, metrics, patched },
    ...{ look_ms, idle_commit_ms },
    now_ms: () => options.now_ms(),
    shows: (profile: ProfileNow) => options.shows(profile),
  };
  const member = new Member<PatchTask>({
    ...{ log, name: NAME, group: GROUP, metrics, onFatal },
    topics: [topics.profile_patches.name, topics.patch_outcomes.name],
    ...(rejoin && { rejoin }),
    open: (partition, { signal, generation, fail }) =>
      PatchTask.open({ ...sending, partition, signal, generation, fail }),
  });
  return {
    name: NAME,
    status() {
      const inputs = [...member.works.values()].map(({ input }) => input);
      return {
        ...{ name: NAME, state: member.state, error: member.error, inputs, lag: lagOf(inputs) },
        ...{ tick_ms: null, rebuilding: [] },
        troubles: [...lanes.values()].flatMap(({ traffic }) => traffic.trouble ?? []),
        waits_for: gate.waits_for,
      };
    },
    stop: () => member.stop(),
  };
}

function lanesOf(options: ProfilePatchesOptions & { readonly backoff: Backoff }): ReadonlyMap<string, Lane> {
  const { writers, window = 32, backoff, log_line } = options;
  const changed = (upstream: string) => (trouble: Trouble | undefined) => {
    if (trouble === undefined) log_line?.info('profiles are written again', { upstream });
    else log_line?.warn('profiles cannot be written: PATCHes wait', { upstream, reason: trouble.failure.reason });
  };
  const laneOf = (upstream: string, writer: ProfileWriter): Lane => {
    const now_ms = () => options.now_ms();
    return { writer, traffic: new Traffic({ upstream, window, backoff, now_ms, changed: changed(upstream) }) };
  };
  return new Map([...writers].map(([upstream, writer]) => [upstream, laneOf(upstream, writer)]));
}
