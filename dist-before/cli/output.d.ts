/** Where a command's words go. Results: standard output. All else: standard error. */
export interface Output {
    /** A line of the result. */
    print(line: string): void;
    /** A line for the person who waits. */
    note(line: string): void;
    /** A line that the next one replaces; where nobody watches, one in a while is noted. */
    pass(line: string): void;
    /** Whether somebody watches: then lines may be drawn anew. */
    readonly interactive: boolean;
    /** Columns of the terminal. */
    readonly columns: number;
}
/** Shows how the stages come along until it is closed: bars where somebody watches, else a line now and then. */
export interface Progress {
    note(line: string): void;
    /** A line that the next one replaces. */
    pass(line: string): void;
    close(): void;
}
export declare const processOutput: Output;
/** Resolves when what was printed has left the process. */
export declare function flushed(): Promise<void>;
