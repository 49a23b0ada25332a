import type { Path, Problem } from './problems.ts';
/** A parsed file: its value, and where in the text each part of it stands. */
export interface Document {
    readonly value: unknown;
    readonly lineOf: (path: Path) => number | undefined;
}
/** Comments and trailing commas allowed. All syntax errors and repeated keys at once. */
export declare function parseDocument(text: string, file: string): {
    document?: Document;
    problems: readonly Problem[];
};
