import type { LogFile } from './log-file.ts';
/** A program that is kept running. */
export interface Program {
    readonly name: string;
    readonly java: string;
    readonly cwd: string;
    readonly log: LogFile;
    arguments(): string[];
    /** Awaited before the arguments are asked for again, which may then differ. */
    beforeRestart(): Promise<void>;
    isReady(): Promise<boolean>;
}
export type ChildEvent = {
    kind: 'started';
    pid: number;
} | {
    kind: 'ready';
}
/** It ended by itself. `early` counts the deaths in a row before it was ever ready again. */
 | {
    kind: 'died';
    how: string;
    early: number;
}
/** It cannot be started again; the child has given up. */
 | {
    kind: 'lost';
    error: unknown;
};
/** Starts a program, starts it again whenever it dies, and stops it for good. */
export declare class Child {
    #private;
    readonly name: string;
    constructor(program: Program, onEvent: (event: ChildEvent) => void);
    get pid(): number | undefined;
    get isReady(): boolean;
    get restarts(): number;
    start(): void;
    /** SIGTERM, and SIGKILL after 8 s. Resolves when the process is gone; it is not started again. */
    stop(): Promise<void>;
}
/**
 * Nothing of the user's environment reaches the children: a KAFKA_… or QUARKUS_… meant for another program would change
 * them. UTF-8, so that a data directory may be called Gäste.
 */
export declare const childEnvironment: NodeJS.ProcessEnv;
