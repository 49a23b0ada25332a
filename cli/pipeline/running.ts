import { type ComponentName, processorsOf, upstreamsOf } from '../../pipeline.ts';
import { webhookRoutes } from '../../producers/webhook-server.ts';
import type { Config } from '../../runtime/config/schema.ts';
import { Failure, failureOf } from '../../runtime/failures.ts';
import type { Routes } from '../../runtime/http/server.ts';
import type { Readiness, Status } from '../../runtime/http/status.ts';
import type { NewRecord, Writer } from '../../runtime/log/types.ts';
import { type Clock, wallClock } from '../../runtime/sources/clock-port.ts';
import type { Sources } from '../../runtime/sources/sources.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import { pause } from '../../runtime/tasks/waiting.ts';
import type { Wanted } from '../../sinks/profile-patches/choice.ts';
import type { ProfilePatches } from '../../sinks/profile-patches/sink.ts';
import type { Upstream, Webhook } from '../../upstreams/types.ts';
import type { Ground, Pipeline } from '../host.ts';
import type { ApplyReport } from '../write-back/told.ts';
import { Applying, type Told } from './applying.ts';
import { untilCaughtUp } from './caught-up.ts';
import { type Opened, openComponents, webhooksOf } from './components.ts';
import { type Connection, connect } from './connect.ts';
import { controlsOf } from './controls.ts';
import { type Replayable, type Replaying, replay } from './replaying.ts';
import { readinessOf, statusOf } from './status.ts';
import { WarehouseSink } from './warehouse.ts';

export interface RunningOptions {
  readonly ground: Ground;
  readonly command: string;
  readonly only: ReadonlySet<ComponentName>;
  /** What the pipeline is to work with: the config and the wall's time, or the demo's sandbox. Called once. */
  surroundings(url: string): Promise<Surroundings>;
}

export interface Surroundings {
  readonly config: Config;
  readonly clock: Clock;
  /** What runs beside the pipeline, a line each. */
  readonly addresses: readonly string[];
  close(): Promise<void>;
}

const READY_EVERY_MS = 25;

/** The components of one process, from the first connection to the last commit. */
export class RunningPipeline implements Pipeline {
  readonly routes: readonly Routes[];
  readonly failed: Promise<Failure>;
  readonly controls = controlsOf({
    sink: () => this.#sink,
    replayable: () => this.#replayable(),
    processing: () => this.#options.ground.settings.config,
    config: () => this.#config,
    apply: (wanted, told) => this.apply(wanted, told),
  });
  readonly #options: RunningOptions;
  readonly #started_at = new Date().toISOString();
  readonly #webhooks = new Map<string, Webhook>();
  /** Last opened first. */
  readonly #closing: (() => Promise<void>)[] = [];
  #fail: (failure: Failure) => void = () => {};
  #phase: Status['phase'] = 'starting';
  #caught_up = false;
  #connection: Connection | undefined;
  #addresses: readonly string[] = [];
  #upstreams: readonly Upstream[] = [];
  #writer: Writer | undefined;
  #sources: Sources | undefined;
  #profilePatches: ProfilePatches | undefined;
  #sink: WarehouseSink | undefined;
  /** In the order of the data. */
  #components: readonly Component[] = [];
  #opened: Opened | undefined;
  #config: Config;
  readonly #applying = new Applying();

