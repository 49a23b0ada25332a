import type { Topic } from './topics.ts';
/**
 * Keys are UTF-8 strings, their parts joined by `|`. A part that itself holds `|` (legal in an e-mail's local part) or
 * `%` has them percent-escaped (`%7C`, `%25`), so that the parts can be told apart again.
 */
export declare function joinKey(parts: readonly (string | number)[]): string;
/** The parts of a key, unescaped. The inverse of {@link joinKey}. */
export declare function splitKey(key: string): string[];
/** What a record's partition is the hash of: the key up to its first `|`. */
export declare function entityOf(key: string): string;
export declare function keyOf<T>(topic: Topic<T>, value: T): string;
