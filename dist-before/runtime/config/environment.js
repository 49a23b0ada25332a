import { resolve } from 'node:path';
/** The process's environment. This folder alone reads it. */
export function environment() {
    return process.env;
}
/** `REGULARS_DATA_DIR` (else `.regulars`) and `REGULARS_CACHE_DIR` (else `cache` in it), relative to `cwd`. */
export function placesOf(env, cwd) {
    const dataDir = resolve(cwd, nonEmpty(env.REGULARS_DATA_DIR) ?? '.regulars');
    return { dataDir, cacheDir: resolve(cwd, nonEmpty(env.REGULARS_CACHE_DIR) ?? `${dataDir}/cache`) };
}
/** The variables that say where things are; the config reference lists them. */
export const environmentVariables = {
    REGULARS_CONFIG: 'The config file, where no `--config` names one. Default: `regulars.config.json` here, if there is one.',
    REGULARS_DATA_DIR: 'The data directory, which holds everything local. Default: `.regulars` here.',
    REGULARS_CACHE_DIR: 'Where the broker and the registry are fetched to, once. Default: `cache` in the data directory.',
};
export function nonEmpty(text) {
    return text === '' ? undefined : text;
}
//# sourceMappingURL=environment.js.map