import type { Fetched } from './fetch.ts';
import type { StackPaths } from './paths.ts';
import type { StackPorts } from './ports.ts';
/** The broker's settings where they are not Kafka's own; everything else is as Apache ships it. */
export declare function serverProperties(ports: StackPorts, logDir: string): string;
/** The arguments of java for a broker started in `paths.root`. Writes its settings there. */
export declare function brokerArguments(paths: StackPaths, fetched: Fetched, ports: StackPorts): string[];
/** True when the storage has been formatted: a broker can start on it. */
export declare function isFormatted(paths: StackPaths): boolean;
/** The arguments of java that format fresh storage aside; `takeFormatted` then puts it in place in one step. */
export declare function formatArguments(paths: StackPaths, fetched: Fetched, ports: StackPorts): string[];
/** Makes the freshly formatted storage the broker's. */
export declare function takeFormatted(paths: StackPaths): void;
/** The broker's address for its clients. */
export declare function brokerAddress(port: number): string;
/**
 * True when the broker names itself in answer to a Metadata request (api key 3, version 5, no topics): the port alone
 * opens before the controller has let the broker in.
 */
export declare function brokerAnswers(port: number): Promise<boolean>;
