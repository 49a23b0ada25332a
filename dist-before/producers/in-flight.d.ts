/** Bytes that are held for requests under way. */
export interface Lease {
    /** Gives them back. Once; more often is harmless. */
    release(): void;
}
/** Bounds the bytes that requests under way may hold together. */
export declare class InFlight {
    private readonly most;
    private held;
    constructor(most: number);
    get bytes(): number;
    /** Null where there is no room. One request always fits, however large. */
    take(bytes: number): Lease | null;
}
