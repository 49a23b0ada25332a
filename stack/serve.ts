import { BrokerAndRegistry, type Listener } from './broker-and-registry.ts';
import { readDistribution } from './distribution.ts';
import { StackError } from './errors.ts';
import { Guard } from './guard.ts';
import { hold, isHeld, releaseHold } from './hold.ts';
import type { ServeJob } from './job.ts';
import type { Reply, RunningStatus, StackUser } from './messages.ts';
import { type StackPaths, supervisorScript } from './paths.ts';
import type { StackProgress } from './progress.ts';
import { newSocketPath, removeSocket } from './socket.ts';
import { Users, type UsersHost } from './users.ts';

/** Runs broker and registry while they are used or held. Resolves when both have ended and the socket is gone. */
export async function serve(job: ServeJob, paths: StackPaths): Promise<void> {
  const stack = new ServedStack(job, paths);
  process.on('SIGTERM', () => stack.end());
  process.on('SIGINT', () => {}).on('SIGHUP', () => {});
  await stack.start();
  await stack.ended;
}

class ServedStack implements UsersHost, Listener {
  readonly #paths: StackPaths;
  readonly #users: Users;
  readonly #guard: Guard;
  readonly #served: BrokerAndRegistry;
  readonly #born = performance.now();
  #progress: StackProgress = { stage: 'start', text: 'starting the local broker and registry' };
  #failure: Reply | undefined;
  #ending = false;
  #resolveEnded = () => {};
  readonly ended = new Promise<void>((resolve) => {
    this.#resolveEnded = resolve;
  });

  constructor(job: ServeJob, paths: StackPaths) {
    this.#paths = paths;
    this.#users = new Users(this);
    this.#guard = new Guard(paths.hold, [process.execPath, supervisorScript(), JSON.stringify(job)]);
    this.#served = new BrokerAndRegistry(job, paths, this);
  }

  async start(): Promise<void> {
    await this.#users.listen(newSocketPath(this.#paths));
    await this.#served.start();
  }

  /** Stops broker and registry and everything else. May be called again. */
  end(): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#users.close();
    void this.#served.stop().then(() => {
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
    return this.#served.isReady ? [this.#readyReply] : [{ kind: 'progress', progress: this.#progress }];
  }

  status(users: StackUser[]): Reply {
    const { kafka_version, registry_version } = readDistribution();
    const status: RunningStatus = {
      state: this.#served.isReady ? 'running' : 'starting',
      held: this.isHeld(),
      ...this.#served.addresses,
      supervisor_pid: process.pid,
      uptime_ms: Math.round(performance.now() - this.#born),
      users,
      children: this.#served.children,
      kafka_version,
      registry_version,
    };
    return { kind: 'status', status };
  }

  running(pids: readonly number[]): void {
    this.#guard.watch(pids);
  }

  ready(): void {
    this.#users.tell(this.#readyReply);
  }

  says(text: string): void {
    this.#tell({ stage: 'start', text });
  }

  trouble(text: string): void {
    this.#tell({ stage: 'trouble', text });
  }

  /** Stays just long enough to say why to everyone who has come or is about to. */
  failed(error: unknown): void {
    const { code, message } = error instanceof StackError ? error : new StackError('supervisor_failed', String(error));
    this.#failure = { kind: 'failed', code, message };
    this.release();
    this.#users.tell(this.#failure);
    void this.#served.stop();
  }

  get #readyReply(): Reply {
    return { kind: 'ready', addresses: this.#served.addresses };
  }

  #tell(progress: StackProgress): void {
    this.#progress = progress;
    this.#users.tell({ kind: 'progress', progress });
  }
}
