/** Why something an upstream sent is not what it should be. Names paths and expectations, never values. */
export declare class Unreadable extends Error {
    readonly name = "Unreadable";
    readonly reason: string;
    readonly path: string;
    constructor(reason: string, path: string, expected: string);
}
/**
 * An object of untrusted JSON, read field by field. What is absent or null is "not there"; what is there and of the
 * wrong type is an {@link Unreadable} with its path.
 */
export declare class Fields {
    readonly path: string;
    private readonly object;
    constructor(value: unknown, path?: string);
    names(): string[];
    /** The value as parsed; undefined where it is not there. */
    raw(name: string): unknown;
    /** At least one character; at most `most`. */
    text(name: string, most: number): string;
    textOrNull(name: string, most: number): string | null;
    flag(name: string): boolean;
    numberOrNull(name: string): number | null;
    /** Epoch milliseconds. The epoch itself stands for "none", as some upstreams write it. */
    instantOrNull(name: string): number | null;
    childOrNull(name: string): Fields | null;
    /** Empty where it is not there. */
    children(name: string): Fields[];
    missing(name: string): Unreadable;
    unreadable(name: string, reason: string, expected: string): Unreadable;
    private pathOf;
}
export declare function isObject(value: unknown): value is Readonly<Record<string, unknown>>;
