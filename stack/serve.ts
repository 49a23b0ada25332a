import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { Child, type ChildEvent, childEnvironment } from './child.ts';
import { readDistribution } from './distribution.ts';
import { StackError } from './errors.ts';
import { Guard } from './guard.ts';
import { hold, isHeld, releaseHold } from './hold.ts';
import type { ServeJob } from './job.ts';
import { formatArguments, isFormatted, takeFormatted } from './kafka.ts';
import type { Reply, RunningStatus, StackAddresses, StackUser } from './messages.ts';
import { type StackPaths, supervisorScript } from './paths.ts';
import { anyFreePort, choosePorts, defaultPorts, isFreePort, readPorts, writePorts } from './ports.ts';
import { broker, type Ground, schemaRegistry } from './programs.ts';
import type { StackProgress } from './progress.ts';
import { registryUrl } from './registry.ts';
import { newSocketPath, removeSocket } from './socket.ts';
import { endOrphans } from './sweep.ts';
import { Users, type UsersHost } from './users.ts';

const deathsBeforeAlarm = 3;

/** Runs broker and registry while they are used or held. Resolves when both have ended and the socket is gone. */
export async function serve(job: ServeJob, paths: StackPaths): Promise<void> {
  const stack = new ServedStack(job, paths);
  process.on('SIGTERM', () => stack.end());
  process.on('SIGINT', () => {}).on('SIGHUP', () => {});
  await stack.start();
  await stack.ended;
}

class ServedStack implements UsersHost {
  readonly #job: ServeJob;
  readonly #paths: StackPaths;
  readonly #users: Users;
  readonly #guard: Guard;
  readonly #ground: Ground = { ports: defaultPorts, told: false };
  readonly #children: readonly Child[];
  readonly #logs: ReadonlyMap<string, () => string>;
  readonly #born = performance.now();
  readonly ended: Promise<void>;
  #resolveEnded = () => {};
  #progress: StackProgress = { stage: 'start', text: 'starting the local broker and registry' };
  #failure: Reply | undefined;
  #ending = false;

  constructor(job: ServeJob, paths: StackPaths) {
    this.#job = job;
    this.#paths = paths;
    this.#users = new Users(this);
    this.#guard = new Guard(paths.hold, [process.execPath, supervisorScript(), JSON.stringify(job)]);
    const programs = [broker(job, paths, this.#ground), schemaRegistry(job, paths, this.#ground)];
    this.#logs = new Map(programs.map(({ name, log }) => [name, () => `${log.path}:\n${log.tail()}`]));
    this.#children = programs.map((program) => {
      const child: Child = new Child(program, (event) => this.#heard(child, event));
      return child;
    });
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
  }

  async start(): Promise<void> {
    await this.#users.listen(newSocketPath(this.#paths));
    try {
      await endOrphans(this.#paths.marker);
      rmSync(this.#paths.temporary, { recursive: true, force: true });
      mkdirSync(this.#paths.temporary);
      await this.#choosePorts();
      const [kafka, registry] = this.#children;
      if (!this.#ending) registry?.start();
      if (!isFormatted(this.#paths)) await this.#format();
      if (!this.#ending) kafka?.start();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Stops both children and everything else. May be called again. */
  end(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#users.close();
    void Promise.all(this.#children.map((child) => child.stop())).then(() => {
      this.#guard.done();
      removeSocket(this.#paths);
      this.#resolveEnded();
    });
  }

  hold(): void {
    hold(this.#paths.hold);
  }

  release(): void {
    releaseHold(this.#paths.hold);
  }

  isHeld(): boolean {
    return isHeld(this.#paths.hold);
  }

  abandoned(): void {
    this.end();
  }

  greeting(): Reply[] {
    if (this.#failure) return [this.#failure];
    return this.#isReady ? [this.#readyReply] : [{ kind: 'progress', progress: this.#progress }];
  }

  status(users: StackUser[]): Reply {
    const { kafka_version, registry_version } = readDistribution();
    const status: RunningStatus = {
      state: this.#isReady ? 'running' : 'starting',
      held: this.isHeld(),
      ...this.#addresses,
      supervisor_pid: process.pid,
      uptime_ms: Math.round(performance.now() - this.#born),
      users,
      children: this.#children.map(({ name, pid, isReady: ready, restarts }) => ({
        name,
        pid: pid ?? null,
        ready,
        restarts,
      })),
      kafka_version,
      registry_version,
    };
    return { kind: 'status', status };
  }

  get #isReady(): boolean {
    return this.#children.every((child) => child.isReady);
  }

  get #addresses(): StackAddresses {
    const { kafka, registry } = this.#ground.ports;
    return { brokers: [`127.0.0.1:${kafka}`], schemaRegistry: registryUrl(registry) };
  }

  get #readyReply(): Reply {
    return { kind: 'ready', addresses: this.#addresses };
  }

  #tell(progress: StackProgress): void {
    this.#progress = progress;
    this.#users.tell({ kind: 'progress', progress });
  }

  /** Stays just long enough to say why to everyone who has come or is about to. */
  #fail(error: unknown): void {
    const { code, message } = error instanceof StackError ? error : new StackError('supervisor_failed', String(error));
    this.#failure = { kind: 'failed', code, message };
    this.release();
    this.#users.tell(this.#failure);
    for (const child of this.#children) void child.stop();
  }

  async #choosePorts(): Promise<void> {
    const kept = readPorts(this.#paths.ports);
    const choice = { named: this.#job.ports, kept, isFree: isFreePort, anyFree: anyFreePort };
    this.#ground.ports = await choosePorts(choice);
    writePorts(this.#paths.ports, this.#ground.ports);
  }

  async #format(): Promise<void> {
    this.#tell({ stage: 'start', text: 'preparing the storage of a new broker' });
    const args = formatArguments(this.#paths, this.#job.fetched, this.#ground.ports);
    await new Promise<void>((resolve, reject) => {
      execFile(this.#job.java, args, { cwd: this.#paths.root, env: childEnvironment }, (error, stdout, stderr) => {
        if (!error) return resolve();
        reject(new StackError('child_failed', `the broker's storage could not be prepared:\n${stdout}${stderr}`));
      });
    });
    takeFormatted(this.#paths);
  }

  #heard(child: Child, event: ChildEvent): void {
    this.#guard.watch(this.#children.flatMap(({ pid }) => pid ?? []));
    if (event.kind === 'ready' && this.#isReady) {
      this.#ground.told = true;
      this.#users.tell(this.#readyReply);
    }
    if (event.kind === 'lost') this.#fail(event.error);
    if (event.kind !== 'died') return;
    const alarm = event.early >= deathsBeforeAlarm;
    const log = alarm ? ` Its log, ${this.#logs.get(child.name)?.()}` : '';
    const text = `${child.name} ended (${event.how}) and is started again.${log}`;
    if (alarm && !this.#ground.told) {
      this.#fail(new StackError('child_failed', `${child.name} does not start (${event.how}).${log}`));
    } else {
      this.#tell({ stage: 'trouble', text });
    }
  }
}
