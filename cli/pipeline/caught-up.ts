import { processorsOf } from '../../pipeline.ts';
import { configOf } from '../../runtime/config/load.ts';
import type { Config } from '../../runtime/config/schema.ts';
import { Failure } from '../../runtime/failures.ts';
import type { Log } from '../../runtime/log/types.ts';
import { GROUP } from '../../runtime/sources/delivery-task.ts';
import type { Sources } from '../../runtime/sources/sources.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import { groupOf } from '../../runtime/tasks/processors.ts';
import { inputsOf } from '../../runtime/tasks/restore.ts';
import { pause } from '../../runtime/tasks/waiting.ts';
import { topics } from '../../schemas/topics.ts';
import { sinkTopics } from '../../sinks/duckdb/context.ts';
import type { ProfilePatches } from '../../sinks/profile-patches/sink.ts';
import { NAME, GROUP as PATCHES_GROUP } from '../../sinks/profile-patches/task.ts';

export interface CatchingUp {
  readonly log: Log;
  /** Absent where this process polls nothing. */
  readonly sources: Sources | undefined;
  /** In the order of the data; each reads what those before it write. */
  readonly stages: readonly Component[];
  /** Among the stages; absent where this process sends no PATCHes. */
  readonly profilePatches: ProfilePatches | undefined;
  /** With `wall` ticks never end; with `event` there is one when the highest event time has risen. */
  readonly clock: Config['clock'];
}

/** What they read is the same under every config. */
const processors = processorsOf(configOf({}));
const LOOK_EVERY_MS = 50;
const UNREADABLE_MS = 60_000;
const UNREADABLE_ATTEMPTS = 3;

/**
 * Resolves when every polled upstream has answered one complete poll with nothing new, and every stage has then read
 * to the end of its topics and past a tick written after that, and no PATCH was answered meanwhile or is outstanding.
 * Rejects when an upstream cannot be read, or written, for 60 s and three attempts in a row, naming it. Resolves early
 * when aborted.
 */
export async function untilCaughtUp(of: CatchingUp, signal: AbortSignal): Promise<void> {
  for (let quiet = false; !quiet && !signal.aborted; ) {
    const answers = await answersOf(of.log);
    const quiet_since_ms = await untilNothingNew(of, signal);
    for (const stage of of.stages) await untilRead(of, stage, signal);
    // What came in meanwhile by webhook is behind the ends that were just passed; only a poll begins another round.
    if (!signal.aborted && broughtNewSince(of.sources, quiet_since_ms)) continue;
    await untilTicked(of, signal);
    // A PATCH changes a profile, which has to be read after it; and the answer may be followed by another patch.
    quiet = of.profilePatches === undefined || answers === (await answersOf(of.log));
  }
}

/** Goes up with every PATCH that is begun or answered, whoever sends it. */
async function answersOf(log: Log): Promise<number> {
  return (await log.ends(topics.patch_outcomes.name)).reduce((sum, { end }) => sum + end, 0);
}

/** Every source has begun and ended a poll after this was called, and the last brought nothing. Gives when it began. */
async function untilNothingNew({ sources }: CatchingUp, signal: AbortSignal): Promise<number> {
  const began_ms = Date.now();
  if (sources === undefined) return began_ms;
  sources.hurry();
  await until(signal, () => {
    const all = sources.status().sources;
    for (const { upstream, failing } of all) {
      if (failing !== undefined && isForTooLong(failing)) throw away(upstream, 'read', failing);
    }
    const polled = all.every(({ last_complete }) => (last_complete?.began_ms ?? 0) >= began_ms);
    if (polled && all.some(({ last_complete }) => last_complete?.brought_new)) sources.hurry();
    return polled && all.every(({ last_complete }) => last_complete?.brought_new === false);
  });
  return began_ms;
}

interface Failing {
  readonly since_ms: number;
  readonly attempts: number;
  readonly failure: Failure;
}

function isForTooLong({ since_ms, attempts }: Failing): boolean {
  return attempts >= UNREADABLE_ATTEMPTS && Date.now() - since_ms >= UNREADABLE_MS;
}

/** Throws where an upstream has taken no PATCH for too long, naming it. */
export function unlessAway(profilePatches: ProfilePatches | undefined): void {
  const trouble = profilePatches?.status().troubles.find(isForTooLong);
  if (trouble !== undefined) throw away(trouble.upstream, 'written', trouble);
}

function away(upstream: string, what: 'read' | 'written', { failure }: Failing): Failure {
  const message = `${upstream} cannot be ${what} (${failure.message}): mend that, then start again`;
  return new Failure('fatal', 'upstream_unreadable', { message });
}

function broughtNewSince(sources: Sources | undefined, since_ms: number): boolean {
  const all = sources?.status().sources ?? [];
  return all.some(({ last_complete }) => (last_complete?.began_ms ?? 0) >= since_ms && last_complete?.brought_new);
}

/**
 * All that the stage's topics held when this was called is done: by this process, or by others of its group. Having no
 * partition says nothing: after a crash the group may still count the dead among its members.
 */
async function untilRead(
  { log, profilePatches }: Pick<CatchingUp, 'log' | 'profilePatches'>,
  stage: Component,
  signal: AbortSignal,
): Promise<void> {
  const reads = readsOf(stage);
  for (const name of reads.topics) {
    const ends = await log.ends(name);
    await until(signal, async () => {
      unlessAway(profilePatches);
      const { state, inputs, rebuilding } = stage.status();
      if (state !== 'running' || rebuilding.length > 0) return false;
      const mine = new Map(inputs.filter(({ topic }) => topic === name).map((one) => [one.partition, one.position]));
      const shared = mine.size < ends.length && reads.group !== null ? await log.committed(reads.group, name) : mine;
      return ends.every(({ begin, end }, n) => begin === end || (mine.get(n) ?? shared.get(n) ?? 0) >= end);
    });
  }
}

interface Reads {
  readonly topics: readonly string[];
  /** Whose committed offsets tell how far other processes are; null: no other process can read for it. */
  readonly group: string | null;
}

function readsOf(stage: Component): Reads {
  const processor = processors.find(({ name }) => name === stage.name);
  if (processor !== undefined) {
    return { topics: inputsOf(processor).map(({ name }) => name), group: groupOf(stage.name) };
  }
  if (stage.name === 'deliveries') return { topics: [topics.deliveries.name], group: GROUP };
  if (stage.name === NAME) return { topics: [topics.profile_patches.name], group: PATCHES_GROUP };
  if (stage.name === 'duckdb') return { topics: sinkTopics, group: null };
  return { topics: [...new Set(stage.status().inputs.map(({ topic }) => topic))], group: null };
}

/** A tick that tells of all this has gone through every stage, and what it brought through those after it. */
async function untilTicked(of: CatchingUp, signal: AbortSignal): Promise<void> {
  const { log, stages, clock } = of;
  const ticking = stages.find(({ name }) => name === 'clock');
  if (ticking === undefined) return;
  if (clock === 'wall') await untilNextTick(log, signal);
  else await untilRead(of, ticking, signal);
  for (const stage of stages) await untilRead(of, stage, signal);
}

async function untilNextTick(log: Log, signal: AbortSignal): Promise<void> {
  const written = async () => (await log.ends(topics.clock.name)).reduce((sum, { end }) => sum + end, 0);
  const before = await written();
  await until(signal, async () => (await written()) > before);
}

async function until(signal: AbortSignal, holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!signal.aborted && !(await holds())) await pause(LOOK_EVERY_MS, signal);
}
