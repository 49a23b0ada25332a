import type { Fetched } from './fetch.ts';
import type { StackPaths } from './paths.ts';
import type { StackPorts } from './ports.ts';
/** The arguments of java for a registry started in `paths.root`. */
export declare function registryArguments(paths: StackPaths, fetched: Fetched, ports: StackPorts): string[];
/** The address of the Confluent-compatible API. */
export declare function registryUrl(port: number): string;
/** True when the registry lists its subjects. */
export declare function registryAnswers(port: number): Promise<boolean>;
