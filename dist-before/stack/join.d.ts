import type { Socket } from 'node:net';
import { type StackAddresses } from './messages.ts';
import type { StackOptions } from './options.ts';
import type { StackPaths } from './paths.ts';
/** A use of the stack: it lasts as long as the connection. */
export interface Use {
    readonly socket: Socket;
    readonly addresses: StackAddresses;
}
export interface JoinOptions extends StackOptions {
    readonly paths: StackPaths;
    /** Gives up when aborted. */
    readonly signal: AbortSignal;
}
/**
 * Joins the users of the stack, starting its supervisor when none runs. Resolves when broker and registry are ready;
 * undefined when aborted. Rejects with a StackError.
 */
export declare function join(options: JoinOptions): Promise<Use | undefined>;
