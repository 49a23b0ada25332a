import { type AnyTopic, topics } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Log } from '../log/types.ts';
import type { AnyProcessor } from '../types.ts';
import { endsOf } from './ends.ts';
import { unlessAborted } from './member.ts';
import { openRequest, type Phase, ProgressReader, type Request } from './progress.ts';
import { scanDecoded } from './reading.ts';
import type { Manifest } from './snapshots/manifest.ts';
import type { SnapshotPolicy } from './snapshots/policy.ts';
import { type Loaded, loadSnapshot, type Void } from './snapshots/read.ts';

export interface Restoring {
  readonly log: Log;
  readonly codec: Codec;
  readonly processor: AnyProcessor;
  readonly group: string;
  readonly partition: number;
  readonly signal: AbortSignal;
  /** Undefined: none are loaded. */
  readonly snapshots: SnapshotPolicy | undefined;
}

/** A task as its log says it is. */
export interface Restored {
  /** The processor's own state: restored, or empty where it is to be rebuilt. */
  readonly state: unknown;
  readonly stream_time_ms: number;
  /** A rebuild to be done; the state is empty then. */
  readonly request: Request | undefined;
  /** Id of the rebuild last asked for; null: none was. */
  readonly asked: string | null;
  /** The rebuild last done. */
  readonly phase: Phase | undefined;
  /** Where `_tasks` is read on: a request for a rebuild may come. */
  readonly tasks_offset: number;
  /** Where to read each input, and its end at the moment. */
  readonly inputs: readonly Input[];
  /** Changelog records read. */
  readonly records: number;
  /** What lies of the task in `_snapshots`. */
  readonly manifest: Manifest | undefined;
  /** Whether the state came of that; else why it did not, where it might have. */
  readonly snapshot: 'loaded' | Void | undefined;
}

export interface Input {
  readonly topic: string;
  readonly begin: number;
  readonly offset: number;
  readonly end: number;
}

/** All that is read by a task on partition n: the inputs, and the ticks where it takes them. */
export function inputsOf(processor: AnyProcessor): readonly AnyTopic[] {
  return processor.advance === undefined ? processor.inputs : [...processor.inputs, topics.clock];
}

/**
 * Positions first: once they are told, no transaction of an earlier generation that the broker took is still open, and
 * it takes none any more. What the changelogs hold from then on is what counts.
 */
export async function restore(restoring: Restoring): Promise<Restored> {
  const { log, codec, processor, partition, signal, snapshots } = restoring;
  const read = await Promise.all(inputsOf(processor).map((topic) => inputOf(restoring, topic)));
  unlessAborted(signal);
  const reader = new ProgressReader(log, codec, processor.name, partition);
  const progress = await reader.look(signal);
  const { stream_time_ms, phase, manifest } = progress;
  const request = openRequest(progress);
  const found =
    request !== undefined || manifest === undefined || snapshots === undefined || processor.snapshots === undefined
      ? undefined
      : await loadSnapshot({ ...restoring, snapshots }, manifest.snapshot, progress);
  const { state, changelogs }: Loaded =
    typeof found === 'object' ? found : { state: processor.create(), changelogs: {} };
  const records = request === undefined ? await readChangelogs(restoring, state, changelogs) : 0;
  processor.restored?.(state, stream_time_ms);
  const inputs = request === undefined ? read : read.map((input) => ({ ...input, offset: input.begin }));
  unlessAborted(signal);
  const snapshot = typeof found === 'object' ? 'loaded' : found;
  const asked = progress.request?.id ?? null;
  const told = { stream_time_ms, request, asked, phase, tasks_offset: reader.position };
  return { ...told, state, inputs, records, manifest, snapshot };
}

/** Up to the ends of now, uncommitted records of other writers below them included: the scan waits for those. */
async function readChangelogs(
  { log, codec, processor, partition, signal }: Restoring,
  state: unknown,
  from: Loaded['changelogs'],
): Promise<number> {
  let records = 0;
  for (const { name } of processor.changelogs) {
    const { begin, end } = await endsOf(log, name, partition);
    const range = { topic: name, partition, from: from[name] ?? begin, to: end };
    records += await scanDecoded(log, codec, range, signal, (record) => processor.restore(state, record));
  }
  return records;
}

async function inputOf({ log, group, partition }: Restoring, { name }: AnyTopic): Promise<Input> {
  const committed = await log.committed(group, name);
  const { begin, end } = await endsOf(log, name, partition);
  return { topic: name, begin, offset: Math.max(begin, committed.get(partition) ?? begin), end };
}
