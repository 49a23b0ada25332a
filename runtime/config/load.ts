import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { checkTogether } from './checks.ts';
import { type Environment, nonEmpty, type Places, placesOf } from './environment.ts';
import { type Examined, problemsOf, valueAt } from './issues.ts';
import { parseDocument } from './jsonc.ts';
import { type Problem, UsageProblems } from './problems.ts';
import { type Config, configSchema } from './schema.ts';
import { substitute } from './substitute.ts';

/** What a process runs with. */
export interface Settings extends Places {
  readonly config: Config;
  /** Absolute; null: there is no file, all is default. */
  readonly file: string | null;
  /** Whether the config itself names the port: then another one will not do. */
  readonly portNamed: boolean;
}

export interface Circumstances {
  /** Of `--config`. */
  readonly file?: string;
  readonly cwd: string;
  readonly env: Environment;
  /** All is default, whatever files there are; only the places come from the environment. */
  readonly embedded?: boolean;
}

const DEFAULT_FILE = 'regulars.config.json';

/** Reads, checks and completes the config. Throws {@link UsageProblems} with every problem at once. */
export function loadSettings(circumstances: Circumstances): Settings {
  const { env, cwd, embedded } = circumstances;
  const found = embedded === true ? null : findFile(circumstances);
  const raw = found === null ? { value: {}, lineOf: () => undefined } : readDocument(found.path, found.namedBy);
  return { ...placesOf(env, cwd), ...settingsFrom(raw, env), file: found?.path ?? null };
}

/** The same from a value instead of a file. */
export function configOf(value: unknown, env: Environment = {}): Config {
  return settingsFrom({ value, lineOf: () => undefined }, env).config;
}

/** Where a path of the config is: relative ones are relative to the data directory. */
export function inDataDir(places: Places, path: string): string {
  return isAbsolute(path) ? path : resolve(places.dataDir, path);
}

function findFile({ file, cwd, env }: Circumstances): { path: string; namedBy: string } | null {
  if (file !== undefined) return { path: resolve(cwd, file), namedBy: '--config' };
  const fromEnvironment = nonEmpty(env.REGULARS_CONFIG);
  if (fromEnvironment !== undefined) return { path: resolve(cwd, fromEnvironment), namedBy: 'REGULARS_CONFIG' };
  const path = resolve(cwd, DEFAULT_FILE);
  return existsSync(path) ? { path, namedBy: 'the config file' } : null;
}

function readDocument(path: string, namedBy: string) {
  let text: string;
  try {
    // A byte order mark is what some editors put first.
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'not readable';
    throw new UsageProblems([{ key: namedBy, value: `${path} (${why})`, legal: 'a file that exists and can be read' }]);
  }
  const { document, problems } = parseDocument(text, path);
  if (document === undefined) throw new UsageProblems(problems);
  return { ...document, problems };
}

interface Raw {
  readonly value: unknown;
  readonly lineOf: Examined['lineOf'];
  readonly problems?: readonly Problem[];
}

function settingsFrom(raw: Raw, env: Environment): Pick<Settings, 'config' | 'portNamed'> {
  const { value, fromEnvironment, problems: unset } = substitute(raw.value, env);
  const examined: Examined = { value, fromEnvironment, lineOf: raw.lineOf };
  const parsed = configSchema.safeParse(value);
  const wrong = parsed.success ? [] : problemsOf(parsed.error.issues, examined);
  const problems = [...(raw.problems ?? []), ...unset, ...wrong, ...checkTogether(examined)];
  if (!parsed.success || problems.length > 0) throw new UsageProblems(firstPerKey(problems));
  return { config: parsed.data, portNamed: valueAt(value, ['http', 'port']) !== undefined };
}

/** One cause, one line: a variable that is not set makes the text it stands in wrong as well. */
function firstPerKey(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    if (seen.has(problem.key)) return false;
    seen.add(problem.key);
    return true;
  });
}
