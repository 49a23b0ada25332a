import { createHash } from 'node:crypto';
import { splitKey } from '../../schemas/keys.ts';
import { partitionOf } from '../../schemas/partition.ts';
import { type Topic, topics } from '../../schemas/topics.ts';
import type { Codec } from '../codec/codec.ts';
import type { Failure } from '../failures.ts';
import type { Log, RecordBatch, Transactor } from '../log/types.ts';
import type { Component, ComponentStatus } from '../tasks/component.ts';
import { endsOf } from '../tasks/ends.ts';
import { Member, unlessAborted, type Work } from '../tasks/member.ts';
import { noMetrics, type TaskMetrics } from '../tasks/metrics.ts';
import { scanDecoded } from '../tasks/reading.ts';
import type { Backoff } from '../tasks/waiting.ts';
import { type AnySource, type Incoming, isOf } from '../types.ts';
import type { Clock } from './clock-port.ts';
import { followerOf } from './following.ts';
import { KeptMarks } from './marks.ts';
import { Poller } from './poller.ts';
import { Polls, type SourceStatus } from './polls.ts';

export interface RunSourcesOptions {
  readonly log: Log;
  readonly codec: Codec;
  readonly sources: readonly AnySource[];
  /** The pipeline's: what a poll looks up to, and what a record may not be a day ahead of. */
  readonly clock: Clock;
  readonly metrics?: TaskMetrics;
  /** Between attempts of a source that fails with `retry` and does not say how long to wait. */
  readonly backoff?: Backoff;
  readonly rejoin?: Backoff;
  readonly onFatal?: (component: string, failure: Failure) => void;
}

export interface SourcesStatus extends ComponentStatus {
  readonly sources: readonly SourceStatus[];
}

export interface Sources extends Component<SourcesStatus> {
  /** Every source begins a poll now, or when the one under way has ended; one that waits after a failure does not. */
  hurry(): void;
}

const BACKOFF: Backoff = { first_ms: 1_000, max_ms: 60_000 };

/**
 * Polls every source in one process at a time: processes with the same sources share them out as a group over
 * `_cursors`. Processes with different ones do not meet in a group; a source in both goes back and forth between them
 * (fenced), so give each source to one set of processes.
 */
export function runSources(options: RunSourcesOptions): Sources {
  const { log, sources, rejoin, metrics = noMetrics, onFatal } = options;
  const polls = new Map(sources.map((source) => [source.name, new Polls(source)]));
  const member = new Member<SourcesShare>({
    log,
    name: 'sources',
    group: groupOf(sources),
    topics: [topics.cursors.name],
    metrics,
    ...(rejoin && { rejoin }),
    onFatal,
    open: (partition, { signal, fail }) => SourcesShare.open({ ...options, polls, partition, signal, fail }),
  });
  return {
    name: 'sources',
    status: () => ({
      name: 'sources',
      state: member.state,
      error: member.error,
      inputs: [],
      lag: {},
      tick_ms: null,
      rebuilding: [],
      sources: [...polls.values()].map((of) => of.status()),
    }),
    stop: () => member.stop(),
    hurry() {
      for (const share of member.works.values()) share.hurry();
    },
  };
}

function groupOf(sources: readonly AnySource[]): string {
  const names = sources.map(({ name }) => name).sort();
  return `regulars.sources-${createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 8)}`;
}

interface ShareOptions extends RunSourcesOptions {
  readonly polls: ReadonlyMap<string, Polls>;
  readonly partition: number;
  readonly signal: AbortSignal;
  fail(error: unknown): void;
}

/** The sources whose names lie on one partition. */
class SourcesShare implements Work {
  readonly positions: Work['positions'];
  readonly #pollers: readonly Poller[];

  private constructor(pollers: readonly Poller[], positions: Work['positions']) {
    this.#pollers = pollers;
    this.positions = positions;
  }

  static async open(options: ShareOptions): Promise<SourcesShare> {
    const { log, sources, partition, signal } = options;
    const mine = sources.filter(({ name }) => partitionOf(name, log.partitions) === partition);
    // Fence first: no earlier poller moves a cursor after it is read here.
    const transactors = await Promise.all(mine.map(({ name }) => log.transactor(`source-${name}`)));
    const { positions, end } = await readPositions(options, mine).catch(async (error) => {
      await Promise.all(transactors.map((transactor) => transactor.close()));
      throw error;
    });
    const pollers = mine.map((source, i) => pollerOf(options, source, transactors[i]!, positions.get(source.name)!));
    const share = new SourcesShare(pollers, [{ topic: topics.cursors.name, partition, offset: end }]);
    signal.addEventListener('abort', () => void share.abandon());
    return share;
  }

  hurry(): void {
    for (const poller of this.#pollers) poller.hurry();
  }

  /** Others' cursors, and its own: nothing to do. */
  async records(_: RecordBatch): Promise<void> {}

  drain(): Promise<void> {
    return this.abandon();
  }

  async abandon(): Promise<void> {
    await Promise.all(this.#pollers.map((poller) => poller.close()));
  }
}

/** Where a source stands. */
interface Standing {
  cursor: string | undefined;
  readonly marks: KeptMarks;
}

async function readPositions(
  options: ShareOptions,
  mine: readonly AnySource[],
): Promise<{ positions: ReadonlyMap<string, Standing>; end: number }> {
  const positions = new Map(
    mine.map(({ name }): [string, Standing] => [name, { cursor: undefined, marks: new KeptMarks() }]),
  );
  const end = await readPartition(options, topics.cursors, ({ value }) => {
    const standing = value === null ? undefined : positions.get(value.source);
    if (standing !== undefined) standing.cursor = value!.cursor;
  });
  await readPartition(options, topics.marks, ({ key, value }) => {
    const [source, id] = splitKey(key);
    positions.get(source!)?.marks.keep(id!, value?.mark ?? null);
  });
  return { positions, end };
}

/** All that lies on the partition by now; gives where it ends. */
async function readPartition<T>(
  { log, codec, partition, signal }: ShareOptions,
  topic: Topic<T>,
  each: (record: Incoming<T>) => void,
): Promise<number> {
  unlessAborted(signal);
  const { begin, end } = await endsOf(log, topic.name, partition);
  const range = { topic: topic.name, partition, from: begin, to: end };
  await scanDecoded(log, codec, range, signal, (record) => {
    if (isOf(record, topic)) each(record);
  });
  return end;
}

function pollerOf(
  options: ShareOptions,
  source: AnySource,
  transactor: Transactor,
  { cursor, marks }: Standing,
): Poller {
  const { log, codec, clock, polls, fail, metrics = noMetrics, backoff = BACKOFF } = options;
  const { name: stage, upstream } = source;
  const publishing = { codec, partitions: log.partitions, metrics, stage, upstream };
  // `polls` has one of each source.
  return new Poller({
    ...{ source, publishing, clock, backoff, transactor, cursor, marks, fail },
    polls: polls.get(stage)!,
    follow: (signal) => followerOf(log, codec, signal),
  });
}
