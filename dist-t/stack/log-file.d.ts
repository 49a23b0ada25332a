/** A log file of at most 2 MiB and one predecessor of the same size (`.1`), with its last lines at hand. */
export declare class LogFile {
    #private;
    readonly path: string;
    constructor(path: string);
    append(text: string): void;
    /** The last lines, as they are shown with an error. */
    tail(): string;
}
