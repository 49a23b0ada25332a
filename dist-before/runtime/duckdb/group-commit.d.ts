export interface GroupCommitOptions {
    /** Whether nothing waits. */
    empty(): boolean;
    /** Whether what waits is so much that it goes at once. */
    full(): boolean;
    /** Whether somebody would notice what waits; else it may wait for `idle_ms` longer. */
    urgent(): boolean;
    /** Commits all that waits, in one transaction. */
    commit(): Promise<void>;
    /** A commit is done; how long it took. */
    committed(took_ms: number): void;
    /** A commit has thrown; nothing more is committed. */
    failed(error: unknown): void;
    /** From the begin of one commit to the next; more where commits take long: at most half of the time is theirs. */
    readonly every_ms: number;
    readonly idle_ms: number;
}
/**
 * One commit at a time; while it is under way, the next one gathers. Adapts by itself: under backlog commits follow
 * one another as they fill, else there is one every `every_ms`.
 */
export declare class GroupCommit {
    #private;
    constructor(options: GroupCommitOptions);
    /** Something waits. */
    wake(): void;
    /** Resolves when there is room for more: at once, or after the next commit. */
    room(): Promise<void>;
    /** Resolves when nothing waits and nothing is under way, or when commits have ended. */
    flush(): Promise<void>;
    /** Runs between two commits. */
    between<T>(act: () => Promise<T>): Promise<T>;
    /** Finishes what is under way and begins no other commit. */
    close(): Promise<void>;
}