  constructor(options: RunningOptions) {
    this.#options = options;
    this.#config = options.ground.settings.config;
    this.failed = new Promise((resolve) => {
      this.#fail = (failure) => {
        this.#phase = 'failed';
        resolve(failure);
      };
    });
    this.routes = this.#has('webhooks') ? [this.#webhookRoutes()] : [];
  }

  async start(signal: AbortSignal, url: string): Promise<void> {
    const { ground, command } = this.#options;
    const { settings, log: logger, note, pass } = ground;
    const opening = connect({
      ...settings,
      as: command,
      logger,
      note,
      pass,
      onLost: (error) => this.#fail(failureOf(error)),
    });
    const [connection, { config, clock, addresses, close }] = await both(opening, this.#options.surroundings(url));
    this.#connection = connection;
    this.#addresses = addresses;
    this.#config = config;
    this.#closing.unshift(() => connection.close(), close);
    if (signal.aborted) return;
    this.#openUpstreams(config);
    await this.#openStages(connection, { config, clock });
    while (!signal.aborted && !this.#components.every((one) => one.status().state === 'running')) {
      if (this.#components.some((one) => one.status().state === 'failed')) throw await this.failed;
      await pause(READY_EVERY_MS, signal);
    }
    this.#phase = 'running';
  }

  async untilCaughtUp(signal: AbortSignal): Promise<void> {
    if (this.#connection === undefined) return;
    const stages = this.#components.filter((one) => one !== this.#sources);
    const { clock } = this.#options.ground.settings.config;
    const { log } = this.#connection;
    const sources = this.#sources;
    await untilCaughtUp({ log, sources, stages, profilePatches: this.#profilePatches, clock }, signal);
    if (signal.aborted) return;
    await this.#sink?.countRows();
    this.#caught_up = true;
  }

  /** Has components of this process make their state and results anew. */
  replay(replaying: Replaying): Promise<void> {
    return replay(this.#replayable(), replaying);
  }

  /** Has planned PATCHes sent, and waits for what comes of them. */
  apply(wanted: Wanted, told: Told): Promise<ApplyReport> {
    const { log, codec } = this.#connected();
    const opened = this.#opened;
    if (opened === undefined) throw stillStarting();
    return this.#applying.begin({ log, codec, opened, config: this.#config }, wanted, told);
  }

  status(): Status {
    return statusOf({
      command: this.#options.command,
      started_at: this.#started_at,
      phase: this.#phase,
      caught_up: this.#caught_up,
      only: this.#options.only,
      metrics: this.#options.ground.metrics,
      components: this.#components,
      sources: this.#sources,
      upstreams: this.#upstreams,
      tables: this.#sink?.tables() ?? [],
      patch_ledger: this.#sink?.patches() ?? null,
    });
  }

  addresses(): readonly string[] {
    if (this.#connection === undefined) return [];
    const { brokers, schemaRegistry } = this.#connection;
    return [`broker    ${brokers.join(', ')}`, `registry  ${schemaRegistry}`, ...this.#addresses];
  }

  readiness(): Promise<readonly Readiness[]> {
    return readinessOf({ connection: this.#connection, sink: this.#sink, components: this.#components });
  }

  async stop(): Promise<void> {
    if (this.#phase !== 'failed') this.#phase = 'draining';
    await this.#applying.stop();
    await Promise.all(this.#components.map((component) => component.stop()));
    for (const close of this.#closing.splice(0)) await close();
  }

  #has(component: ComponentName): boolean {
    return this.#options.only.has(component);
  }

  #openUpstreams(config: Config): void {
    const { ground } = this.#options;
    const { metrics } = ground;
    const deps = { dataDir: ground.dataDir.path, log: ground.log.of('upstreams'), metrics, now: Date.now };
    this.#upstreams = upstreamsOf(config, deps);
    for (const [name, webhook] of webhooksOf(this.#upstreams)) this.#webhooks.set(name, webhook);
    this.#closing.unshift(async () => {
      await Promise.all(this.#upstreams.map((upstream) => upstream.close()));
    });
  }

  async #openStages(connection: Connection, { config, clock }: Pick<Surroundings, 'config' | 'clock'>): Promise<void> {
    const { ground } = this.#options;
    if (this.#has('webhooks')) this.#writer = await connection.log.writer();
    const onFatal = (component: string, failure: Failure) => {
      ground.log.error('a component has failed', { component, reason: failure.reason, message: failure.message });
      this.#fail(failure);
    };
    const metrics = ground.metrics.tasks;
    if (this.#has('duckdb')) this.#sink = await WarehouseSink.open({ ground, config, connection, metrics, onFatal });
    const has = (name: ComponentName) => this.#has(name);
    const patched = (outcome: string) => ground.metrics.patch(outcome);
    const common = { connection, config, clock, metrics, patched, log: ground.log.of('profile-patches'), onFatal };
    const opened = openComponents({ ...common, instance: ground.id, upstreams: this.#upstreams, has });
    this.#opened = opened;
    this.#sources = opened.sources;
    this.#profilePatches = opened.profilePatches;
    const sink = this.#sink;
    this.#components = [...opened.components, ...(sink === undefined ? [] : [sink.component])];
    if (sink !== undefined) this.#closing.unshift(() => sink.close());
  }

  /** The routes are there before the log is: until then every delivery is told to come again. */
  #webhookRoutes(): Routes {
    const { ground } = this.#options;
    const pipeline = this;
    const routes = webhookRoutes({
      webhooks: this.#webhooks,
      writer: { append: (records) => this.#append(records), close: async () => {} },
      encoding: {
        get codec() {
          return pipeline.#connected().codec;
        },
        get partitions() {
          return pipeline.#connected().log.partitions;
        },
      },
      metrics: ground.metrics,
      log: ground.log.of('webhooks'),
      now: Date.now,
    });
    return (app) => {
      app.addHook('onRequest', async (_request, reply) => {
        return this.#writer === undefined ? reply.code(503).send({ error: 'starting' }) : undefined;
      });
      return routes(app);
    };
  }

  async #append(records: readonly NewRecord[]): Promise<void> {
    if (this.#writer === undefined) throw new Failure('retry', 'starting');
    await this.#writer.append(records);
  }

  #replayable(): Replayable {
    const connection = this.#connected();
    const processors = processorsOf(this.#options.ground.settings.config);
    return { connection, processors, sink: this.#sink?.component };
  }

  #connected(): Connection {
    if (this.#connection === undefined) throw stillStarting();
    return this.#connection;
  }
}

function stillStarting(): Failure {
  return new Failure('retry', 'starting', { message: 'it is still starting: try again in a moment' });
}

export const fromConfig = (config: Config) => async (): Promise<Surroundings> => ({
  addresses: [],
  config,
  clock: wallClock,
  close: async () => {},
});

/** Both, or neither: what one has opened is closed where the other fails. */
async function both<A extends { close(): Promise<void> }, B extends { close(): Promise<void> }>(
  one: Promise<A>,
  other: Promise<B>,
): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([one, other]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  for (const opened of [a, b]) if (opened.status === 'fulfilled') await opened.value.close();
  throw a.status === 'rejected' ? a.reason : b.status === 'rejected' ? b.reason : new Error('unreachable');
}
