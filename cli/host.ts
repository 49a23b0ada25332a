import { inDataDir, type Settings } from '../runtime/config/load.ts';
import { secretsOf } from '../runtime/config/secrets.ts';
import { type DataDir, openDataDir, stateFolder } from '../runtime/data-dir/layout.ts';
import { enter } from '../runtime/data-dir/presence.ts';
import type { Failure } from '../runtime/failures.ts';
import type { ControlCommands } from '../runtime/http/control.ts';
import type { Routes } from '../runtime/http/server.ts';
import type { Status, StatusSource } from '../runtime/http/status.ts';
import { fileTarget, type Log, openLog, stderrTarget } from '../runtime/logging/log.ts';
import { createMetrics, type Metrics } from '../runtime/metrics/metrics.ts';
import { Closing } from './closing.ts';
import type { Context } from './command.ts';
import { aborted } from './interrupt.ts';
import type { Progress } from './output.ts';
import { openProgress } from './progress.ts';
import { openServers, pageUrl, type Serving } from './servers.ts';

/** What is hosted: made cheaply, started when all around it is up. */
export interface Pipeline extends StatusSource {
  /** Added to the server: the webhooks. They answer 503 until the log is there. */
  readonly routes: readonly Routes[];
  /** What other commands of the data directory may ask. */
  readonly controls: ControlCommands;
  /**
   * Resolves when every component runs. Rejects when one cannot; `stop` is called all the same. `url`: where this
   * process is reached by HTTP.
   */
  start(signal: AbortSignal, url: string): Promise<void>;
  /** What it runs on, a line each, once it has started. */
  addresses(): readonly string[];
  /** Resolves when the pipeline has caught up, as the contract defines it. Rejects when that cannot come to be. */
  untilCaughtUp(signal: AbortSignal): Promise<void>;
  /** Resolves when a component has failed for good: somebody must act. */
  readonly failed: Promise<Failure>;
  /** Drains, then lets go of everything. Called once, also when `start` has failed. */
  stop(): Promise<void>;
}

/** What a pipeline stands on. */
export interface Ground {
  readonly settings: Settings;
  readonly dataDir: DataDir;
  /** Where this process keeps its state: the data directory, or its instance's part of it. */
  readonly stateDir: string;
  /** Of that state: no two processes have one at a time, and it stays the same after a restart. */
  readonly id: string;
  /** Absolute path of a path of the config. */
  inState(path: string): string;
  readonly log: Log;
  readonly metrics: Metrics;
  /** A line for the person who waits. */
  note(line: string): void;
  /** One that the next one replaces. */
  pass(line: string): void;
}

export interface Hosting {
  readonly command: string;
  /** No second process of the data directory and instance may have one of them. */
  readonly roles: readonly string[];
  readonly instance?: string;
  readonly untilCaughtUp: boolean;
  /** Logs go to a file although nobody watches. */
  readonly logToFile: boolean;
  /** The pipeline tells by itself how it comes along: no line for each stage. */
  readonly tellsItself?: boolean;
  create(ground: Ground): Promise<Pipeline>;
}

/**
 * Runs a pipeline with its server until it has caught up, is interrupted, or fails; then drains. Gives the last status
 * before that; undefined where it was interrupted while starting.
 */
export async function host(hosting: Hosting, context: Context): Promise<Status | undefined> {
  const { settings } = context;
  const dataDir = openDataDir(settings.dataDir);
  const { command, roles, instance } = hosting;
  const presence = await enter(dataDir, { command, roles, ...(instance === undefined ? {} : { instance }) });
  const closing = new Closing();
  closing.add(() => presence.leave());
  let last: Status | undefined;
  try {
    last = await runHosted(hosting, context, { dataDir, presence, closing });
  } catch (error) {
    // What fails while closing is the consequence of this.
    await closing.run().catch(() => {});
    if (!context.signal.aborted) throw error;
    return undefined;
  }
  await closing.run();
  return last;
}

type Place = Pick<Serving, 'dataDir' | 'presence' | 'closing'>;

async function runHosted(hosting: Hosting, context: Context, place: Place): Promise<Status> {
  const { settings, output, signal } = context;
  const { dataDir, closing } = place;
  const stateDir = stateFolder(dataDir, hosting.instance);
  const log = logOf(hosting, context, dataDir);
  const metrics = createMetrics();
  const inState = (path: string) => inDataDir({ ...settings, dataDir: stateDir }, path);
  let progress: Progress | undefined;
  const note = (line: string) => (progress ?? output).note(line);
  const pass = (line: string) => (progress ?? output).pass(line);
  const id = hosting.instance === undefined ? dataDir.id : `${dataDir.id}.${hosting.instance}`;
  const pipeline = await hosting.create({ settings, dataDir, stateDir, id, inState, log, metrics, note, pass });
  closing.add(() => pipeline.stop());
  const server = await openServers({ ...place, pipeline, settings, log, metrics });
  log.info('started', { command: hosting.command, roles: hosting.roles, url: server.url });
  progress = hosting.tellsItself === true ? undefined : openProgress(output, pipeline);
  closing.add(() => {
    progress?.close();
    progress = undefined;
    if (signal.aborted) note('finishing what is under way …');
  });
  say(context, note, `dashboard ${pageUrl(server, settings, dataDir)}`);
  await Promise.race([pipeline.start(signal, server.url), aborted(signal)]);
  for (const line of signal.aborted ? [] : pipeline.addresses()) say(context, note, line);
  await ending(pipeline, hosting.untilCaughtUp, signal);
  const last = pipeline.status();
  return last;
}

/** Not into the result where that is JSON, nor across lines that are drawn anew. */
function say({ output, json }: Context, note: (line: string) => void, line: string): void {
  if (json || output.interactive) note(line);
  else output.print(line);
}

/** Resolves when it is time to stop; rejects with why it must. */
async function ending(pipeline: Pipeline, untilCaughtUp: boolean, signal: AbortSignal): Promise<void> {
  const failed = pipeline.failed.then((failure) => Promise.reject(failure));
  await Promise.race([failed, aborted(signal), ...(untilCaughtUp ? [pipeline.untilCaughtUp(signal)] : [])]);
}

function logOf({ command, logToFile }: Hosting, { settings, output }: Context, dataDir: DataDir): Log {
  const secrets = secretsOf(settings.config);
  if (!output.interactive && !logToFile) return openLog({ secrets, target: stderrTarget() });
  const target = fileTarget(dataDir.logs, command, new Date());
  output.note(`logs      ${target.path}`);
  return openLog({ secrets, target });
}
