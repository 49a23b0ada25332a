/** Lets many wait for "something has changed"; who waits looks again at what it waits for. */
export declare class Changes {
    #private;
    tell(): void;
    /** Resolves with what `look` finds, as soon as it finds something; undefined once the signal aborts. */
    until<T>(look: () => T | undefined, signal?: AbortSignal): Promise<T | undefined>;
}
