import type { z } from 'zod';
import type { Path, Problem } from './problems.ts';
/** The raw document that the issues are about. */
export interface Examined {
    readonly value: unknown;
    readonly fromEnvironment: ReadonlySet<string>;
    readonly lineOf: (path: Path) => number | undefined;
}
/** Each issue as a problem that names the key, the value and the legal values. */
export declare function problemsOf(issues: readonly z.core.$ZodIssue[], examined: Examined): Problem[];
export declare function wrongValue(path: Path, examined: Examined, legal?: string): Problem;
/** What lies at `path` in a value of unknown shape; undefined where there is nothing. */
export declare function valueAt(value: unknown, path: Path): unknown;
