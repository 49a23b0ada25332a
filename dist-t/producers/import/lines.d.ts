/** The lines of a file that are not blank, as bytes; read forwards, and only as far as asked. */
export interface Lines {
    /** Line number `wanted`, from 1; never less than before. Empty behind the last. */
    at(wanted: number): Promise<Buffer>;
    close(): void;
}
export declare function linesOf(path: string): Lines;
