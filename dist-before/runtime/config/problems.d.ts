/** One thing that is wrong with the command line or the config. Holds no secret. */
export interface Problem {
    /** `venues[0].timezone`, `--speed`, or the file itself. */
    readonly key: string;
    /** The value as it may be shown. */
    readonly value: string;
    /** The legal values, in words. */
    readonly legal: string;
    /** Where in the file, when known. */
    readonly line?: number;
}
/** What was asked for is wrong; nothing was done. Exit code 2. */
export declare class UsageProblems extends Error {
    readonly name = "UsageProblems";
    readonly problems: readonly Problem[];
    constructor(problems: readonly Problem[]);
}
export declare function problemLine(problem: Problem): string;
export type Path = readonly (string | number)[];
/** `['venues', 0, 'id']` → `venues[0].id`. */
export declare function keyText(path: Path): string;
/** The one of `known` that was probably meant: at most two slips away, fewer for short words. */
export declare function didYouMean(word: string, known: readonly string[]): string | undefined;
/** Letters to insert, drop, replace or swap with their neighbour (optimal string alignment). */
export declare function slipsBetween(a: string, b: string): number;
