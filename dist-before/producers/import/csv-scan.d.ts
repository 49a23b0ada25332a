/** What a CSV file is made of, counted without understanding it: DuckDB's reading of it is held against this. */
export interface CsvShape {
    /** Lines that are not empty, the header among them; line ends within quotes do not count. */
    readonly records: number;
    /** Where empty lines are: the numbers they have when every record and every empty line counts, from 1. */
    readonly blanks: readonly number[];
    /** The record within which the file ends in mid-quote. */
    readonly unterminated: number | null;
    /** Both `\n` and `\r\n` (or a lone `\r`) end lines. */
    readonly mixed: boolean;
}
/** Reads the file once, in pieces, from the byte `start` on (behind a byte order mark). */
export declare function scanCsv(path: string, delimiter: string, start: number): Promise<CsvShape>;
