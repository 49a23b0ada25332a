/** Rows published lately: the time of their last change, epoch ms, and a fingerprint of what was published. */
export type SeenRows = readonly (readonly [modified_ms: number, fingerprint: string])[];
/** What of an overlapping window was published before. Bounded: rows that no later poll reads again are forgotten. */
export declare class Seen {
    private readonly rows;
    constructor(rows: SeenRows);
    has(fingerprint: string): boolean;
    add(fingerprint: string, modified_ms: number): void;
    /** Forgets those modified before `from_ms`, and the oldest where they are too many; what is left. */
    since(from_ms: number): SeenRows;
}
/** The same for the same content; 96 bits. */
export declare function fingerprintOf(content: string): string;
