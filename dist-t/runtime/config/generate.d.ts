/** Path from the root of the repository → text. */
export declare function render(): ReadonlyMap<string, string>;
