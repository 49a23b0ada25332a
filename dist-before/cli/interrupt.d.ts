/** Ctrl-C and its relatives. */
export interface Interrupt {
    /** Aborted by the first one: finish what is under way. */
    readonly signal: AbortSignal;
    dispose(): void;
}
/** `exit` is the process's own, beyond tests: at once after a second Ctrl-C, or when draining takes too long. */
export declare function onInterrupt(exit: (code: number, why: string) => void): Interrupt;
/** Resolves when it is aborted, at once when it has been. */
export declare function aborted(signal: AbortSignal): Promise<void>;
