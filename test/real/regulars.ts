import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir } from './stack-cache.ts';
import type { TestStack } from './stack-fixture.ts';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program as its users have it: a data directory, a config file, and commands run as processes of their own. */
export class Regulars {
  readonly folder = mkdtempSync(join(tmpdir(), 'regulars-whole-'));
  readonly #running = new Set<ChildProcess>();

  /** Without a stack the program starts its own. */
  constructor(stack: TestStack | undefined, config: Readonly<Record<string, unknown>> = {}) {
    const kafka = stack && { brokers: stack.brokers, schemaRegistry: stack.schemaRegistry, topicPrefix: `${this.id}.` };
    const warehouse = { publish: null };
    this.write('config.json', JSON.stringify({ ...(kafka && { kafka }), warehouse, http: { port: 0 }, ...config }));
  }

  get id(): string {
    return this.folder.slice(-6).toLowerCase();
  }

  write(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  start(...words: readonly string[]): Running {
    const env = {
      ...process.env,
      REGULARS_DATA_DIR: join(this.folder, 'data'),
      REGULARS_CACHE_DIR: cacheDir,
      REGULARS_CONFIG: join(this.folder, 'config.json'),
    };
    const child = spawn(process.execPath, [main, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return new Running(child, words);
  }

  /** Runs it to its end. Throws unless its exit code is `code`. */
  async run(words: readonly string[], code = 0): Promise<Finished> {
    const finished = await this.start(...words).finished;
    if (finished.code === code) return finished;
    throw new Error(`regulars ${words.join(' ')} ended with ${finished.code}:\n${finished.stderr}\n${finished.stdout}`);
  }

  async rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return JSON.parse((await this.run(['query', sql, '--format', 'json'])).stdout);
  }

  async remove(): Promise<void> {
    for (const child of this.#running) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One command under way. */
export class Running {
  readonly finished: Promise<Finished>;
  readonly #child: ChildProcess;
  readonly #words: readonly string[];
  #said = '';

  constructor(child: ChildProcess, words: readonly string[]) {
    this.#child = child;
    this.#words = words;
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (data) => {
      stdout += data;
      this.#said += data;
    });
    child.stderr?.on('data', (data) => {
      stderr += data;
      this.#said += data;
    });
    this.finished = new Promise((resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** What stands behind the pattern in its output, as soon as it does. */
  async says(pattern: RegExp): Promise<RegExpMatchArray> {
    let over = false;
    void this.finished.then(() => {
      over = true;
    });
    for (;;) {
      const match = this.#said.match(pattern);
      if (match !== null) return match;
      if (over) throw new Error(`regulars ${this.#words.join(' ')} ended without saying ${pattern}:\n${this.#said}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
