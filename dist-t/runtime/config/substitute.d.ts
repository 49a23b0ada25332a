import type { Environment } from './environment.ts';
import type { Problem } from './problems.ts';
export interface Substituted {
    readonly value: unknown;
    /** Keys whose value came from the environment, in whole or in part: never shown. */
    readonly fromEnvironment: ReadonlySet<string>;
    readonly problems: readonly Problem[];
}
/** `${NAME}` inside a string becomes the environment variable NAME. One that is not set is a problem. */
export declare function substitute(value: unknown, env: Environment): Substituted;
