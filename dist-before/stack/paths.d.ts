/** Where one local stack keeps its things, all of it below `<dataDir>/stack`. */
export interface StackPaths {
    readonly root: string;
    readonly kafka: string;
    readonly registry: string;
    readonly logs: string;
    readonly temporary: string;
    readonly ports: string;
    /** Present while `stack up` holds the stack. */
    readonly hold: string;
    /** A file that holds the path of the supervisor's socket. */
    readonly socket: string;
    /** The argument by which the processes of this data directory are known in the list of all processes. */
    readonly marker: string;
}
/** The paths of the stack of `dataDir`, which is created when missing. One directory by two names is one stack. */
export declare function stackPaths(dataDir: string): StackPaths;
/** The package's own directory, both when run from source and from dist/. */
export declare function packageRoot(): string;
/** The compiled supervisor, which runs under plain node whatever its starter runs under. */
export declare function supervisorScript(): string;
