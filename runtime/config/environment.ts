import { resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's environment. This folder alone reads it. */
export function environment(): Environment {
  return process.env;
}

export interface Places {
  /** Absolute; holds everything local. */
  readonly dataDir: string;
  /** Absolute; where the broker and the registry are fetched to, once. May be shared. */
  readonly cacheDir: string;
}

/** `REGULARS_DATA_DIR` (else `.regulars`) and `REGULARS_CACHE_DIR` (else `cache` in it), relative to `cwd`. */
export function placesOf(env: Environment, cwd: string): Places {
  const dataDir = resolve(cwd, nonEmpty(env.REGULARS_DATA_DIR) ?? '.regulars');
  return { dataDir, cacheDir: resolve(cwd, nonEmpty(env.REGULARS_CACHE_DIR) ?? `${dataDir}/cache`) };
}

/** The variables that say where things are; the config reference lists them. */
export const environmentVariables = {
  REGULARS_CONFIG:
    'The config file, where no `--config` names one. Default: `regulars.config.json` here, if there is one.',
  REGULARS_DATA_DIR: 'The data directory, which holds everything local. Default: `.regulars` here.',
  REGULARS_CACHE_DIR: 'Where the broker and the registry are fetched to, once. Default: `cache` in the data directory.',
} as const;

export function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
