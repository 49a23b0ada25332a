import type { Config } from './schema.ts';
/** Every value of the config that may not be shown anywhere, for the log to hide. */
export declare function secretsOf(config: Config): readonly string[];
