export type Environment = Readonly<Record<string, string | undefined>>;
/** The process's environment. This folder alone reads it. */
export declare function environment(): Environment;
export interface Places {
    /** Absolute; holds everything local. */
    readonly dataDir: string;
    /** Absolute; where the broker and the registry are fetched to, once. May be shared. */
    readonly cacheDir: string;
}
/** `REGULARS_DATA_DIR` (else `.regulars`) and `REGULARS_CACHE_DIR` (else `cache` in it), relative to `cwd`. */
export declare function placesOf(env: Environment, cwd: string): Places;
/** The variables that say where things are; the config reference lists them. */
export declare const environmentVariables: {
    readonly REGULARS_CONFIG: 'The config file, where no `--config` names one. Default: `regulars.config.json` here, if there is one.';
    readonly REGULARS_DATA_DIR: 'The data directory, which holds everything local. Default: `.regulars` here.';
    readonly REGULARS_CACHE_DIR: 'Where the broker and the registry are fetched to, once. Default: `cache` in the data directory.';
};
export declare function nonEmpty(text: string | undefined): string | undefined;
