import { randomUUID } from 'node:crypto';
import { type AnyTopic, topics } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import { Failure } from '../failures.ts';
import type { Ends, Log, NewRecord } from '../log/types.ts';
import type { AnyProcessor } from '../types.ts';
import type { Committer } from './committer.ts';
import { endsOf } from './ends.ts';
import { unlessAborted } from './member.ts';
import { openRequest, type Phase, ProgressReader, progressOf, type Request, requestOf, taskOf } from './progress.ts';
import { topicOf } from './reading.ts';
import { recordOf } from './records.ts';
import { inputsOf } from './restore.ts';
import { pause } from './waiting.ts';

/** Logs of acts towards the outside: a rebuild neither recomputes nor sweeps them. */
const acts: readonly AnyTopic[] = [topics.profile_patches, topics.survey_invitations, topics.dead_letters];

/** Whether a replay makes its results anew: a log of acts is read, and never recomputed. */
export function isRebuildable({ outputs }: AnyProcessor): boolean {
  return !outputs.some((topic) => acts.includes(topic));
}

/** How often a task that is done looks whether the others are. */
const LOOK_EVERY_MS = 100;

/**
 * Asks for a processor's state and results to be made anew from the beginning of its inputs. Returns once the request
 * is on the log; running tasks notice it at once, others when they start. Meanwhile results pass through earlier
 * values; afterwards they are what they were, without keys that the processor does not produce any more.
 */
export async function requestRebuild(log: Log, codec: Codec, processor: AnyProcessor): Promise<void> {
  const swept = processor.outputs.filter((topic) => !acts.includes(topic));
  const [inputs, outputs] = await Promise.all([endsByTopic(log, inputsOf(processor)), endsByTopic(log, swept)]);
  const id = randomUUID();
  const records = Array.from({ length: log.partitions }, (_, partition): NewRecord => {
    const request: Request = { id, until: endsOn(inputs, partition), outputs: endsOn(outputs, partition) };
    const value = progressOf(requestOf(processor.name, partition), 0, request);
    return { ...recordOf({ codec, partitions: log.partitions }, topics.tasks, value), partition };
  });
  const transactor = await log.transactor(`${processor.name}-rebuild`);
  try {
    await transactor.transact({ records });
  } finally {
    await transactor.close();
  }
}

/** Whether a rebuild of the processor is asked for and not done on every partition. */
export async function isRebuilding(log: Log, codec: Codec, processor: string): Promise<boolean> {
  const { signal } = new AbortController();
  const partitions = Array.from({ length: log.partitions }, (_, n) => n);
  const looks = partitions.map((n) => new ProgressReader(log, codec, processor, n).look(signal));
  return (await Promise.all(looks)).some((progress) => openRequest(progress) !== undefined);
}

export interface Rebuilding {
  readonly log: Log;
  readonly codec: Codec;
  readonly processor: AnyProcessor;
  readonly partition: number;
  readonly request: Request;
  readonly committer: Committer;
  readonly stream_time_ms: number;
  /** Aborts when the task ends. */
  readonly signal: AbortSignal;
}

/**
 * The end of a rebuild, for a task that has read its inputs anew. It steps nothing meanwhile, nor do the others that
 * are done: so nobody produces a key that another is about to remove as stale.
 *
 * 1. Commit what was produced, with the phase `read`.
 * 2. Wait until every task of the processor has come so far: every key produced anew is on the log.
 * 3. Sweep partition n of every output: a key of the processor's last written before the request gets a tombstone.
 *    Phase `swept`.
 * 4. Wait until every task has swept.
 * 5. Phase `done`: the request is closed.
 *
 * False: the task ended before. Its successor finds the request and begins the rebuild again.
 */
export async function finishRebuild(rebuilding: Rebuilding): Promise<boolean> {
  const { request } = rebuilding;
  // 1. Commit.
  if (!(await enterPhase(rebuilding, 'read'))) return false;
  // 2. Wait.
  await others(rebuilding, ['read', 'swept', 'done']);
  // 3. Sweep.
  for (const [topic, before] of Object.entries(request.outputs)) await sweep(rebuilding, topic, before);
  if (!(await enterPhase(rebuilding, 'swept'))) return false;
  // 4. Wait.
  await others(rebuilding, ['swept', 'done']);
  // 5. Close the request.
  return enterPhase(rebuilding, 'done');
}

function enterPhase(rebuilding: Rebuilding, phase: Phase['phase']): Promise<boolean> {
  const { committer, processor, partition, stream_time_ms, request } = rebuilding;
  const progress = progressOf(taskOf(processor.name, partition), stream_time_ms, { id: request.id, phase });
  committer.pending.progress(partition, progress);
  return committer.flush();
}

async function others(
  { log, codec, processor, partition, request, signal }: Rebuilding,
  phases: readonly Phase['phase'][],
): Promise<void> {
  for (let other = 0; other < log.partitions; other++) {
    if (other === partition) continue;
    const reader = new ProgressReader(log, codec, processor.name, other);
    for (;;) {
      const { phase, request: asked } = await reader.look(signal);
      // Requests of all partitions are written together: there is a newer one for this task, too.
      if (asked?.id !== request.id) throw new Failure('fenced', 'rebuild_requested', { after_ms: 0 });
      if (phase?.id === request.id && phases.includes(phase.phase)) break;
      await pause(LOOK_EVERY_MS, signal);
      unlessAborted(signal);
    }
  }
}

async function sweep(
  { log, processor, committer, partition, signal }: Rebuilding,
  topic: string,
  before: number,
): Promise<void> {
  for (const key of await staleKeys(log, { topic, partition, before, signal })) {
    if (processor.owns?.(topicOf(topic), key) === false) continue;
    await committer.room();
    unlessAborted(signal);
    committer.pending.sweep(topicOf(topic), partition, key);
    committer.kick();
  }
}

interface Sweep {
  readonly topic: string;
  readonly partition: number;
  readonly before: number;
  readonly signal: AbortSignal;
}

/** Keys that have a value, last written below `before`. */
async function staleKeys(log: Log, { topic, partition, before, signal }: Sweep): Promise<Iterable<string>> {
  const { begin, end } = await endsOf(log, topic, partition);
  const stale = new Set<string>();
  await log.scan({ topic, partition, from: begin, to: end }, ({ records }) => {
    unlessAborted(signal);
    for (const { key, value, offset } of records) {
      if (value === null || offset >= before) stale.delete(key.toString());
      else stale.add(key.toString());
    }
  });
  return stale;
}

async function endsByTopic(log: Log, read: readonly AnyTopic[]): Promise<Map<string, readonly Ends[]>> {
  return new Map(await Promise.all(read.map(async ({ name }) => [name, await log.ends(name)] as const)));
}

function endsOn(ends: ReadonlyMap<string, readonly Ends[]>, partition: number): Record<string, number> {
  return Object.fromEntries([...ends].map(([topic, all]) => [topic, all[partition]?.end ?? 0]));
}
