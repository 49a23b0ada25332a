import { type Socket } from 'node:net';
import type { StackPaths } from './paths.ts';
/** A fresh path for the supervisor to listen on, written down where its users look for it. Clears up after the one before. */
export declare function newSocketPath(paths: StackPaths): string;
/** Takes away the socket and what says where it is. */
export declare function removeSocket(paths: StackPaths): void;
/** A connection to the supervisor; undefined when none listens. */
export declare function connectTo(paths: StackPaths): Promise<Socket | undefined>;
