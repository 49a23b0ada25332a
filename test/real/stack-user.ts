import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { cacheDir } from './stack-cache.ts';

const openStackScript = fileURLToPath(new URL('../../dist/stack/open-stack.js', import.meta.url));

/** A process of its own that uses the stack of `dataDir` until it is killed. */
export interface StackUserProcess {
  readonly process: ChildProcess;
  /** What it said first: the stack's addresses, or the code and message of the error. */
  readonly said: Promise<{ brokers?: string[]; code?: string; message?: string }>;
}

const program = `
  const [script, options] = process.argv.slice(1);
  const { openStack } = await import(script);
  const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
  try {
    say(await openStack(JSON.parse(options)));
    setInterval(() => {}, 1000);
  } catch ({ code, message }) {
    say({ code, message });
  }
`;

/** Starts one; `path` replaces its PATH. */
export function stackUser(options: { dataDir: string; cacheDir?: string }, path?: string): StackUserProcess {
  const openOptions = JSON.stringify({ cacheDir, as: 'a tester', ...options });
  const args = ['--input-type=module', '-e', program, pathToFileURL(openStackScript).href, openOptions];
  const env = path === undefined ? process.env : { ...process.env, PATH: path };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const said = once(lines, 'line').then(([line]) => JSON.parse(String(line)));
  return { process: child, said };
}
