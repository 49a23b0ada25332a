/** A shell that outlives the supervisor for as long as it takes to end the JVMs, however the supervisor ended. */
export declare class Guard {
    #private;
    /** `hold` is the file that exists while the stack is held, `restart` the command that starts the supervisor. */
    constructor(hold: string, restart: readonly string[]);
    /** The JVMs that run now. */
    watch(pids: readonly number[]): void;
    /** The supervisor ends in order and leaves nothing behind. */
    done(): void;
}
