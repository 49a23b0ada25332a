import { type Problem } from '../config/problems.ts';
import type { Log } from '../logging/log.ts';
/** What other commands may ask of a running process: name → what is done with the JSON that was sent. */
export type ControlCommands = Readonly<Record<string, ControlCommand>>;
/**
 * Gives JSON back, and before that, one after the other, what is emitted. `signal` is aborted when who asked has gone.
 * A thrown Failure or UsageProblems reaches who asked.
 */
export type ControlCommand = (input: unknown, signal: AbortSignal, emit: Emit) => Promise<unknown>;
/** Resolves when there is room for more; rejects when who asked has gone. */
export type Emit = (item: unknown) => Promise<void>;
export interface Control {
    readonly url: string;
    readonly token: string;
    /** Aborts what is being answered and waits for it. */
    close(): Promise<void>;
}
/** What goes over the wire, one JSON value per line; the last one is not an item. Empty lines keep it alive. */
export type ControlLine = {
    readonly kind: 'item';
    readonly item: unknown;
} | {
    readonly kind: 'done';
    readonly output: unknown;
} | {
    readonly kind: 'usage';
    readonly problems: readonly Problem[];
} | {
    readonly kind: 'failed';
    readonly failure: {
        kind: string;
        reason: string;
        message: string;
    };
};
/**
 * A server of its own, for this machine only whatever `http.host` says: `POST /control/<name>` with the token that the
 * run file keeps for its owner.
 */
export declare function openControl(commands: ControlCommands, log: Log): Promise<Control>;
