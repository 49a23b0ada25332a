import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogFile } from './log-file.ts';

/** A program that is kept running. */
export interface Program {
  readonly name: string;
  readonly java: string;
  readonly cwd: string;
  readonly log: LogFile;
  arguments(): string[];
  /** Awaited before the arguments are asked for again, which may then differ. */
  beforeRestart(): Promise<void>;
  isReady(): Promise<boolean>;
}

export type ChildEvent =
  | { kind: 'started'; pid: number }
  | { kind: 'ready' }
  /** It ended by itself. `early` counts the deaths in a row before it was ever ready again. */
  | { kind: 'died'; how: string; early: number }
  /** It cannot be started again; the child has given up. */
  | { kind: 'lost'; error: unknown };

const backoff_ms = [100, 500, 1_000, 2_000, 5_000, 10_000] as const;
const stopWithin_ms = 8_000;

/** Starts a program, starts it again whenever it dies, and stops it for good. */
export class Child {
  readonly name: string;
  readonly #program: Program;
  readonly #onEvent: (event: ChildEvent) => void;
  #process: ChildProcess | undefined;
  #ready = false;
  #stopping = false;
  #early = 0;
  #restarts = 0;

  constructor(program: Program, onEvent: (event: ChildEvent) => void) {
    this.name = program.name;
    this.#program = program;
    this.#onEvent = onEvent;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get isReady(): boolean {
    return this.#ready;
  }

  get restarts(): number {
    return this.#restarts;
  }

  start(): void {
    if (this.#stopping) return;
    const { java, cwd, log } = this.#program;
    const child = spawn(java, this.#program.arguments(), {
      cwd,
      env: childEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    child.stdout.on('data', (chunk: Buffer) => log.append(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => log.append(chunk.toString()));
    child.on('error', (error) => log.append(`${error.message}\n`));
    child.on('close', (code, signal) => this.#died(signal ?? `exit code ${code}`));
    if (child.pid !== undefined) this.#onEvent({ kind: 'started', pid: child.pid });
    void this.#awaitReady(child);
  }

  /** SIGTERM, and SIGKILL after 8 s. Resolves when the process is gone; it is not started again. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (!child) return;
    const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), stopWithin_ms);
    await gone;
    clearTimeout(killer);
  }

  #died(how: string): void {
    this.#process = undefined;
    this.#early = this.#ready ? 1 : this.#early + 1;
    this.#ready = false;
    if (this.#stopping) return;
    this.#restarts += 1;
    this.#program.log.append(`-- ${this.name} ended: ${how}\n`);
    this.#onEvent({ kind: 'died', how, early: this.#early });
    const wait = backoff_ms[Math.min(this.#early, backoff_ms.length) - 1] ?? 0;
    void this.#startAgain(wait);
  }

  async #startAgain(wait_ms: number): Promise<void> {
    await sleep(wait_ms);
    if (this.#stopping) return;
    try {
      await this.#program.beforeRestart();
      this.start();
    } catch (error) {
      this.#onEvent({ kind: 'lost', error });
    }
  }

  async #awaitReady(child: ChildProcess): Promise<void> {
    while (this.#process === child && !this.#stopping) {
      if ((await this.#program.isReady()) && this.#process === child) {
        this.#ready = true;
        this.#onEvent({ kind: 'ready' });
        return;
      }
      await sleep(50);
    }
  }
}

/**
 * Nothing of the user's environment reaches the children: a KAFKA_… or QUARKUS_… meant for another program would change
 * them. UTF-8, so that a data directory may be called Gäste.
 */
export const childEnvironment: NodeJS.ProcessEnv = { LC_ALL: 'C.UTF-8' };
