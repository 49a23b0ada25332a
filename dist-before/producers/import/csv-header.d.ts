export interface Header {
    readonly names: readonly string[];
    readonly delimiter: string;
    /** The first byte behind a byte order mark. */
    readonly start: number;
}
/** The header of a CSV file: its delimiter is the one of `,` `;` tab `|` that it has most of. Throws a FileProblem. */
export declare function headerOf(path: string): Header;
export declare function beginningOf(path: string, bytes: number): Buffer;
