import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { Child, type ChildEvent, childEnvironment } from './child.ts';
import { StackError } from './errors.ts';
import type { ServeJob } from './job.ts';
import { brokerAddress, formatArguments } from './kafka.ts';
import type { StackAddresses, StackChild } from './messages.ts';
import type { StackPaths } from './paths.ts';
import { anyFreePort, choosePorts, defaultPorts, isFreePort, readPorts, writePorts } from './ports.ts';
import { broker, type Ground, schemaRegistry } from './programs.ts';
import { registryUrl } from './registry.ts';
import { formatLikeBefore, isFormatted, takeFormatted } from './storage.ts';
import { endOrphans } from './sweep.ts';

/** What is heard of the two. */
export interface Listener {
  /** The processes that run now have changed. */
  running(pids: readonly number[]): void;
  /** Both are ready; again after each return of one that had died. */
  ready(): void;
  says(text: string): void;
  /** One has died and is started again. */
  trouble(text: string): void;
  /** They cannot be had. Nothing is stopped by that. */
  failed(error: unknown): void;
}

const deathsBeforeAlarm = 3;
const readyWithin_ms = 180_000;

/** The two JVMs of a data directory, kept running from `start` to `stop`. */
export class BrokerAndRegistry {
  readonly #job: ServeJob;
  readonly #paths: StackPaths;
  readonly #listener: Listener;
  readonly #ground: Ground = { ports: defaultPorts, told: false };
  readonly #broker: Child;
  readonly #registry: Child;
  readonly #stopping = new AbortController();

  constructor(job: ServeJob, paths: StackPaths, listener: Listener) {
    this.#job = job;
    this.#paths = paths;
    this.#listener = listener;
    this.#broker = this.#child(broker);
    this.#registry = this.#child(schemaRegistry);
  }

  /** Ends what a killed supervisor has left, then starts both. Resolves before they are ready. */
  async start(): Promise<void> {
    const late = setTimeout(() => this.#late(), readyWithin_ms);
    late.unref();
    try {
      await endOrphans(this.#paths.marker);
      rmSync(this.#paths.temporary, { recursive: true, force: true });
      mkdirSync(this.#paths.temporary);
      await this.#choosePorts();
      if (!this.#stopping.signal.aborted) this.#registry.start();
      if (!isFormatted(this.#paths)) await this.#format();
      if (!this.#stopping.signal.aborted) this.#broker.start();
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#listener.failed(error);
    }
  }

  /** Resolves when both have ended, for good. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#children.map((child) => child.stop()));
  }

  get isReady(): boolean {
    return this.#children.every((child) => child.isReady);
  }

  get addresses(): StackAddresses {
    const { kafka, registry } = this.#ground.ports;
    return { brokers: [brokerAddress(kafka)], schemaRegistry: registryUrl(registry) };
  }

  get children(): StackChild[] {
    return this.#children.map(({ name, pid, isReady, restarts }) => ({
      name,
      pid: pid ?? null,
      ready: isReady,
      restarts,
    }));
  }

  get #children(): Child[] {
    return [this.#broker, this.#registry];
  }

  #child(programOf: typeof broker): Child {
    const program = programOf(this.#job, this.#paths, this.#ground);
    const log = () => ` Its log, ${program.log.path}:\n${program.log.tail()}`;
    return new Child(program, (event) => this.#heard(program.name, log, event));
  }

  async #choosePorts(): Promise<void> {
    const kept = readPorts(this.#paths.ports);
    const choice = { named: this.#job.ports, kept, isFree: isFreePort, anyFree: anyFreePort };
    this.#ground.ports = await choosePorts(choice);
    writePorts(this.#paths.ports, this.#ground.ports);
  }

  async #format(): Promise<void> {
    if (formatLikeBefore(this.#paths, this.#job.fetched)) return;
    this.#listener.says('preparing the storage of a new broker');
    const args = formatArguments(this.#paths, this.#job.fetched, this.#ground.ports);
    const options = { cwd: this.#paths.root, env: childEnvironment, signal: this.#stopping.signal };
    await new Promise<void>((resolve, reject) => {
      execFile(this.#job.java, args, options, (error, stdout, stderr) => {
        if (!error) return resolve();
        reject(new StackError('child_failed', `the broker's storage could not be prepared:\n${stdout}${stderr}`));
      });
    });
    takeFormatted(this.#paths, this.#job.fetched);
  }

  #heard(name: string, log: () => string, event: ChildEvent): void {
    this.#listener.running(this.#children.flatMap((child) => child.pid ?? []));
    if (event.kind === 'lost') this.#listener.failed(event.error);
    if (event.kind === 'ready' && this.isReady) {
      this.#ground.told = true;
      this.#listener.ready();
    }
    if (event.kind !== 'died') return;
    const alarm = event.early >= deathsBeforeAlarm ? withMend(log()) : '';
    if (alarm && !this.#ground.told) {
      this.#listener.failed(new StackError('child_failed', `${name} does not start (${event.how}).${alarm}`));
    } else {
      this.#listener.trouble(`${name} ended (${event.how}) and is started again.${alarm}`);
    }
  }

  #late(): void {
    if (this.#ground.told || this.#stopping.signal.aborted) return;
    const names = this.children.filter(({ ready }) => !ready).map(({ name }) => name);
    const message = `${names.join(' and ')} not ready after ${readyWithin_ms / 1000} s: see the logs in ${this.#paths.logs}.`;
    this.#listener.failed(new StackError('start_timeout', message));
  }
}

function withMend(log: string): string {
  if (!log.includes('UnsupportedVersionException')) return log;
  return `${log}\nIts data was written by a newer Apache Kafka: \`regulars stack reset\` deletes all of it and begins anew.`;
}
