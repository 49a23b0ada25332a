/**
 * Lets one act at a time, in the order they came. Whoever throws ends it all: nobody acts after that, and `fail` is
 * told. Once `ending` is aborted, what still waits is passed over, and what an act throws then does not matter.
 */
export declare class Turns {
    #private;
    constructor(ending: AbortController, fail: (error: unknown) => void);
    take(act: () => Promise<void>): Promise<void>;
    /** When the last one that has come so far has acted. Never rejects. */
    get done(): Promise<void>;
}
