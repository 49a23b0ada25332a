import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The command line as it is built: what `npx regulars` runs. */
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A `regulars` that runs, in a data directory and a current directory of its own. */
export interface RunningCommand {
  readonly child: ChildProcessWithoutNullStreams;
  readonly seen: { out: string; err: string };
  readonly ended: Promise<Ran>;
}

export function start(
  words: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): RunningCommand {
  const child = spawn(process.execPath, [main, ...words], {
    cwd: folder,
    env: { ...process.env, REGULARS_CONFIG: '', REGULARS_DATA_DIR: `${folder}/data`, ...env },
  });
  const seen = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    seen.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    seen.err += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, ...seen }));
  return { child, seen, ended };
}

export function regulars(
  words: readonly string[],
  folder: string,
  env?: Readonly<Record<string, string>>,
): Promise<Ran> {
  return start(words, folder, env).ended;
}
