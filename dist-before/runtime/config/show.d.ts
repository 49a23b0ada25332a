import type { Path } from './problems.ts';
/**
 * The value at `path` as it may be shown. Hidden: what is declared a secret, what came from the environment, texts
 * under names that sound like one, and texts under unknown names where credentials are kept.
 */
export declare function showValue(value: unknown, path: Path, fromEnvironment: ReadonlySet<string>): string;
