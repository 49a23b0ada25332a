/** A process as it is told apart from a later one with the same pid. */
export interface ProcessId {
    readonly pid: number;
    readonly born: string;
}
/** This process. Throws where neither /proc nor ps can be read. */
export declare function ownProcess(): ProcessId;
/** True while exactly this process runs: a zombie and a reused pid are not it. */
export declare function isAlive(id: ProcessId): boolean;
/** When `pid` was started, as a string to compare; undefined when there is no such process or only its zombie. */
export declare function birthOf(pid: number): string | undefined;
/** The pids of the processes that were started with `argument` as one of their arguments. */
export declare function processesWithArgument(argument: string): number[];
/** Sends `signal`; a process that is already gone is no error. */
export declare function signal(pid: number, name: NodeJS.Signals): void;
