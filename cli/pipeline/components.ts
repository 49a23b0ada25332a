import { type ComponentName, namesOf, processorsOf, profileShows } from '../../pipeline.ts';
import type { Config } from '../../runtime/config/schema.ts';
import type { Failure } from '../../runtime/failures.ts';
import { runClock } from '../../runtime/sources/clock.ts';
import type { Clock } from '../../runtime/sources/clock-port.ts';
import { runDeliveries } from '../../runtime/sources/deliveries.ts';
import { runSources, type Sources } from '../../runtime/sources/sources.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import type { TaskMetrics } from '../../runtime/tasks/metrics.ts';
import { groupOf, runProcessors } from '../../runtime/tasks/processors.ts';
import { inputsOf } from '../../runtime/tasks/restore.ts';
import type { AnyProcessor } from '../../runtime/types.ts';
import { type Choice, everything } from '../../sinks/profile-patches/choice.ts';
import type { StageBefore } from '../../sinks/profile-patches/gate.ts';
import { type ProfilePatches, runProfilePatches, type SinkLog } from '../../sinks/profile-patches/sink.ts';
import type { ProfileWriter, Upstream } from '../../upstreams/types.ts';
import { version } from '../version.ts';
import type { Connection } from './connect.ts';

export interface Opening {
  /** Tells this process from all others, and stays the same when it starts again. */
  readonly instance: string;
  readonly connection: Pick<Connection, 'log' | 'codec'>;
  readonly config: Config;
  readonly clock: Clock;
  readonly upstreams: readonly Upstream[];
  readonly metrics: TaskMetrics;
  /** What came of a PATCH. */
  patched(outcome: string): void;
  readonly log: SinkLog;
  has(component: ComponentName): boolean;
  onFatal(component: string, failure: Failure): void;
}

export interface Opened {
  readonly sources: Sources | undefined;
  readonly profilePatches: ProfilePatches | undefined;
  /** In the order of the data, the sources first. */
  readonly components: readonly Component[];
  /** Sends what is chosen of the planned PATCHes, in any mode, until it is stopped. `profilePatches` does not run. */
  sendPatches(choice: Choice, onFatal: Opening['onFatal']): ProfilePatches;
}

/** Starts the chosen components but the warehouse's. */
export function openComponents(opening: Opening): Opened {
  const { connection, config, clock, upstreams, has } = opening;
  const { log, codec } = connection;
  const common = { log, codec, clock, metrics: opening.metrics, onFatal: opening.onFatal };
  const polled = upstreams.flatMap((upstream) => upstream.sources);
  const sources = has('sources') && polled.length > 0 ? runSources({ ...common, sources: polled }) : undefined;
  const snapshots = { build: version(), eraseWithinHours: config.kafka.eraseWithinHours };
  const processors = processorsOf(config);
  const chosen = processors.filter(({ name }) => has(name as ComponentName));
  const running = runProcessors({ ...common, instance: opening.instance, processors: chosen, snapshots });
  const before = processors.map((processor) => stageOf(processor, running));
  const sendPatches = (choice: Choice, onFatal: Opening['onFatal']) =>
    openProfilePatches({ ...opening, onFatal }, { before, sources, choice });
  const live = has('profile-patches') && config.writeBack.mode === 'live' && writersOf(upstreams).size > 0;
  const profilePatches = live ? sendPatches(everything, opening.onFatal) : undefined;
  return {
    sources,
    profilePatches,
    sendPatches,
    components: [
      ...(sources === undefined ? [] : [sources]),
      ...(has('deliveries') ? [runDeliveries({ ...common, resolvers: webhooksOf(upstreams) })] : []),
      ...(has('clock') ? [runClock({ ...common, mode: config.clock })] : []),
      ...running,
      ...(profilePatches === undefined ? [] : [profilePatches]),
    ],
  };
}

/** A processor as whoever sends patches looks at it, run by this process or by another. */
function stageOf(processor: AnyProcessor, running: readonly Component[]): StageBefore {
  const { name } = processor;
  const component = running.find((one) => one.name === name);
  const topics = inputsOf(processor).map((topic) => topic.name);
  return { name, topics, group: groupOf(name), inputs: () => component?.status().inputs ?? [] };
}

interface Sending {
  readonly before: readonly StageBefore[];
  readonly sources: Sources | undefined;
  readonly choice: Choice;
}

function openProfilePatches(
  { connection, config, upstreams, metrics, patched, log: log_line, onFatal }: Opening,
  { before, sources, choice }: Sending,
): ProfilePatches {
  const { settleSeconds, humanEdits } = config.writeBack;
  const names = namesOf(config);
  const { log, codec } = connection;
  return runProfilePatches({
    ...{ log, codec, before, choice, humanEdits, metrics, patched, log_line, onFatal },
    writers: writersOf(upstreams),
    ready: () => sources === undefined || hasBeenRead(sources),
    settle_ms: settleSeconds * 1000,
    shows: (profile) => profileShows(names, profile),
    now_ms: Date.now,
  });
}

function writersOf(upstreams: readonly Upstream[]): ReadonlyMap<string, ProfileWriter> {
  return new Map(upstreams.flatMap(({ name, profiles }) => (profiles === null ? [] : [[name, profiles]])));
}

/** Every source that this process polls has been read to its end once, or cannot be read. */
function hasBeenRead(sources: Sources): boolean {
  const { state, sources: all } = sources.status();
  const mine = all.filter((source) => source.state !== 'elsewhere');
  return state === 'running' && mine.every(({ last_complete, failing }) => last_complete ?? failing);
}

export function webhooksOf(upstreams: readonly Upstream[]) {
  const all = upstreams.flatMap(({ name, webhook }) => (webhook === null ? [] : [[name, webhook] as const]));
  return new Map(all);
}
