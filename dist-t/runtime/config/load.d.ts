import { type Environment, type Places } from './environment.ts';
import { type Config } from './schema.ts';
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
/** Reads, checks and completes the config. Throws {@link UsageProblems} with every problem at once. */
export declare function loadSettings(circumstances: Circumstances): Settings;
/** The same from a value instead of a file. */
export declare function configOf(value: unknown, env?: Environment): Config;
/** Where a path of the config is: relative ones are relative to the data directory. */
export declare function inDataDir(places: Places, path: string): string;
